import { createHash } from 'node:crypto';
import type { BinaryLike } from 'node:crypto';
import { algorithmIdentifier, digestLength, digestName, signatureScheme } from '../asn1/algorithm-identifier.js';
import type { DigestName, SignatureScheme } from '../asn1/algorithm-identifier.js';
import { objectIdentifier, octetString, sequence, time } from '../asn1/values.js';
import { describeKey } from '../policy/algorithm-policy.js';
import type { Certificate } from '../certificates/certificate.js';
import type { Findings } from '../findings.js';
import { MalformedAsn1 } from '../pades.errors.js';
import type { Indication, Integrity, SubIndication } from '../report.js';
import { OID } from './signed-data.js';
import type { SignedData, SignerInfo } from './signed-data.js';
import { attributeNames, signingCertificateAttribute } from './signing-certificate-attribute.js';
import { verifySignatureValue } from './verify-signature-value.js';

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

export type SignedContent = {
  /** The bytes under the signature, in order: the two parts of the byte range, or the encapsulated content. */
  readonly parts: readonly Uint8Array[];
  readonly contentType: string;
  /** CAdES (EN 319 122-1, 5.1): signed attributes with a signing-certificate attribute are required. */
  readonly cades: boolean;
};

type Outcome = { readonly integrity: SignatureCheck['integrity']; readonly failure: Failure };

const fails = (subIndication: SubIndication, integrity: SignatureCheck['integrity'] = 'broken'): Outcome => ({
  integrity,
  failure: { indication: 'TOTAL_FAILED', subIndication },
});
const open = (subIndication: SubIndication, integrity: SignatureCheck['integrity']): Outcome => ({
  integrity,
  failure: { indication: 'INDETERMINATE', subIndication },
});

export function digestOf(name: DigestName, parts: readonly BinaryLike[]): Buffer | null {
  try {
    const outputLength = digestLength[name];
    const hash = createHash(name, outputLength === undefined ? {} : { outputLength });
    for (const part of parts) hash.update(part);
    return hash.digest();
  } catch {
    return null;
  }
}

