import type { Certificate } from '../certificates/certificate.js';
import type { CertificateLinks } from '../certificates/certificate-path.js';
import { parseCertificate } from '../certificates/certificate.js';
import { statedPolicies } from '../certificates/policy-constraints.js';
import { MalformedAsn1 } from '../pades.errors.js';
import { items } from '../pdf/form-fields.js';
import { PdfString, integerOf, textOf } from '../pdf/pdf-object.js';
import type { PdfDictionary, PdfObject } from '../pdf/pdf-object.js';
import type { PdfRevision } from '../pdf/pdf-revision.js';
import type { SignatureReport } from '../report.js';

/** Bits of /Ff in a certificate seed value dictionary (ISO 32000-2, table 238). */
const REQUIRED = { Subject: 1, Issuer: 1 << 1, OID: 1 << 2, SubjectDN: 1 << 3, KeyUsage: 1 << 5 } as const;

/** Attribute types by the short names that /SubjectDN uses (RFC 4519, 2); others stand there as OIDs. */
const attributeTypes: Readonly<Record<string, string>> = {
  CN: '2.5.4.3',
  SN: '2.5.4.4',
  serialNumber: '2.5.4.5',
  C: '2.5.4.6',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  GN: '2.5.4.42',
  E: '1.2.840.113549.1.9.1',
};

type Wanted = {
  readonly seed: PdfDictionary;
  readonly revision: PdfRevision;
  readonly signer: Certificate;
  readonly path: SignatureReport['path'];
  readonly links: CertificateLinks;
};

const checks: readonly (readonly [keyof typeof REQUIRED, (wanted: Wanted) => boolean])[] = [
  ['Subject', (wanted) => certificates(wanted, 'Subject').some(({ sha256 }) => sha256 === wanted.signer.sha256)],
  ['Issuer', isIssued],
  ['OID', holdsPolicy],
  ['SubjectDN', hasName],
  ['KeyUsage', hasUsage],
];

/** The required constraints on the signer's certificate that it does not keep, each with its name. */
export function certificateConstraints(
  revision: PdfRevision,
  value: PdfObject,
  signer: Certificate | null,
  path: SignatureReport['path'],
  links: CertificateLinks,
): string[] {
  const seed = revision.dictionary(value);
  const flags = integerOf(revision.resolve(seed?.get('Ff') ?? null)) ?? 0;
  if (!seed || !signer) return [];
  const wanted = { seed, revision, signer, path, links };
  return checks.flatMap(([key, keeps]) =>
    flags & REQUIRED[key] && items(revision, seed.get(key)).length > 0 && !keeps(wanted)
      ? [`Cert ${key}: another certificate is wanted`]
      : [],
  );
}

function certificates({ seed, revision, links }: Wanted, key: string): Certificate[] {
  return items(revision, seed.get(key)).flatMap((item) => {
    const value = revision.resolve(item);
    try {
      return value instanceof PdfString ? [parseCertificate(value.bytes, links.budget)] : [];
    } catch (error) {
      if (!(error instanceof MalformedAsn1)) throw error;
      return [];
    }
  });
}

/** One of the issuers stands in the signer's chain, or has signed the certificate itself. */
function isIssued(wanted: Wanted): boolean {
  const { signer, path, links } = wanted;
  return certificates(wanted, 'Issuer').some(
    (issuer) => path.some(({ sha256 }) => sha256 === issuer.sha256) || links.signedBy(signer, issuer),
  );
}

function holdsPolicy({ seed, revision, signer, links }: Wanted): boolean {
  const wanted = texts(revision, seed.get('OID'));
  try {
    const stated = statedPolicies(signer, links.budget) ?? new Set<string>();
    return wanted.some((policy) => stated.has(policy));
  } catch (error) {
    if (!(error instanceof MalformedAsn1)) throw error;
    return false;
  }
}

/** Every attribute of one of the names is the certificate's. */
function hasName({ seed, revision, signer }: Wanted): boolean {
  return items(revision, seed.get('SubjectDN')).some((item) => {
    const name = revision.dictionary(item);
    return (
      name !== null &&
      [...name.entries].every(
        ([type, value]) =>
          signer.subject.attributes.get(attributeTypes[type] ?? type) === textOf(revision.resolve(value)),
      )
    );
  });
}

/** One of the patterns fits: for each bit of the key usage `1` it is there, `0` it is not, `X` either. */
function hasUsage({ seed, revision, signer }: Wanted): boolean {
  return texts(revision, seed.get('KeyUsage')).some((pattern) =>
    [...pattern].every((digit, bit) => digit === 'X' || (digit === '1') === (signer.keyUsage?.has(bit) ?? false)),
  );
}

const texts = (revision: PdfRevision, value: PdfObject): string[] =>
  items(revision, value).flatMap((item) => textOf(revision.resolve(item)) ?? []);
