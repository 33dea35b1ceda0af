import type { BerElement } from '../asn1/ber.js';
import { directoryString, objectIdentifier, sequence, setOf } from '../asn1/values.js';
import { MalformedAsn1 } from '../pades.errors.js';

export type DistinguishedName = {
  readonly raw: Uint8Array;
  /** Values folded for comparison (RFC 5280, 7.1): case and white space do not count. */
  readonly folded: string;
  /** `folded`, one entry for each relative name, the most general first. */
  readonly parts: readonly string[];
  /** First value of each attribute type. */
  readonly attributes: ReadonlyMap<string, string>;
};

/** Throws MalformedAsn1. */
export function distinguishedName(element: BerElement | undefined): DistinguishedName {
  const attributes = new Map<string, string>();
  const parts: string[] = [];
  for (const relative of sequence(element, 'name')) {
    const values = setOf(relative, 'relative name').map((part) => {
      const [type, value] = sequence(part, 'name attribute');
      const oid = objectIdentifier(type, 'name attribute');
      if (!value) throw new MalformedAsn1('A name attribute has no value.');
      const text = directoryString(value);
      if (!attributes.has(oid)) attributes.set(oid, text);
      return `${oid}=${JSON.stringify(text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase())}`;
    });
    parts.push(values.sort().join('+'));
  }
  return { raw: element!.raw, folded: parts.join(','), parts, attributes };
}
