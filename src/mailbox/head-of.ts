/** The header of a message with the empty line below it: all of it, or as much as there is. */
export function headOf(raw: Buffer): Buffer {
  const ends = ['\r\n\r\n', '\n\n'].flatMap((empty) => {
    const at = raw.indexOf(empty);
    return at === -1 ? [] : [at + empty.length];
  });
  // A copy: a part of a buffer would keep the whole of it in memory.
  return Buffer.from(raw.subarray(0, ends.length === 0 ? raw.length : Math.min(...ends)));
}
