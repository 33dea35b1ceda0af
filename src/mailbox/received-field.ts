/** RFC 5321, 4.4: `by` and the name of the server that wrote the field. Comments may stand before it. */
const BY = /(?:^|\s)by\s+([^\s;()]+)/i;

/**
 * The topmost of the `Received` fields (unfolded, from the top) that the ministry's server for mail from outside wrote:
 * whatever stands below it was there before the message came and may be invented. Undefined: there is none, or no hop
 * is trusted (`trustedHop` is null).
 */
export function fieldOfHop(received: Iterable<string>, trustedHop: string | null): string | undefined {
  if (trustedHop === null) return undefined;
  const hop = trustedHop.toLowerCase();
  for (const field of received) {
    if (BY.exec(withoutComments(field))?.[1]?.toLowerCase() === hop) return field;
  }
  return undefined;
}

/** RFC 5322, 3.2.2. Comments nest, and a sender's name for itself may stand in one. */
export function withoutComments(text: string): string {
  let depth = 0;
  let plain = '';
  for (const character of text) {
    if (character === '(') depth += 1;
    else if (character === ')' && depth > 0) depth -= 1;
    else if (depth === 0) plain += character;
  }
  return plain;
}
