/** Up to this length Node searches with memchr; longer ones cost five times as much over data that does not repeat. */
const FAST_LENGTH = 7;

/** The offsets at which `text` (latin1) stands in `buffer`, in ascending order. */
export function* occurrences(buffer: Buffer, text: string): Generator<number> {
  const ending = text.slice(-FAST_LENGTH);
  const before = text.length - ending.length;
  for (let at = buffer.indexOf(ending, before, 'latin1'); at >= 0; at = buffer.indexOf(ending, at + 1, 'latin1')) {
    const start = at - before;
    if (before === 0 || buffer.toString('latin1', start, at) === text.slice(0, before)) yield start;
  }
}
