/**
 * Fields that mail servers put above a message as it passes: the trace of RFC 5321, 4.4, with the usual notes of the
 * delivery. Two copies of one message differ in them when a server that lost an answer sent it again.
 */
const TRACE_FIELDS: ReadonlySet<string> = new Set([
  'return-path',
  'received',
  'delivered-to',
  'x-original-to',
  'envelope-to',
]);
const LF = 0x0a;
const COLON = 0x3a;
/** No field name is longer; what has no colon by then is no field. */
const MOST_NAME_BYTES = 76;

/** Where the sender's own message begins: behind the trace fields at the top. Looks at nothing below them. */
export function endOfTrace(raw: Buffer): number {
  let at = 0;
  for (;;) {
    const name = fieldName(raw, at);
    if (name === null || !TRACE_FIELDS.has(name)) return at;
    at = endOfField(raw, at);
  }
}

function fieldName(raw: Buffer, at: number): string | null {
  const colon = raw.subarray(at, at + MOST_NAME_BYTES).indexOf(COLON);
  if (colon < 1) return null;
  return raw
    .toString('latin1', at, at + colon)
    .trimEnd()
    .toLowerCase();
}

/** Behind the last line of the field that begins at `at`: lines that begin with white space continue it. */
function endOfField(raw: Buffer, at: number): number {
  let next = at;
  do {
    const lineEnd = raw.indexOf(LF, next);
    if (lineEnd === -1) return raw.length;
    next = lineEnd + 1;
  } while (raw[next] === 0x20 || raw[next] === 0x09);
  return next;
}
