import { outsideValidity, weaknesses } from '../certificates/judge-path.js';
import type { PathProblem } from '../certificates/judge-path.js';
import { describeName } from '../certificates/describe-signer.js';
import { isTrustedAt } from '../certificates/trust-anchor.js';
import type { CertificateLine } from '../certificates/certificate-path.js';
import type { Certificate } from '../certificates/certificate.js';
import type { SubIndication } from '../report.js';
import { isNeverRevoked } from '../revocation/find-evidence.js';
import { sparesEarlierTimeStamps, speaksOf, statusAt } from '../revocation/revocation-evidence.js';
import type { RevocationEvidence, RevocationStatus } from '../revocation/revocation-evidence.js';
import type { CertificateRevocation, SignerToValidate, TrustContext } from './trust-process.js';

/** Statements on the revocation of each certificate of the line but the anchor, in the order of the line. */
export type LineEvidence = readonly (readonly RevocationEvidence[])[];

/** The instants a chain is judged at: the signer's certificate, those above it, and the algorithms. */
export type Instants = { readonly signer: Date; readonly authorities: Date; readonly fresh: Date };

export type ChainJudgement = {
  readonly problems: readonly PathProblem[];
  readonly revocations: readonly CertificateRevocation[];
};

/**
 * One chain at given instants: validity, revocation and its freshness, algorithms (EN 319 102-1, 5.2.6 and 5.2.5). What
 * does not depend on time was judged before.
 */
export function judgeChainAt(
  line: CertificateLine,
  evidence: LineEvidence,
  signer: SignerToValidate,
  instants: Instants,
  context: TrustContext,
): ChainJudgement {
  const { certificates, anchor } = line;
  const problems: PathProblem[] = [];
  const revocations = certificates.slice(0, -1).map((certificate, index): CertificateRevocation => {
    const exempt = index === 0 && isNeverRevoked(certificate);
    const statements = evidence[index] ?? [];
    const at = index === 0 ? instants.signer : instants.authorities;
    const status = statusAt(certificate, statements, at, instants.fresh);
    const inFile = statements.filter((item) => item.source !== 'given' && speaksOf(item, certificate));
    return {
      certificate,
      issuer: certificates[index + 1]!,
      exempt,
      status: spared(status, index, signer),
      inFile: inFile.map((item) => item.sha256),
    };
  });
  for (const [index, revocation] of revocations.entries())
    problems.push(...revocationProblems(revocation, index, instants));
  for (const certificate of outsideValidity(line, instants.signer, instants.authorities)) {
    const known = revocations.find((item) => item.certificate === certificate)?.status.status;
    problems.push({
      check: 'CERTIFICATE_VALIDITY',
      subIndication: known === 'good' || known === 'stale' ? 'OUT_OF_BOUNDS_NOT_REVOKED' : 'OUT_OF_BOUNDS_NO_POE',
      evidence: `${describeName(certificate.subject)}: ${validity(certificate)}, judged at ${(certificate === certificates[0] ? instants.signer : instants.authorities).toISOString()}`,
    });
  }
  const anchorAt = signer.stampedAt ?? instants.signer;
  if (!isTrustedAt(anchor, anchorAt))
    problems.push({
      check: 'CERTIFICATE_PATH',
      subIndication: 'NO_CERTIFICATE_CHAIN_FOUND_NO_POE',
      evidence: `${describeName(anchor.certificate.subject)} is not trusted at ${anchorAt.toISOString()}`,
    });
  problems.push(...weaknesses(line, instants.signer, context.policy));
  const weak = signer.weakness(instants.signer);
  if (weak)
    problems.push({
      check: 'ALGORITHM_POLICY',
      subIndication: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
      evidence: weak,
      ofSignature: true,
    });
  return { problems: [...problems].sort((a, b) => rank(a.subIndication) - rank(b.subIndication)), revocations };
}

/** The order in which EN 319 102-1, 5.2.6.4, gives its reasons. */
const order: readonly SubIndication[] = [
  'NO_CERTIFICATE_CHAIN_FOUND_NO_POE',
  'REVOKED_NO_POE',
  'REVOKED_CA_NO_POE',
  'OUT_OF_BOUNDS_NO_POE',
  'OUT_OF_BOUNDS_NOT_REVOKED',
  'REVOCATION_OUT_OF_BOUNDS_NO_POE',
  'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
  'TRY_LATER',
];

const rank = (subIndication: SubIndication): number => order.indexOf(subIndication);

const validity = ({ notBefore, notAfter }: Certificate): string =>
  `valid ${notBefore.toISOString()} to ${notAfter.toISOString()}`;

/** RFC 3161, 4 (1): a time-stamping certificate that was revoked for a harmless reason stays good for what came before. */
function spared(status: RevocationStatus, index: number, { stampedAt }: SignerToValidate): RevocationStatus {
  if (status.status !== 'revoked' || index > 0 || stampedAt === null) return status;
  return stampedAt < status.since && sparesEarlierTimeStamps(status.evidence)
    ? { status: 'good', evidence: status.evidence }
    : status;
}

function revocationProblems(
  { certificate, exempt, status }: CertificateRevocation,
  index: number,
  instants: Instants,
): PathProblem[] {
  const name = describeName(certificate.subject);
  const problem = (subIndication: SubIndication, evidence: string): PathProblem[] => [
    { check: 'REVOCATION', subIndication, evidence: `${name}: ${evidence}` },
  ];
  if (exempt && status.status !== 'revoked') return [];
  switch (status.status) {
    case 'revoked':
      return problem(
        index === 0 ? 'REVOKED_NO_POE' : 'REVOKED_CA_NO_POE',
        `revoked since ${status.since.toISOString()}`,
      );
    case 'on-hold':
      return problem('TRY_LATER', 'on hold');
    case 'missing':
      return problem('TRY_LATER', 'not checked: no revocation data');
    case 'stale':
      return problem(
        'TRY_LATER',
        `revocation data of ${status.evidence.thisUpdate.toISOString()} is not fresh at ${instants.fresh.toISOString()}`,
      );
    case 'good': {
      const { signer, thisUpdate } = status.evidence;
      // Data is as good as its signer's certificate: valid when it judges, or when the data was made after that.
      const judged = thisUpdate > instants.fresh ? thisUpdate : instants.fresh;
      return judged > signer.notAfter && status.evidence.kind === 'ocsp'
        ? problem('REVOCATION_OUT_OF_BOUNDS_NO_POE', `the responder’s certificate was ${validity(signer)}`)
        : [];
    }
  }
}
