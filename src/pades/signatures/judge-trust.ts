import type { PathProblem } from '../certificates/judge-path.js';
import { describeName } from '../certificates/describe-signer.js';
import type { Certificate } from '../certificates/certificate.js';
import type { Failure } from '../cms/verify-signed-data.js';
import type { Findings } from '../findings.js';
import { weakDigest } from '../policy/algorithm-policy.js';
import type { SignatureReport, SubIndication } from '../report.js';
import { joinRevocationData, noRevocationData, parseRevocationData } from '../revocation/revocation-data.js';
import type { RevocationData } from '../revocation/revocation-data.js';
import { wantedData } from '../revocation/wanted-data.js';
import type { SignerValidation } from '../verdict/trust-process.js';
import { padesLevel } from '../verdict/pades-level.js';
import { validateSigner } from '../verdict/validate-signer.js';
import { unique } from './check-contents.js';
import type { ContentsCheck } from './check-contents.js';
import { checkSignaturePolicy } from './check-signature-policy.js';
import { signatureName } from './document-time-stamps.js';
import { describeRevocation } from './describe-revocation.js';
import { judgeTimeStamps } from './judge-time-stamps.js';
import type { TimeStamps } from './judge-time-stamps.js';
import { undecided } from './judgement.js';
import type { JudgementContext } from './judgement.js';
import type { SignatureDictionary } from './signature-dictionary.js';

export type Trust = Pick<SignatureReport, 'level' | 'path' | 'revocation' | 'timestamps' | 'wanted'> & {
  readonly trusted: boolean;
  readonly service: SignatureReport['trustedService'];
  readonly bestSignatureTime: Date;
  /** What only data of a later time can settle. */
  readonly later: Failure | null;
};

/** Whether a chain leads to an anchor, and whether it may be relied on (EN 319 102-1, 5.3 to 5.6). */
export function judgeTrust(
  signature: SignatureDictionary,
  contents: ContentsCheck,
  context: JudgementContext,
  findings: Findings,
  problems: Failure[],
): Trust {
  const { certificate } = contents;
  const pool = unique([...contents.embedded, ...context.storedCertificates]);
  const revocation = joinRevocationData(broughtAlong(contents, context, findings), context.revocation);
  const stamp = context.documentTimeStamps.find((item) => item.dictionary === signature);
  const stamps = judgeTimeStamps(signature, contents, pool, revocation, context, findings);
  if (stamps.orderProblem) {
    findings.add('TIMESTAMP', 'INDETERMINATE', stamps.orderProblem, 'The time-stamps contradict each other.');
    problems.push(undecided('TIMESTAMP_ORDER_FAILURE'));
  }
  const policyFailure = checkSignaturePolicy(contents.signer, context.signaturePolicies, findings);
  if (policyFailure) problems.push(policyFailure);
  const validation = stamp
    ? stamp.verdict.validation
    : certificate && validate(certificate, contents, pool, revocation, stamps, context);
  if (stamp && stamp.verdict.validation?.failure === null && !stamp.verdict.trusted) {
    findings.add('TIMESTAMP', 'INDETERMINATE', stamp.verdict.evidence, 'The time of the time-stamp cannot be right.');
    problems.push(undecided(stamp.verdict.subIndication ?? 'TIMESTAMP_ORDER_FAILURE'));
  }
  // A time-stamp whose arithmetic does not hold was reported as such already.
  if (stamp && !stamp.verdict.validation && certificate) {
    findings.add('TIMESTAMP', 'INDETERMINATE', stamp.verdict.evidence, 'The time-stamp cannot be relied on.');
    problems.push(undecided('SIG_CONSTRAINTS_FAILURE'));
  }
  const bestSignatureTime = context.trust.proofs.of(
    stamp ? stamp.verdict.examined.sha256 : contents.signer ? signatureName(contents.signer.signature) : '',
  );
  const later = reportValidation(validation, certificate, findings, problems);
  if (contents.digest && !validation?.problems.some(({ check }) => check === 'ALGORITHM_POLICY'))
    findings.add(
      'ALGORITHM_POLICY',
      'PASSED',
      `${contents.digest}, ${contents.key ?? 'no key'}`,
      'The algorithms of the signature are strong enough.',
    );
  return {
    trusted: isTrusted(validation),
    level: padesLevel({
      cades: signature.subFilter === 'ETSI.CAdES.detached' && contents.integrity === 'intact' && !contents.failure,
      validation,
      stamps: stamps.all.map(({ kind, verdict }) => ({
        kind,
        trusted: verdict.trusted,
        validation: verdict.validation,
      })),
      isProven: (thing) => context.trust.proofs.has(thing),
    }),
    path: (validation?.line?.certificates ?? []).map((item) => ({
      subject: describeName(item.subject),
      sha256: item.sha256,
    })),
    service: validation?.line?.anchor.describe(validation.at) ?? null,
    bestSignatureTime,
    revocation: describeRevocation(validation),
    timestamps: [
      ...(stamp ? [{ kind: 'document' as const, verdict: stamp.verdict }] : []),
      ...stamps.all.filter(({ kind }) => kind !== 'document'),
    ].map(({ kind, verdict }) => ({
      kind,
      time: verdict.time?.toISOString() ?? null,
      checked: verdict.examined.problem === null,
      trusted: verdict.trusted,
      authority: verdict.authority,
      subIndication: verdict.subIndication,
    })),
    wanted: wantedData(
      [
        { certificate, pool, validation },
        ...stamps.all.map(({ verdict }) => ({
          certificate: verdict.examined.check?.certificate ?? null,
          pool: unique([...verdict.examined.embedded, ...pool]),
          validation: verdict.validation,
        })),
      ],
      context.trust.links,
    ),
    later,
  };
}

