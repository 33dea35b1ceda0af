import type { Certificate } from '../certificates/certificate.js';
import { describeName } from '../certificates/describe-signer.js';
import { Findings } from '../findings.js';
import { weakDigest } from '../policy/algorithm-policy.js';
import type { SubIndication } from '../report.js';
import { joinRevocationData, parseRevocationData } from '../revocation/revocation-data.js';
import type { RevocationData } from '../revocation/revocation-data.js';
import type { SignerValidation, TrustContext } from '../verdict/trust-process.js';
import { validateSigner } from '../verdict/validate-signer.js';
import type { ExaminedTimeStamp } from './examine-time-stamp.js';

export type TimeStampVerdict = {
  readonly examined: ExaminedTimeStamp;
  readonly time: Date | null;
  readonly authority: string | null;
  /** Proves that what it is over existed at `time`. */
  readonly trusted: boolean;
  readonly subIndication: SubIndication | null;
  readonly evidence: string;
  readonly validation: SignerValidation | null;
};

/** Validation of a time-stamp token (EN 319 102-1, 5.4), with proofs of its own existence (5.6.3) where there are any. */
export function validateTimeStamp(
  examined: ExaminedTimeStamp,
  pool: readonly Certificate[],
  revocation: RevocationData,
  timeStamped: boolean,
  context: TrustContext,
): TimeStampVerdict {
  const { info, check } = examined;
  const base = { examined, time: info?.time ?? null, validation: null };
  const certificate = check?.certificate ?? null;
  const authority = certificate && describeName(certificate.subject);
  if (examined.problem !== null || !info || !certificate || !check)
    return { ...base, authority, trusted: false, subIndication: null, evidence: examined.problem ?? 'no signer' };
  const { budget } = context.links;
  const own = parseRevocationData(
    {
      ocsps: [...examined.revocation.signed.ocsps, ...examined.revocation.unsigned.ocsps],
      crls: [...examined.revocation.signed.crls, ...examined.revocation.unsigned.crls],
    },
    'signature',
    budget,
    new Findings(),
  );
  const validation = validateSigner(
    {
      certificate,
      pool: [...new Map([...examined.embedded, ...pool].map((item) => [item.sha256, item])).values()],
      revocation: joinRevocationData(revocation, own),
      purpose: 'timestamp',
      object: examined.sha256,
      stampedAt: info.time,
      notBefore: null,
      timeStamped,
      weakness: (at) =>
        [check.digest, info.digest].map((digest) => digest && weakDigest(digest, at, context.policy)).find(Boolean) ??
        null,
    },
    context,
  );
  // A clock that runs ahead of the time of validation proves nothing about the past.
  const ahead = info.time > new Date(context.proofs.now.getTime() + info.accuracyMs);
  const outside = info.time < certificate.notBefore || info.time > certificate.notAfter;
  const trusted = validation.failure === null && !ahead && !outside;
  return {
    ...base,
    authority,
    trusted,
    validation,
    subIndication: trusted ? null : (validation.failure?.subIndication ?? 'TIMESTAMP_ORDER_FAILURE'),
    evidence: trusted
      ? `${authority}, ${info.time.toISOString()}, imprint ${info.digest}`
      : ahead
        ? `${authority}: ${info.time.toISOString()} lies after the time of validation`
        : outside
          ? `${authority}: ${info.time.toISOString()} lies outside the validity of its certificate`
          : `${authority}: ${validation.problems[0]?.evidence ?? 'no chain leads to a trusted certificate'}`,
  };
}
