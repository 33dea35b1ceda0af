import { readElement } from '../asn1/ber.js';
import { octetString } from '../asn1/values.js';
import { parseCertificate } from '../certificates/certificate.js';
import type { Certificate } from '../certificates/certificate.js';
import { OID, parseSignedData } from '../cms/signed-data.js';
import type { SignedData } from '../cms/signed-data.js';
import { digestOf, verifySignedData } from '../cms/verify-signed-data.js';
import type { Failure, SignatureCheck, SignedBytes } from '../cms/verify-signed-data.js';
import { verifySignatureValue } from '../cms/verify-signature-value.js';
import type { Findings } from '../findings.js';
import type { Budget } from '../limits.js';
import { MalformedAsn1 } from '../pades.errors.js';
import { describeKey } from '../policy/algorithm-policy.js';
import { certificateValues, embeddedRevocationData } from '../revocation/embedded-revocation-data.js';
import type { EmbeddedRevocationData } from '../revocation/embedded-revocation-data.js';
import { parseTimeStampInfo } from '../timestamps/time-stamp-info.js';

export type ContentsCheck = SignatureCheck & {
  /** Certificates the signature brought along. */
  readonly embedded: readonly Certificate[];
  /** Revocation data the signature brought along. */
  readonly revocation: EmbeddedRevocationData;
  /** The time of a document time-stamp whose arithmetic holds. */
  readonly stampedTime: Date | null;
};

const noRevocation: EmbeddedRevocationData = { signed: { ocsps: [], crls: [] }, unsigned: { ocsps: [], crls: [] } };

/** What is said of a signature that could not be looked into. */
export const unreadable = (failure: Failure): ContentsCheck => ({
  integrity: 'unparseable',
  failure,
  certificate: null,
  signer: null,
  digest: null,
  scheme: null,
  key: null,
  claimedTime: null,
  embedded: [],
  revocation: noRevocation,
  stampedTime: null,
});

/**
 * Checks the /Contents of a signature dictionary against the bytes it signs, by its /SubFilter (ISO 32000-2, 12.8.3;
 * EN 319 142-1, 6.3). `known` are certificates from elsewhere that may be the signer's.
 */
export function checkContents(
  subFilter: string | null,
  contents: Uint8Array,
  signedParts: SignedBytes,
  certificateEntry: readonly Uint8Array[],
  known: readonly Certificate[],
  findings: Findings,
  budget: Budget,
): ContentsCheck {
  try {
    if (subFilter === 'adbe.x509.rsa_sha1')
      return checkBareRsa(contents, signedParts, certificateEntry, findings, budget);
    const data = parseSignedData(contents, budget);
    if (data.trailingBytes > 0)
      findings.add(
        'CMS_STRUCTURE',
        'INDETERMINATE',
        `${data.trailingBytes} bytes behind the signature`,
        'Something other than padding stands behind the signature, where nothing protects it.',
      );
    const [signer = null] = data.signers;
    const brought = {
      embedded: parseCertificates([...data.certificates, ...certificateValues(signer)], budget, findings),
      revocation: embeddedRevocationData(data, signer),
    };
    const pool = unique([...brought.embedded, ...known]);
    switch (subFilter) {
      case 'adbe.pkcs7.detached':
      case 'ETSI.CAdES.detached':
        return { ...checkDetached(data, subFilter === 'ETSI.CAdES.detached', signedParts, pool, findings), ...brought };
      case 'ETSI.RFC3161':
        return { ...checkTimeStamp(data, signedParts, pool, findings, budget), ...brought };
      case 'adbe.pkcs7.sha1':
        return { ...checkSha1Content(data, signedParts, pool, findings), ...brought };
      default:
        findings.add(
          'SUB_FILTER',
          'INDETERMINATE',
          subFilter ?? 'none',
          'This kind of signature is not checked by this version.',
        );
        return unreadable({ indication: 'INDETERMINATE', subIndication: 'FORMAT_FAILURE' });
    }
  } catch (error) {
    if (!(error instanceof MalformedAsn1)) throw error;
    findings.add('CMS_STRUCTURE', 'FAILED', error.message, 'The signature cannot be read.');
    return unreadable({ indication: 'TOTAL_FAILED', subIndication: 'FORMAT_FAILURE' });
  }
}

/** Certificates that cannot be parsed are left out; what needs them will not find them. */
export function parseCertificates(ders: readonly Uint8Array[], budget: Budget, findings: Findings): Certificate[] {
  return ders.flatMap((der) => {
    try {
      return [parseCertificate(der, budget)];
    } catch (error) {
      if (!(error instanceof MalformedAsn1)) throw error;
      findings.add(
        'SIGNING_CERTIFICATE',
        'INFO',
        error.message,
        'A certificate in the file cannot be read and is left out.',
      );
      return [];
    }
  });
}

export function unique(certificates: readonly Certificate[]): Certificate[] {
  return [...new Map(certificates.map((certificate) => [certificate.sha256, certificate])).values()];
}

type Checked = Omit<ContentsCheck, 'embedded' | 'revocation'>;

const withTimeStamps = (check: SignatureCheck, stampedTime: Date | null = null): Checked => ({
  ...check,
  stampedTime,
});