function broughtAlong(contents: ContentsCheck, context: JudgementContext, findings: Findings): RevocationData {
  const { signed, unsigned } = contents.revocation;
  const raw = { ocsps: [...signed.ocsps, ...unsigned.ocsps], crls: [...signed.crls, ...unsigned.crls] };
  if (raw.ocsps.length + raw.crls.length === 0) return noRevocationData;
  return parseRevocationData(raw, 'signature', context.final.source.budget, findings);
}

function validate(
  certificate: Certificate,
  contents: ContentsCheck,
  pool: readonly Certificate[],
  revocation: RevocationData,
  stamps: TimeStamps,
  context: JudgementContext,
): SignerValidation {
  return validateSigner(
    {
      certificate,
      pool,
      revocation,
      purpose: 'document-signature',
      // A signature without a CMS structure has no name, and nothing proves when it was made.
      object: contents.signer ? signatureName(contents.signer.signature) : '',
      stampedAt: null,
      notBefore: stamps.notBefore,
      timeStamped: stamps.all.some(({ verdict }) => verdict.examined.problem === null),
      weakness: (at) => contents.digest && weakDigest(contents.digest, at, context.trust.policy),
    },
    context.trust,
  );
}

/** Problems that say only that not everything is known yet: the chain itself stands. */
const unsettled = new Set<SubIndication>(['TRY_LATER', 'REVOCATION_OUT_OF_BOUNDS_NO_POE']);

function isTrusted(validation: SignerValidation | null): boolean {
  if (!validation?.line) return false;
  const onHold = validation.revocations.some(({ status }) => status.status === 'on-hold');
  return (
    !onHold &&
    validation.failure?.indication !== 'TOTAL_FAILED' &&
    validation.problems.every(({ subIndication, ofSignature }) => ofSignature || unsettled.has(subIndication))
  );
}

function reportValidation(
  validation: SignerValidation | null,
  certificate: Certificate | null,
  findings: Findings,
  problems: Failure[],
): Failure | null {
  if (!validation || !certificate) return null;
  const { line, failure } = validation;
  if (!line) {
    findings.add(
      'CERTIFICATE_PATH',
      'INDETERMINATE',
      describeName(certificate.subject),
      'No chain leads from the signer’s certificate to a trusted one.',
    );
    if (failure) problems.push(failure);
    return null;
  }
  const names = line.certificates.map((item) => describeName(item.subject)).join(' ← ');
  findings.add('CERTIFICATE_PATH', 'PASSED', names, 'A chain leads from the signer’s certificate to a trusted one.');
  for (const problem of validation.problems)
    findings.add(problem.check, 'INDETERMINATE', problem.evidence, sentence(problem));
  if (!failure) {
    findings.add(
      'REVOCATION',
      'PASSED',
      describeRevocation(validation).reason,
      'No certificate of the chain was revoked when it counted.',
    );
    return null;
  }
  if (validation.problems.length === 0)
    findings.add(
      'CERTIFICATE_VALIDITY',
      failure.indication === 'TOTAL_FAILED' ? 'FAILED' : 'INDETERMINATE',
      failure.subIndication,
      'The signature was made when its certificate could not be used.',
    );
  if (failure.subIndication === 'TRY_LATER') return failure;
  problems.push(failure);
  return null;
}

function sentence({ check, subIndication }: PathProblem): string {
  if (subIndication === 'REVOKED_NO_POE')
    return 'The signer’s certificate was revoked, and nothing proves that the signature is older.';
  if (subIndication === 'REVOKED_CA_NO_POE')
    return 'The certificate of an authority was revoked, and nothing proves that the signature is older.';
  if (check === 'REVOCATION') return 'Whether the certificates were revoked has not been checked to the end.';
  if (subIndication === 'NO_POE')
    return 'Nothing proves that signature and proofs are from the time when the certificates were good.';
  return 'A certificate of the chain is not good for this signature.';
}
