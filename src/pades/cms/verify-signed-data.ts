import { digestName } from '../asn1/algorithm-identifier.js';
import { time } from '../asn1/values.js';
import type { Certificate } from '../certificates/certificate.js';
import type { Findings } from '../findings.js';
import { MalformedAsn1 } from '../pades.errors.js';
import { checkMessageDigest } from './check-message-digest.js';
import { checkSignatureValue } from './check-signature-value.js';
import { checkSignerCertificate } from './check-signer-certificate.js';
import { fails, single } from './signature-check.js';
import type { CheckInProgress, Outcome, SignatureCheck, SignedContent } from './signature-check.js';
import { OID } from './signed-data.js';
import type { SignedData, SignerInfo } from './signed-data.js';

export { digestOf } from './signature-check.js';
export type { Failure, SignatureCheck, SignedBytes, SignedContent } from './signature-check.js';

const nothingFound: SignatureCheck = {
  integrity: 'unparseable',
  failure: null,
  certificate: null,
  signer: null,
  digest: null,
  scheme: null,
  key: null,
  claimedTime: null,
};

/**
 * RFC 5652, 5.6, with the checks of CAdES: digest, signed attributes, signer's certificate, signature value. More than
 * one signer is refused (EN 319 142-1, 5.3), but the arithmetic of each is done and the worst reported.
 */
export function verifySignedData(
  data: SignedData,
  content: SignedContent,
  pool: readonly Certificate[],
  findings: Findings,
): SignatureCheck {
  const [first, ...others] = data.signers;
  if (!first || others.length > 0)
    findings.add(
      'CMS_STRUCTURE',
      'FAILED',
      `${data.signers.length} signer infos`,
      'The signature must have exactly one signer.',
    );
  if (!first) return { ...nothingFound, ...fails('FORMAT_FAILURE', 'unparseable') };
  if (data.contentType !== content.contentType) {
    findings.add(
      'CMS_STRUCTURE',
      'FAILED',
      `content type ${data.contentType}`,
      'The signature is over another kind of content than a PDF signature.',
    );
    return { ...nothingFound, ...fails('FORMAT_FAILURE', 'unparseable') };
  }
  const check = verifySigner(first, content, pool, findings);
  if (others.length === 0) return check;
  const all = [check, ...others.slice(0, MAX_SIGNERS).map((signer) => verifySigner(signer, content, pool, findings))];
  const worst = all.find((one) => one.integrity === 'broken') ?? all.find((one) => one.integrity !== 'intact') ?? check;
  return { ...check, ...fails('FORMAT_FAILURE', worst.integrity) };
}

const MAX_SIGNERS = 5;

function verifySigner(
  signer: SignerInfo,
  content: SignedContent,
  pool: readonly Certificate[],
  findings: Findings,
): SignatureCheck {
  const result: CheckInProgress = {
    ...nothingFound,
    signer,
    digest: digestName(signer.digestAlgorithm.oid),
    claimedTime: claimedTime(signer),
  };
  const steps = [
    () => checkMessageDigest(signer, content, findings),
    () => checkSignerCertificate(signer, content, pool, result, findings),
    () => checkSignatureValue(signer, content, result, findings),
  ];
  let outcome: Outcome | null = null;
  for (const step of steps) {
    const found = step();
    // The worst counts: a broken part is never hidden by one that merely could not be checked.
    if (found && (!outcome || (outcome.integrity !== 'broken' && found.integrity === 'broken'))) outcome = found;
  }
  return outcome ? { ...result, ...outcome } : { ...result, integrity: 'intact' };
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
