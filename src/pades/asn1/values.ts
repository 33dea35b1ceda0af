import { MalformedAsn1 } from '../pades.errors.js';
import type { BerElement } from './ber.js';

export const TAG = {
  boolean: 1,
  integer: 2,
  bitString: 3,
  octetString: 4,
  oid: 6,
  enumerated: 10,
  sequence: 16,
  set: 17,
  utcTime: 23,
  generalizedTime: 24,
} as const;

function expect(element: BerElement | undefined, tag: number, what: string): BerElement {
  if (!element?.is('universal', tag)) throw new MalformedAsn1(`Expected ${what}.`);
  return element;
}

export const sequence = (element: BerElement | undefined, what: string): readonly BerElement[] =>
  expect(element, TAG.sequence, what).children();

export const setOf = (element: BerElement | undefined, what: string): readonly BerElement[] =>
  expect(element, TAG.set, what).children();

/** Dotted decimal (X.690, 8.19). */
export function objectIdentifier(element: BerElement | undefined, what: string): string {
  const { content } = expect(element, TAG.oid, what);
  if (content.length === 0 || content.length > 128) throw new MalformedAsn1(`${what} is no object identifier.`);
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const byte of content) {
    arc = (arc << 7n) | BigInt(byte & 0x7f);
    if (byte & 0x80) continue;
    if (arcs.length === 0) {
      const first = arc < 40n ? 0n : arc < 80n ? 1n : 2n;
      arcs.push(first, arc - first * 40n);
    } else arcs.push(arc);
    arc = 0n;
  }
  if (content[content.length - 1]! & 0x80) throw new MalformedAsn1(`${what} is cut off.`);
  return arcs.join('.');
}

/** The content octets without needless leading zeros, in hexadecimal: for comparing serial numbers. */
export function integerHex(element: BerElement | undefined, what: string): string {
  const { content } = expect(element, TAG.integer, what);
  return Buffer.from(content)
    .toString('hex')
    .replace(/^(00)+(?=.)/, '');
}

export function smallInteger(element: BerElement | undefined, what: string): number {
  const { content } = expect(element, TAG.integer, what);
  if (content.length === 0 || content.length > 6) throw new MalformedAsn1(`${what} is out of range.`);
  return Buffer.from(content).readIntBE(0, content.length);
}

/** Octet strings may come in pieces (X.690, 8.7.3); implicit tags are accepted as the caller has checked the tag. */
export function octets(element: BerElement): Uint8Array {
  return element.constructed ? Buffer.concat(element.children().map(octets)) : element.content;
}

export function octetString(element: BerElement | undefined, what: string): Uint8Array {
  return octets(expect(element, TAG.octetString, what));
}

/** The bits of a BIT STRING; with `wholeBytes` unused bits are refused (keys and signatures have none). */
export function bitString(element: BerElement | undefined, what: string, wholeBytes = true): Uint8Array {
  const { content, constructed } = expect(element, TAG.bitString, what);
  if (constructed || content.length === 0 || content[0]! > 7 || (wholeBytes && content[0] !== 0))
    throw new MalformedAsn1(`${what} is no whole bit string.`);
  return content.subarray(1);
}

export function booleanValue(element: BerElement | undefined, what: string): boolean {
  const { content } = expect(element, TAG.boolean, what);
  if (content.length !== 1) throw new MalformedAsn1(`${what} is no boolean.`);
  return content[0] !== 0;
}

/** UTCTime and GeneralizedTime in the forms of RFC 5280, 4.1.2.5 (and fractions, RFC 3161): always UTC. */
export function time(element: BerElement | undefined, what: string): Date {
  if (
    !element ||
    element.tagClass !== 'universal' ||
    (element.tag !== TAG.utcTime && element.tag !== TAG.generalizedTime)
  )
    throw new MalformedAsn1(`Expected ${what}.`);
  const text = Buffer.from(element.content).toString('latin1');
  const match = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(\.\d{1,9})?(Z|[+-]\d{4})$/.exec(text);
  if (!match || (match[1]!.length === 2) !== (element.tag === TAG.utcTime))
    throw new MalformedAsn1(`${what} is no time.`);
  const year = match[1]!.length === 4 ? Number(match[1]) : Number(match[1]) + (Number(match[1]) < 50 ? 2000 : 1900);
  const zone =
    match[8]! === 'Z'
      ? 0
      : Number(`${match[8]![0]}1`) * (Number(match[8]!.slice(1, 3)) * 60 + Number(match[8]!.slice(3)));
  const [month, day, hour, minute, second] = [match[2], match[3], match[4], match[5], match[6] ?? '0'].map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const instant = Date.UTC(year, month - 1, day, hour, minute, second, Math.floor(Number(match[7] ?? 0) * 1000));
  const back = new Date(instant);
  if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day || hour > 23 || minute > 59)
    throw new MalformedAsn1(`${what} is no date that exists.`);
  return new Date(instant - zone * 60_000);
}

/** Any of the string types that names use; a readable text, never trusted. */
export function directoryString(element: BerElement): string {
  const bytes = Buffer.from(element.content);
  if (element.tag === 30) {
    const units: number[] = [];
    for (let i = 0; i + 1 < bytes.length; i += 2) units.push(bytes.readUInt16BE(i));
    return String.fromCharCode(...units.slice(0, 1000));
  }
  return bytes.toString(element.tag === 12 ? 'utf8' : 'latin1');
}