/** RFC 5652, 5.6, with the checks of CAdES: digest, signed attributes, signer's certificate, signature value. */
export function verifySignedData(
  data: SignedData,
  content: SignedContent,
  pool: readonly Certificate[],
  findings: Findings,
): SignatureCheck {
  const [signer] = data.signers;
  const result: Mutable<SignatureCheck> = {
    integrity: 'unparseable',
    failure: null,
    certificate: null,
    signer: null,
    digest: null,
    scheme: null,
    key: null,
    claimedTime: null,
  };
  if (!signer || data.signers.length !== 1) {
    findings.add(
      'CMS_STRUCTURE',
      'FAILED',
      `${data.signers.length} signer infos`,
      'The signature must have exactly one signer.',
    );
    return { ...result, ...fails('FORMAT_FAILURE', 'unparseable') };
  }
  if (data.contentType !== content.contentType) {
    findings.add(
      'CMS_STRUCTURE',
      'FAILED',
      `content type ${data.contentType}`,
      'The signature is over another kind of content than a PDF signature.',
    );
    return { ...result, ...fails('FORMAT_FAILURE', 'unparseable') };
  }
  result.signer = signer;
  result.digest = digestName(signer.digestAlgorithm.oid);
  result.claimedTime = claimedTime(signer);
  const steps = [
    () => checkDigest(signer, content, findings),
    () => checkCertificate(signer, content, pool, result, findings),
    () => checkValue(signer, content, result, findings),
  ];
  let outcome: Outcome | null = null;
  for (const step of steps) {
    const found = step();
    // The worst counts: a broken part is never hidden by one that merely could not be checked.
    if (found && (!outcome || (outcome.integrity !== 'broken' && found.integrity === 'broken'))) outcome = found;
  }
  return outcome ? { ...result, ...outcome } : { ...result, integrity: 'intact' };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Attributes that have exactly one value (RFC 5652, 11; RFC 5126, 5; EN 319 122-1, 5.2). */
const singleValued: readonly string[] = [
  OID.contentType,
  OID.messageDigest,
  OID.signingTime,
  OID.algorithmProtection,
  OID.signingCertificate,
  OID.signingCertificateV2,
  OID.signaturePolicy,
  OID.signerLocation,
  OID.signerAttributes,
  OID.signerAttributesV2,
];

function checkDigest(signer: SignerInfo, content: SignedContent, findings: Findings): Outcome | null {
  const digest = digestName(signer.digestAlgorithm.oid);
  const actual = digest && digestOf(digest, content.parts);
  if (!actual) {
    findings.add(
      'MESSAGE_DIGEST',
      'INDETERMINATE',
      `digest algorithm ${signer.digestAlgorithm.oid}`,
      'The digest algorithm is unknown, so the content could not be checked.',
    );
    return open('CRYPTO_CONSTRAINTS_FAILURE_NO_POE', 'unparseable');
  }
  if (signer.signedBytes === null) {
    if (!content.cades && content.contentType === OID.data) {
      findings.add('MESSAGE_DIGEST', 'INFO', 'no signed attributes', 'The signature is directly over the document.');
      return null;
    }
    findings.add(
      'MESSAGE_DIGEST',
      'FAILED',
      'no signed attributes',
      'The signature lacks the signed attributes its format requires.',
    );
    return fails('FORMAT_FAILURE');
  }
  const several = singleValued.filter((oid) => (signer.signedAttributes.get(oid)?.length ?? 1) !== 1);
  if (signer.repeatedAttributes.length > 0 || several.length > 0) {
    findings.add(
      'CMS_STRUCTURE',
      'FAILED',
      `repeated ${[...signer.repeatedAttributes, ...several].join(' ')}`,
      'A signed attribute stands more than once.',
    );
    return fails('FORMAT_FAILURE');
  }
  try {
    const type = single(signer, OID.contentType);
    const stated = single(signer, OID.messageDigest);
    if (!type || objectIdentifier(type, 'content type') !== content.contentType || !stated) {
      findings.add(
        'MESSAGE_DIGEST',
        'FAILED',
        'content type or message digest attribute missing or wrong',
        'The signature does not say which content it is over.',
      );
      return fails('FORMAT_FAILURE');
    }
    if (!actual.equals(octetString(stated, 'message digest'))) {
      findings.add(
        'MESSAGE_DIGEST',
        'FAILED',
        `${digest} of the signed bytes is ${actual.toString('hex')}`,
        'The document was changed after it was signed.',
      );
      return fails('HASH_FAILURE');
    }
  } catch (error) {
    return malformed(error, findings);
  }
  findings.add('MESSAGE_DIGEST', 'PASSED', `${digest} ${actual.toString('hex')}`, 'The signed bytes are unchanged.');
  return null;
}

function checkCertificate(
  signer: SignerInfo,
  content: SignedContent,
  pool: readonly Certificate[],
  result: Mutable<SignatureCheck>,
  findings: Findings,
): Outcome | null {
  const candidates = pool.filter((certificate) => identifies(signer, certificate));
  if (candidates.length === 0) {
    findings.add(
      'SIGNING_CERTIFICATE',
      'INDETERMINATE',
      'no certificate fits the signer identifier',
      'The file does not hold the certificate of the signer.',
    );
    return open('NO_SIGNING_CERTIFICATE_FOUND', 'unparseable');
  }
  try {
    const attribute = signingCertificateAttribute(signer);
    const named = candidates.filter((certificate) => attributeNames(attribute, certificate));
    result.certificate = (attribute.present ? named[0] : candidates[0]) ?? candidates[0]!;
    if (attribute.present && named.length === 0) {
      findings.add(
        'SIGNING_CERTIFICATE_ATTRIBUTE',
        'FAILED',
        `certificate ${result.certificate.sha256}`,
        'The certificate in the signature is not the one that was signed in: it was exchanged or altered.',
      );
      return {
        integrity: 'broken',
        failure: { indication: 'INDETERMINATE', subIndication: 'NO_SIGNING_CERTIFICATE_FOUND' },
      };
    }
    if (!attribute.present && candidates.length > 1) {
      findings.add(
        'SIGNING_CERTIFICATE',
        'INDETERMINATE',
        `${candidates.length} certificates fit`,
        'More than one certificate could be the signer’s.',
      );
      return open('NO_SIGNING_CERTIFICATE_FOUND', 'intact');
    }
    if (attribute.present)
      findings.add(
        'SIGNING_CERTIFICATE_ATTRIBUTE',
        'PASSED',
        `certificate ${result.certificate.sha256}`,
        'The signature names its certificate.',
      );
    else if (content.cades) {
      findings.add(
        'SIGNING_CERTIFICATE_ATTRIBUTE',
        'INDETERMINATE',
        'attribute missing',
        'The signature does not bind its certificate, as its format requires.',
      );
      return open('SIG_CONSTRAINTS_FAILURE', 'intact');
    } else
      findings.add(
        'SIGNING_CERTIFICATE_ATTRIBUTE',
        'INFO',
        'attribute missing',
        'The signature does not bind its certificate; its format allows that.',
      );
  } catch (error) {
    result.certificate ??= candidates[0]!;
    return malformed(error, findings);
  }
  return null;
}

function checkValue(
  signer: SignerInfo,
  content: SignedContent,
  result: Mutable<SignatureCheck>,
  findings: Findings,
): Outcome | null {
  const { certificate } = result;
  if (!certificate) return null;
  const { key } = certificate;
  let scheme: SignatureScheme | null;
  try {
    scheme = signatureScheme(signer.signatureAlgorithm);
  } catch (error) {
    return malformed(error, findings);
  }
  if (!scheme || !key) {
    findings.add(
      'SIGNATURE_VALUE',
      'INDETERMINATE',
      `signature algorithm ${signer.signatureAlgorithm.oid}`,
      'The signature algorithm is unknown, so the signature could not be checked.',
    );
    return open('CRYPTO_CONSTRAINTS_FAILURE_NO_POE', 'unparseable');
  }
  result.scheme = 'digest' in scheme && scheme.digest ? `${scheme.scheme} ${scheme.digest}` : scheme.scheme;
  result.key = describeKey(key);
  const disagreement = disagreementOf(signer, scheme);
  if (disagreement) {
    findings.add(
      'ALGORITHM_AGREEMENT',
      'FAILED',
      disagreement,
      'The signature names algorithms that contradict each other.',
    );
    return fails('SIG_CRYPTO_FAILURE');
  }
  const signed = signer.signedBytes ? [signer.signedBytes] : content.parts;
  const outcome = verifySignatureValue(scheme, result.digest, key, signed, signer.signature);
  if (outcome === 'unsupported') {
    findings.add('SIGNATURE_VALUE', 'INDETERMINATE', result.scheme, 'The signature algorithm cannot be computed here.');
    return open('CRYPTO_CONSTRAINTS_FAILURE_NO_POE', 'unparseable');
  }
  if (outcome === 'invalid') {
    findings.add(
      'SIGNATURE_VALUE',
      'FAILED',
      `${result.scheme}, ${result.key}`,
      'The signature was not made with the key of its certificate, or was altered.',
    );
    return fails(signer.signedBytes ? 'SIG_CRYPTO_FAILURE' : 'HASH_FAILURE');
  }
  findings.add(
    'SIGNATURE_VALUE',
    'PASSED',
    `${result.scheme}, ${result.key}`,
    'The signature was made with the key of its certificate.',
  );
  return null;
}

/** The digest is named up to four times (RFC 5652, RFC 4055, RFC 6211); all must say the same. null when they do. */
function disagreementOf(signer: SignerInfo, scheme: SignatureScheme): string | null {
  const digest = digestName(signer.digestAlgorithm.oid);
  if ('digest' in scheme && scheme.digest !== null && scheme.digest !== digest)
    return `digest ${digest ?? signer.digestAlgorithm.oid}, signature over ${scheme.digest}`;
  const values = signer.signedAttributes.get(OID.algorithmProtection);
  if (!values) return null;
  try {
    const fields = sequence(values[0], 'algorithm protection');
    const protectedDigest = algorithmIdentifier(fields[0], 'protected digest').oid;
    if (protectedDigest !== signer.digestAlgorithm.oid)
      return `digest ${signer.digestAlgorithm.oid}, protected ${protectedDigest}`;
    const own = fields.find((field) => field.is('context', 1))?.children();
    const protectedScheme = own?.[0] ? objectIdentifier(own[0], 'protected signature algorithm') : null;
    if (protectedScheme !== signer.signatureAlgorithm.oid)
      return `signature algorithm ${signer.signatureAlgorithm.oid}, protected ${protectedScheme}`;
    return null;
  } catch (error) {
    if (error instanceof MalformedAsn1) return `malformed algorithm protection: ${error.message}`;
    throw error;
  }
}

/** RFC 5652, 5.3: the signer is who the identifier says, never the certificate that happens to stand first. */
function identifies({ identifier }: SignerInfo, certificate: Certificate): boolean {
  if (identifier.kind === 'key-identifier')
    return Buffer.from(identifier.keyIdentifier).equals(certificate.subjectKeyIdentifier ?? new Uint8Array());
  return identifier.serial === certificate.serial && Buffer.from(identifier.issuer).equals(certificate.issuer.raw);
}

function single(signer: SignerInfo, oid: string) {
  const values = signer.signedAttributes.get(oid);
  return values?.length === 1 ? values[0] : undefined;
}

function claimedTime(signer: SignerInfo): Date | null {
  try {
    const value = single(signer, OID.signingTime);
    return value ? time(value, 'signing time') : null;
  } catch (error) {
    if (error instanceof MalformedAsn1) return null;
    throw error;
  }
}

function malformed(error: unknown, findings: Findings): Outcome {
  if (!(error instanceof MalformedAsn1)) throw error;
  findings.add('CMS_STRUCTURE', 'FAILED', error.message, 'The signature is malformed.');
  return fails('FORMAT_FAILURE');
}
