import { createHash } from 'node:crypto';
import { digestLength } from '../asn1/algorithm-identifier.js';
import type { DigestName } from '../asn1/algorithm-identifier.js';
import type { Certificate } from '../certificates/certificate.js';
import type { Findings } from '../findings.js';
import { MalformedAsn1 } from '../pades.errors.js';
import type { Indication, Integrity, SubIndication } from '../report.js';
import type { SignerInfo } from './signed-data.js';

/** What the arithmetic says: nothing here is about trust. */
export type SignatureCheck = {
  readonly integrity: Exclude<Integrity, 'none'>;
  /** The first thing that went wrong, or null. */
  readonly failure: Failure | null;
  readonly certificate: Certificate | null;
  readonly signer: SignerInfo | null;
  readonly digest: DigestName | null;
  readonly scheme: string | null;
  readonly key: string | null;
  readonly claimedTime: Date | null;
};

export type Failure = { readonly indication: Indication; readonly subIndication: SubIndication };

/** Stretches of bytes in order, and a shorter way to the digest of all of them where there is one. */
export type SignedBytes = readonly Uint8Array[] & { readonly digest?: (name: DigestName) => Buffer | null };

export type SignedContent = {
  /** The bytes under the signature: the two parts of the byte range, or the encapsulated content. */
  readonly parts: SignedBytes;
  readonly contentType: string;
  /** CAdES (EN 319 122-1, 5.1): signed attributes with a signing-certificate attribute are required. */
  readonly cades: boolean;
};

/** Why a check did not pass. */
export type Outcome = { readonly integrity: SignatureCheck['integrity']; readonly failure: Failure };

export const fails = (subIndication: SubIndication, integrity: SignatureCheck['integrity'] = 'broken'): Outcome => ({
  integrity,
  failure: { indication: 'TOTAL_FAILED', subIndication },
});
export const open = (subIndication: SubIndication, integrity: SignatureCheck['integrity']): Outcome => ({
  integrity,
  failure: { indication: 'INDETERMINATE', subIndication },
});

/** null: an algorithm that is not known here. */
export function digestOf(name: DigestName, parts: SignedBytes): Buffer | null {
  try {
    const known = parts.digest?.(name);
    if (known) return known;
    const outputLength = digestLength[name];
    const hash = createHash(name, outputLength === undefined ? {} : { outputLength });
    for (const part of parts) hash.update(part);
    return hash.digest();
  } catch {
    return null;
  }
}

/** While the steps of one check run. */
export type CheckInProgress = { -readonly [K in keyof SignatureCheck]: SignatureCheck[K] };

/** The value of a signed attribute that has exactly one. */
export function single(signer: SignerInfo, oid: string) {
  const values = signer.signedAttributes.get(oid);
  return values?.length === 1 ? values[0] : undefined;
}

export function malformed(error: unknown, findings: Findings): Outcome {
  if (!(error instanceof MalformedAsn1)) throw error;
  findings.add('CMS_STRUCTURE', 'FAILED', error.message, 'The signature is malformed.');
  return fails('FORMAT_FAILURE');
}
