import { createHash } from 'node:crypto';
import { parseCertificate } from '../certificates/certificate.js';
import type { Certificate } from '../certificates/certificate.js';
import type { Findings } from '../findings.js';
import type { Budget } from '../limits.js';
import { MalformedAsn1 } from '../pades.errors.js';
import { parseCertificateList } from './certificate-list.js';
import type { StoredCertificateList } from './crl-evidence.js';
import type { StoredOcspResponse } from './ocsp-evidence.js';
import { parseOcspResponse } from './ocsp-response.js';
import type { RevocationSource } from './revocation-evidence.js';

/** DER of what came from one place. */
export type RawRevocationData = { readonly ocsps: readonly Uint8Array[]; readonly crls: readonly Uint8Array[] };

/** Parsed, each once. */
export type RevocationData = {
  readonly ocsps: readonly StoredOcspResponse[];
  readonly crls: readonly StoredCertificateList[];
};

export const noRevocationData: RevocationData = { ocsps: [], crls: [] };

const MAX_OF_A_KIND = 300;

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What cannot be read is left out with a finding: the certificates that need it stay open. */
export function parseRevocationData(
  raw: RawRevocationData,
  source: RevocationSource,
  budget: Budget,
  findings: Findings,
): RevocationData {
  const read = <T>(what: string, ders: readonly Uint8Array[], parse: (der: Uint8Array) => T | null): T[] =>
    ders.slice(0, MAX_OF_A_KIND).flatMap((der) => {
      try {
        const parsed = parse(der);
        return parsed === null ? [] : [parsed];
      } catch (error) {
        if (!(error instanceof MalformedAsn1)) throw error;
        findings.add(
          'REVOCATION',
          'INFO',
          `${what}, ${source}: ${error.message}`,
          'Revocation data cannot be read and is left out.',
        );
        return [];
      }
    });
  return {
    ocsps: read('OCSP response', raw.ocsps, (der) => {
      const response = parseOcspResponse(der, budget);
      if (!response) return null;
      const certificates = response.certificates.flatMap((item) => tryCertificate(item, budget));
      return { response, source, sha256: sha256(der), certificates };
    }),
    crls: read('revocation list', raw.crls, (der) => ({
      list: parseCertificateList(der, budget),
      source,
      sha256: sha256(der),
    })),
  };
}

function tryCertificate(der: Uint8Array, budget: Budget): Certificate[] {
  try {
    return [parseCertificate(der, budget)];
  } catch (error) {
    if (!(error instanceof MalformedAsn1)) throw error;
    return [];
  }
}

/** The first of several with the same bytes counts. */
export function joinRevocationData(...parts: readonly RevocationData[]): RevocationData {
  const once = <T extends { readonly sha256: string }>(items: readonly T[]): T[] => [
    ...new Map([...items].reverse().map((item) => [item.sha256, item])).values(),
  ];
  return { ocsps: once(parts.flatMap(({ ocsps }) => ocsps)), crls: once(parts.flatMap(({ crls }) => crls)) };
}