function checkDetached(
  data: SignedData,
  cades: boolean,
  parts: SignedBytes,
  pool: readonly Certificate[],
  findings: Findings,
): Checked {
  // With content inside, a verifier that takes it instead of the file would accept any file.
  if (data.content !== null) {
    findings.add(
      'CMS_STRUCTURE',
      'FAILED',
      `${data.content.length} bytes of content inside`,
      'A detached signature must not bring its own content.',
    );
    return unreadable({ indication: 'TOTAL_FAILED', subIndication: 'FORMAT_FAILURE' });
  }
  return withTimeStamps(verifySignedData(data, { parts, contentType: OID.data, cades }, pool, findings));
}

/** ISO 32000-2, 12.8.5: the token's imprint is over the byte range; its signature is over the token's own content. */
function checkTimeStamp(
  data: SignedData,
  parts: SignedBytes,
  pool: readonly Certificate[],
  findings: Findings,
  budget: Budget,
): Checked {
  const content = { parts: [data.content ?? new Uint8Array()], contentType: OID.tstInfo, cades: false };
  const check = verifySignedData(data, content, pool, findings);
  if (check.integrity !== 'intact') return withTimeStamps(check);
  const info = parseTimeStampInfo(content.parts[0]!, budget);
  const actual = info.digest && digestOf(info.digest, parts);
  if (!actual) {
    findings.add(
      'TIMESTAMP',
      'INDETERMINATE',
      'unknown imprint digest',
      'The time-stamp uses a digest that is not known here.',
    );
    return withTimeStamps({
      ...check,
      integrity: 'unparseable',
      failure: { indication: 'INDETERMINATE', subIndication: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE' },
    });
  }
  if (!actual.equals(info.imprint)) {
    findings.add(
      'TIMESTAMP',
      'FAILED',
      `${info.digest} of the covered bytes is ${actual.toString('hex')}`,
      'The time-stamp is over another document.',
    );
    return withTimeStamps({
      ...check,
      integrity: 'broken',
      failure: { indication: 'TOTAL_FAILED', subIndication: 'HASH_FAILURE' },
    });
  }
  findings.add(
    'TIMESTAMP',
    'PASSED',
    `imprint ${info.digest}, time ${info.time.toISOString()}`,
    'The time-stamp is over this document.',
  );
  return withTimeStamps(check, info.time);
}

/** ISO 32000-1, 12.8.3.3: the content of the signature is the SHA-1 digest of the byte range. */
function checkSha1Content(
  data: SignedData,
  parts: SignedBytes,
  pool: readonly Certificate[],
  findings: Findings,
): Checked {
  const content = data.content ?? new Uint8Array();
  const check = verifySignedData(data, { parts: [content], contentType: OID.data, cades: false }, pool, findings);
  if (check.integrity === 'broken') return withTimeStamps(check);
  if (!digestOf('sha1', parts)!.equals(content)) {
    findings.add(
      'MESSAGE_DIGEST',
      'FAILED',
      'SHA-1 of the signed bytes is not the signed content',
      'The document was changed after it was signed.',
    );
    return withTimeStamps({
      ...check,
      integrity: 'broken',
      failure: { indication: 'TOTAL_FAILED', subIndication: 'HASH_FAILURE' },
    });
  }
  return withTimeStamps({ ...check, digest: 'sha1' });
}

/** ISO 32000-1, 12.8.3.2: an RSA signature in an octet string, the certificates in the dictionary's /Cert. */
function checkBareRsa(
  contents: Uint8Array,
  parts: SignedBytes,
  ders: readonly Uint8Array[],
  findings: Findings,
  budget: Budget,
): ContentsCheck {
  const signature = octetString(readElement(contents, 0, contents.length, budget), 'signature value');
  const embedded = parseCertificates(ders, budget, findings);
  const [certificate] = embedded;
  if (!certificate?.key) {
    findings.add(
      'SIGNING_CERTIFICATE',
      'INDETERMINATE',
      'no readable /Cert',
      'The file does not hold the certificate of the signer.',
    );
    return unreadable({ indication: 'INDETERMINATE', subIndication: 'NO_SIGNING_CERTIFICATE_FOUND' });
  }
  const outcome = verifySignatureValue(
    { scheme: 'rsa-pkcs1', digest: 'sha1' },
    null,
    certificate.key,
    parts,
    signature,
  );
  const base = {
    ...unreadable({ indication: 'TOTAL_FAILED', subIndication: 'HASH_FAILURE' }),
    certificate,
    embedded,
    digest: 'sha1',
    scheme: 'rsa-pkcs1 sha1',
    key: describeKey(certificate.key),
  };
  if (outcome !== 'valid') {
    findings.add(
      'SIGNATURE_VALUE',
      'FAILED',
      base.scheme,
      'The document was changed after it was signed, or signed with another key.',
    );
    return { ...base, integrity: 'broken' };
  }
  findings.add('SIGNATURE_VALUE', 'PASSED', base.scheme, 'The signature was made with the key of its certificate.');
  return { ...base, integrity: 'intact', failure: null };
}
