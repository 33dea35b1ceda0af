/**
 * A small DER writer (ITU-T X.690, 10: distinguished encoding rules): each function returns one whole element, tag,
 * length and contents.
 */

function element(tag: number, contents: Uint8Array): Buffer {
  const length = contents.length;
  const head =
    length < 0x80
      ? [tag, length]
      : length < 0x100
        ? [tag, 0x81, length]
        : length < 0x10000
          ? [tag, 0x82, length >> 8, length & 0xff]
          : [tag, 0x83, length >> 16, (length >> 8) & 0xff, length & 0xff];
  const out = Buffer.allocUnsafe(head.length + length);
  out.set(head, 0);
  out.set(contents, head.length);
  return out;
}

export function sequence(...items: readonly Uint8Array[]): Buffer {
  return element(0x30, Buffer.concat(items));
}

/** SET OF: the elements in ascending order of their encodings (X.690, 11.6). */
export function setOf(...items: readonly Uint8Array[]): Buffer {
  return element(0x31, Buffer.concat([...items].sort(Buffer.compare)));
}

export function octetString(bytes: Uint8Array): Buffer {
  return element(0x04, bytes);
}

/** A bit string; `unusedBits` counts the bits at the end of the last byte that carry nothing. */
export function bitString(bytes: Uint8Array, unusedBits = 0): Buffer {
  return element(0x03, Buffer.concat([Uint8Array.of(unusedBits), bytes]));
}

/** A non-negative integer from its big-endian bytes, shortened or given a leading zero as DER wants. */
export function unsignedInteger(bytes: Uint8Array): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const shortest = bytes.subarray(start);
  const first = shortest[0] ?? 0;
  return element(0x02, shortest.length === 0 || first >= 0x80 ? Buffer.concat([Uint8Array.of(0), shortest]) : shortest);
}

export function smallInteger(value: number): Buffer {
  return unsignedInteger(Uint8Array.of((value >> 8) & 0xff, value & 0xff));
}

export function booleanTrue(): Buffer {
  return element(0x01, Uint8Array.of(0xff));
}

export function nullValue(): Buffer {
  return element(0x05, new Uint8Array(0));
}

export function utf8String(text: string): Buffer {
  return element(0x0c, Buffer.from(text, 'utf8'));
}

export function printableString(text: string): Buffer {
  return element(0x13, Buffer.from(text, 'latin1'));
}

/** UTCTime up to the year 2049, GeneralizedTime from 2050 (RFC 5280, 4.1.2.5). */
export function time(instant: Date): Buffer {
  const digits = instant
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:T]/g, '');
  return instant.getUTCFullYear() < 2050
    ? element(0x17, Buffer.from(digits.slice(2), 'latin1'))
    : element(0x18, Buffer.from(digits, 'latin1'));
}

/** An object identifier from its dotted form. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes: number[] = [];
  for (const arc of [first * 40 + second, ...rest]) {
    const groups = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return element(0x06, Uint8Array.from(bytes));
}

/** A context-specific constructed element, `[n]`, around contents that are already encoded. */
export function contextTag(number: number, contents: Uint8Array): Buffer {
  return element(0xa0 | number, contents);
}

/** A context-specific primitive element, `[n] IMPLICIT`. */
export function contextPrimitive(number: number, contents: Uint8Array): Buffer {
  return element(0x80 | number, contents);
}

/** The contents of one element that this module wrote: for IMPLICIT tags, which replace the head. */
export function contentsOf(encoded: Uint8Array): Uint8Array {
  const first = encoded[1] ?? 0;
  return encoded.subarray(first < 0x80 ? 2 : 2 + (first & 0x7f));
}
