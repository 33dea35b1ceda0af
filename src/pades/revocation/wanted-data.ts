import type { Certificate } from '../certificates/certificate.js';
import { accessLocations, distributionPoints } from '../certificates/certificate-extensions.js';
import type { CertificateLinks } from '../certificates/certificate-path.js';
import type { Budget } from '../limits.js';
import { MalformedAsn1 } from '../pades.errors.js';
import type { WantedData } from '../report.js';
import type { SignerValidation } from '../verdict/trust-process.js';
import { ocspRequest } from './ocsp-request.js';

const MAX_WANTED = 20;
const MAX_URL = 1000;

/** A signer that was looked at, with the certificates its chain could be made of. */
export type Looked = {
  readonly certificate: Certificate | null;
  readonly pool: readonly Certificate[];
  readonly validation: SignerValidation | null;
};

/**
 * Where what was missing may be had (RFC 5280, 4.2.1.13 and 4.2.2.1): the issuer of the last certificate known when there
 * is no chain, and revocation data where there is none or none fresh enough. This library fetches nothing itself.
 */
export function wantedData(looked: readonly Looked[], links: CertificateLinks): WantedData[] {
  const wanted = looked.flatMap(({ certificate, pool, validation }) => {
    if (!validation || !certificate) return [];
    return validation.line ? wantedRevocation(validation, links.budget) : wantedIssuer(certificate, pool, links);
  });
  return [
    ...new Map(wanted.map((item) => [`${item.kind} ${item.url} ${item.certificateSha256}`, item])).values(),
  ].slice(0, MAX_WANTED);
}

function wantedRevocation({ revocations }: SignerValidation, budget: Budget): WantedData[] {
  return revocations
    .filter(({ exempt, status }) => !exempt && (status.status === 'missing' || status.status === 'stale'))
    .flatMap(({ certificate, issuer }) => [
      ...urls(accessLocations(certificate, budget).ocsp).map((url): WantedData => ({
        kind: 'ocsp',
        url,
        certificateSha256: certificate.sha256,
        request: Buffer.from(ocspRequest(certificate, issuer)).toString('base64'),
      })),
      ...urls(listPlaces(certificate, budget)).map((url): WantedData => ({
        kind: 'crl',
        url,
        certificateSha256: certificate.sha256,
        request: null,
      })),
    ]);
}

function wantedIssuer(leaf: Certificate, pool: readonly Certificate[], links: CertificateLinks): WantedData[] {
  let top = leaf;
  for (let length = 0; length < 10; length++) {
    const issuer = pool.find(
      (item) => item.subject.folded === top.issuer.folded && item !== top && links.signedBy(top, item),
    );
    if (!issuer || issuer.selfIssued) break;
    top = issuer;
  }
  return urls(accessLocations(top, links.budget).issuers).map((url) => ({
    kind: 'certificate',
    url,
    certificateSha256: top.sha256,
    request: null,
  }));
}

function listPlaces(certificate: Certificate, budget: Budget): string[] {
  try {
    return distributionPoints(certificate, budget).flatMap(({ names }) =>
      names.flatMap((name) => (name.kind === 'uri' ? [name.text] : [])),
    );
  } catch (error) {
    if (!(error instanceof MalformedAsn1)) throw error;
    return [];
  }
}

/** Only what a plain fetch can follow; the address itself is from the file and must be held in check by whoever fetches. */
const urls = (texts: readonly string[]): string[] =>
  texts.filter((text) => text.length <= MAX_URL && /^https?:\/\//i.test(text) && URL.canParse(text)).slice(0, 4);
