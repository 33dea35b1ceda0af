import { certificateLines } from '../certificates/certificate-path.js';
import type { CertificateLine } from '../certificates/certificate-path.js';
import { constraintProblems } from '../certificates/judge-path.js';
import type { PathProblem } from '../certificates/judge-path.js';
import { isTrustedAt, lastTrustedAt } from '../certificates/trust-anchor.js';
import type { Failure } from '../cms/verify-signed-data.js';
import type { SubIndication } from '../report.js';
import { findEvidence } from '../revocation/find-evidence.js';
import { judgeChainAt } from './judge-chain-at.js';
import type { ChainJudgement, LineEvidence } from './judge-chain-at.js';
import { slideTime } from './slide-time.js';
import type { SignerToValidate, SignerValidation, TrustContext } from './trust-process.js';

const undecided = (subIndication: SubIndication): Failure => ({ indication: 'INDETERMINATE', subIndication });
const failed = (subIndication: SubIndication): Failure => ({ indication: 'TOTAL_FAILED', subIndication });

/**
 * Whether the maker of a signature or time-stamp is to be trusted (EN 319 102-1): at the time of validation (5.3), else
 * at the best signature time (5.5), else in the past (5.6), on the first chain that passes.
 */
export function validateSigner(signer: SignerToValidate, context: TrustContext): SignerValidation {
  const { now } = context.proofs;
  let best: SignerValidation | null = null;
  const lines = certificateLines(signer.certificate, signer.pool, context.anchors, signer.purpose, context.links);
  for (const line of lines) {
    const validation = validateOnLine(signer, line, context);
    if (!validation.failure) return validation;
    if (!best || validation.problems.length < best.problems.length) best = validation;
  }
  return (
    best ?? {
      failure: undecided('NO_CERTIFICATE_CHAIN_FOUND'),
      line: null,
      problems: [],
      revocations: [],
      at: now,
      process: 'validation-time',
    }
  );
}

function validateOnLine(signer: SignerToValidate, line: CertificateLine, context: TrustContext): SignerValidation {
  const { proofs } = context;
  const { now } = proofs;
  const proven = proofs.of(signer.object);
  const evidence = line.certificates
    .slice(0, -1)
    .map((certificate, index) =>
      findEvidence(certificate, line.certificates[index + 1]!, line, signer.pool, signer.revocation, context.links),
    );
  const constraints = constraintProblems(line, signer.purpose, context.links.budget);
  const answer = (
    judgement: ChainJudgement,
    at: Date,
    process: SignerValidation['process'],
    failure?: Failure,
  ): SignerValidation => {
    const problems = [...constraints, ...judgement.problems];
    const [first] = problems;
    return {
      failure: failure ?? (first ? undecided(first.subIndication) : null),
      line,
      problems,
      revocations: judgement.revocations,
      at,
      process,
    };
  };
  const atNow = judgeChainAt(
    line,
    evidence,
    signer,
    { signer: now, authorities: now, fresh: signer.stampedAt ?? now },
    context,
  );
  // What never was an anchor at all ends no chain: nothing proven can change that.
  if (!isTrustedAt(line.anchor, now) && !lastTrustedAt(line.anchor, now))
    return answer(atNow, now, 'validation-time', undecided('NO_CERTIFICATE_CHAIN_FOUND'));
  const late = provenTooLate(signer, atNow, context);
  if (late) return answer(atNow, now, 'validation-time', late);
  // 5.5.4 (4 b): nobody can sign with a certificate that is still to be issued.
  if (proofs.has(signer.object) && proven < signer.certificate.notBefore)
    return answer(atNow, proven, 'best-signature-time', failed('NOT_YET_VALID'));
  if (atNow.problems.length === 0 || constraints.length > 0) return answer(atNow, now, 'validation-time');
  const atBest =
    proven < now
      ? judgeChainAt(
          line,
          evidence,
          signer,
          { signer: proven, authorities: now, fresh: signer.stampedAt ?? proven },
          context,
        )
      : atNow;
  if (atBest.problems.length === 0) return answer(atBest, proven, 'best-signature-time');
  if (!signer.timeStamped || !mayBeCuredByThePast(atBest.problems))
    return answer(atBest, proven, 'best-signature-time');
  return validateInThePast(signer, line, evidence, atBest, context, answer);
}

/** Past signature validation (5.6.2.4). */
function validateInThePast(
  signer: SignerToValidate,
  line: CertificateLine,
  evidence: LineEvidence,
  current: ChainJudgement,
  context: TrustContext,
  answer: (
    judgement: ChainJudgement,
    at: Date,
    process: SignerValidation['process'],
    failure?: Failure,
  ) => SignerValidation,
): SignerValidation {
  const proven = context.proofs.of(signer.object);
  const slide = slideTime(line, evidence, context);
  if ('unproven' in slide) {
    const problem: PathProblem = { check: 'CERTIFICATE_VALIDITY', subIndication: 'NO_POE', evidence: slide.unproven };
    return answer({ ...current, problems: [problem, ...current.problems] }, proven, 'past');
  }
  const { notBefore, notAfter } = line.certificates[0]!;
  const holds =
    proven <= slide.controlTime && proven >= notBefore && proven <= notAfter && signer.weakness(proven) === null;
  return holds ? answer({ ...current, problems: [] }, proven, 'past') : answer(current, proven, 'past');
}

/** 5.6.3, 1: the reasons that proofs of earlier existence can take away. */
const curable = new Set<SubIndication>([
  'NO_CERTIFICATE_CHAIN_FOUND_NO_POE',
  'REVOKED_NO_POE',
  'REVOKED_CA_NO_POE',
  'OUT_OF_BOUNDS_NO_POE',
  'OUT_OF_BOUNDS_NOT_REVOKED',
  'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
  'REVOCATION_OUT_OF_BOUNDS_NO_POE',
]);

const mayBeCuredByThePast = (problems: readonly PathProblem[]): boolean =>
  problems.some(({ subIndication }) => curable.has(subIndication));

/** 5.3.4: a content time-stamp proves that the signature was made only after the certificate or the algorithm had ended. */
function provenTooLate(
  { notBefore, certificate, weakness }: SignerToValidate,
  judgement: ChainJudgement,
  context: TrustContext,
): Failure | null {
  if (notBefore === null) return null;
  const status = judgement.revocations[0]?.status;
  if (status?.status === 'revoked' && notBefore >= status.since) return failed('REVOKED');
  if (notBefore > certificate.notAfter) return failed('EXPIRED');
  return weakness(notBefore) !== null && weakness(context.proofs.now) !== null
    ? undecided('CRYPTO_CONSTRAINTS_FAILURE')
    : null;
}
