import type { BerElement } from '../asn1/ber.js';
import { octets } from '../asn1/values.js';
import type { DistinguishedName } from './distinguished-name.js';
import { distinguishedName } from './distinguished-name.js';

/** GeneralName (RFC 5280, 4.2.1.6), the forms that are compared with one another; others by their bytes only. */
export type GeneralName =
  | { readonly kind: 'email' | 'dns' | 'uri'; readonly text: string }
  | { readonly kind: 'address'; readonly bytes: Uint8Array }
  | { readonly kind: 'directory'; readonly name: DistinguishedName }
  | { readonly kind: 'other'; readonly tag: number; readonly raw: Uint8Array };

/** Throws MalformedAsn1. */
export function generalName(element: BerElement): GeneralName {
  const text = (): string => Buffer.from(octets(element)).toString('latin1').slice(0, 2000);
  if (element.tagClass === 'context')
    switch (element.tag) {
      case 1:
        return { kind: 'email', text: text() };
      case 2:
        return { kind: 'dns', text: text() };
      case 4:
        // A Name is a CHOICE, so the tag around it is explicit.
        return { kind: 'directory', name: distinguishedName(element.children()[0]) };
      case 6:
        return { kind: 'uri', text: text() };
      case 7:
        return { kind: 'address', bytes: octets(element) };
    }
  return { kind: 'other', tag: element.tag, raw: element.raw };
}

/** Two names that say the same. */
export function sameGeneralName(a: GeneralName, b: GeneralName): boolean {
  if (a.kind === 'directory') return b.kind === 'directory' && a.name.folded === b.name.folded;
  if (a.kind === 'address') return b.kind === 'address' && Buffer.from(a.bytes).equals(b.bytes);
  if (a.kind === 'other') return b.kind === 'other' && Buffer.from(a.raw).equals(b.raw);
  return b.kind === a.kind && b.text === a.text;
}
