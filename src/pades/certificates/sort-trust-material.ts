import { readWhole } from '../asn1/ber.js';
import type { BerElement } from '../asn1/ber.js';
import { objectIdentifier } from '../asn1/values.js';
import { Budget, defaultLimits } from '../limits.js';
import { MalformedAsn1 } from '../pades.errors.js';

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const UNIVERSAL = { enumerated: 10, sequence: 16, utcTime: 23, generalizedTime: 24, objectIdentifier: 6 } as const;

/** DER, told apart by its shape alone: nothing in it has been checked. */
export type TrustMaterial = {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
};

/**
 * Tells apart what people keep in one file of trusted certificates: certificates (RFC 5280, 4.1), revocation lists (5.1),
 * OCSP responses (RFC 6960, 4.2.1), and PKCS #7 bundles of the first two (RFC 5652, 5.1). What is none of these is taken
 * for a certificate, so that whoever parses it names it.
 */
export function sortTrustMaterial(ders: readonly Uint8Array[]): TrustMaterial {
  const sorted = { certificates: [] as Uint8Array[], crls: [] as Uint8Array[], ocsps: [] as Uint8Array[] };
  const budget = new Budget(defaultLimits);
  for (const der of ders) {
    try {
      sort(der, readWhole(der, budget), sorted);
    } catch (error) {
      if (!(error instanceof MalformedAsn1)) throw error;
      sorted.certificates.push(der);
    }
  }
  return sorted;
}

type Sorted = { -readonly [K in keyof TrustMaterial]: Uint8Array[] };

function sort(der: Uint8Array, element: BerElement, into: Sorted): void {
  const [first, second] = element.children();
  if (first?.is('universal', UNIVERSAL.enumerated)) into.ocsps.push(der);
  else if (
    first?.is('universal', UNIVERSAL.objectIdentifier) &&
    objectIdentifier(first, 'content type') === SIGNED_DATA
  )
    sortBundle(second, into);
  else if (first?.constructed && first.children().some(isTime)) into.crls.push(der);
  else into.certificates.push(der);
}

function sortBundle(content: BerElement | undefined, into: Sorted): void {
  for (const part of content?.children()[0]?.children() ?? []) {
    const target = part.is('context', 0) ? into.certificates : part.is('context', 1) ? into.crls : null;
    if (target === null) continue;
    target.push(
      ...part
        .children()
        .filter((item) => item.is('universal', UNIVERSAL.sequence))
        .map((item) => item.raw),
    );
  }
}

/** Only a list has a time directly in its signed part; a certificate has two of them in a sequence of their own. */
const isTime = (element: BerElement): boolean =>
  element.is('universal', UNIVERSAL.utcTime) || element.is('universal', UNIVERSAL.generalizedTime);
