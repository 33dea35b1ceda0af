import type { Budget } from '../limits.js';
import { weakDigest, weakKey } from '../policy/algorithm-policy.js';
import type { AlgorithmPolicy } from '../policy/algorithm-policy.js';
import type { CheckName, SubIndication } from '../report.js';
import { EXTENSION, KEY_USAGE } from './certificate.js';
import type { Certificate } from './certificate.js';
import { certificateScheme } from './certificate-path.js';
import type { CertificateLine, CertificatePurpose } from './certificate-path.js';
import { describeName } from './describe-signer.js';
import { nameConstraintProblems } from './name-constraints.js';
import { policyProblem } from './policy-constraints.js';

export type PathProblem = {
  readonly check: CheckName;
  readonly subIndication: SubIndication;
  readonly evidence: string;
  /** About the signature's own algorithms: the chain stands all the same. */
  readonly ofSignature?: true;
};

/** Key purposes (RFC 5280, 4.2.1.12; RFC 9336) that may sign documents. A certificate for anything else may not. */
const documentPurposes = new Set([
  '2.5.29.37.0',
  '1.3.6.1.5.5.7.3.2',
  '1.3.6.1.5.5.7.3.4',
  '1.3.6.1.5.5.7.3.36',
  '1.2.840.113583.1.1.5',
  '1.3.6.1.4.1.311.10.3.12',
]);
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

/** Critical extensions this code processes. */
const processed = new Set<string>([
  EXTENSION.subjectKeyIdentifier,
  EXTENSION.keyUsage,
  EXTENSION.subjectAlternativeName,
  EXTENSION.basicConstraints,
  EXTENSION.nameConstraints,
  EXTENSION.distributionPoints,
  EXTENSION.certificatePolicies,
  EXTENSION.policyMappings,
  EXTENSION.authorityKeyIdentifier,
  EXTENSION.policyConstraints,
  EXTENSION.extendedKeyUsage,
  EXTENSION.inhibitAnyPolicy,
  EXTENSION.validityAssuredShortTerm,
  EXTENSION.ocspNoCheck,
]);

/** RFC 5280, 6.1.3 (a)(2): certificates of the line below the anchor (and a signing certificate that is the anchor). */
export function outsideValidity({ certificates }: CertificateLine, leafAt: Date, othersAt: Date): Certificate[] {
  const judged = certificates.length === 1 ? certificates : certificates.slice(0, -1);
  return judged.filter((certificate, index) => {
    const at = index === 0 ? leafAt : othersAt;
    return at < certificate.notBefore || at > certificate.notAfter;
  });
}

/** What makes a line unfit whatever the time: RFC 5280, 6.1, but for validity, algorithms and revocation. */
export function constraintProblems(line: CertificateLine, purpose: CertificatePurpose, budget: Budget): PathProblem[] {
  const { certificates } = line;
  const problems: PathProblem[] = [];
  const add = (subIndication: SubIndication, certificate: Certificate | null, evidence: string): void => {
    const name = certificate ? `${describeName(certificate.subject)}: ` : '';
    problems.push({ check: 'CERTIFICATE_CONSTRAINTS', subIndication, evidence: `${name}${evidence}` });
  };
  for (const [index, certificate] of certificates.entries()) {
    for (const [oid, extension] of certificate.extensions)
      if (extension.critical && !processed.has(oid))
        add('CHAIN_CONSTRAINTS_FAILURE', certificate, `critical extension ${oid} is not processed`);
    if (certificate.repeatedExtension) add('CHAIN_CONSTRAINTS_FAILURE', certificate, 'an extension stands twice');
    for (const evidence of index === 0 ? [] : authorityProblems(certificate, index, certificates))
      add('CERTIFICATE_CHAIN_GENERAL_FAILURE', certificate, evidence);
  }
  for (const evidence of nameConstraintProblems(certificates, budget))
    add('CERTIFICATE_CHAIN_GENERAL_FAILURE', null, evidence);
  const policy = policyProblem(certificates, budget);
  if (policy) add('CERTIFICATE_CHAIN_GENERAL_FAILURE', null, policy);
  for (const evidence of purposeProblems(certificates[0]!, purpose))
    add('CHAIN_CONSTRAINTS_FAILURE', certificates[0]!, evidence);
  return problems;
}

/** RFC 5280, 6.1.4 (k)–(n): what makes a certificate unfit to issue the one below it. */
function authorityProblems(certificate: Certificate, index: number, line: readonly Certificate[]): string[] {
  const problems: string[] = [];
  const isAnchor = index === line.length - 1;
  // A version 1 root has no extensions; it is a CA because the caller says so.
  if (!(certificate.basicConstraints?.ca ?? (isAnchor && certificate.extensions.size === 0)))
    problems.push('is not a certification authority');
  if (certificate.keyUsage && !certificate.keyUsage.has(KEY_USAGE.keyCertSign))
    problems.push('may not sign certificates');
  const below = line.slice(1, index).filter((item) => !item.selfIssued).length;
  const allowed = certificate.basicConstraints?.pathLength ?? null;
  if (allowed !== null && below > allowed) problems.push(`path length ${below}, ${allowed} allowed`);
  return problems;
}

/** Keys and digests of the line that are not good enough at `at` (EN 319 102-1, 5.2.8). */
export function weaknesses({ certificates }: CertificateLine, at: Date, policy: AlgorithmPolicy): PathProblem[] {
  return certificates.flatMap((certificate, index) => {
    const isAnchor = index === certificates.length - 1;
    return weaknessesOf(certificate, isAnchor, at, policy).map((evidence) => ({
      check: 'ALGORITHM_POLICY' as const,
      subIndication: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE' as const,
      evidence: `${describeName(certificate.subject)}: ${evidence}`,
    }));
  });
}

export function weaknessesOf(certificate: Certificate, isAnchor: boolean, at: Date, policy: AlgorithmPolicy): string[] {
  const problems: string[] = [];
  const keyProblem = certificate.key ? weakKey(certificate.key, at, policy) : 'a key of an unknown kind';
  if (keyProblem) problems.push(keyProblem);
  // Nobody relies on the signature of a certificate that is trusted by itself.
  if (isAnchor) return problems;
  const scheme = certificateScheme(certificate);
  const digest = scheme && 'digest' in scheme ? scheme.digest : null;
  const digestProblem = digest && weakDigest(digest, at, policy);
  if (digestProblem) problems.push(digestProblem);
  return problems;
}

function purposeProblems(leaf: Certificate, purpose: CertificatePurpose): string[] {
  const problems: string[] = [];
  const usage = leaf.keyUsage;
  if (purpose === 'revocation') return problems;
  if (usage && !usage.has(KEY_USAGE.digitalSignature) && !usage.has(KEY_USAGE.nonRepudiation))
    problems.push('key usage allows neither digitalSignature nor nonRepudiation');
  const purposes = leaf.extendedKeyUsage;
  if (purpose === 'timestamp') {
    // RFC 3161, 2.3: this one purpose, alone and critical.
    if (purposes?.length !== 1 || purposes[0] !== TIME_STAMPING) problems.push('is not for time-stamping alone');
    else if (!leaf.extensions.get(EXTENSION.extendedKeyUsage)?.critical)
      problems.push('extended key usage is not critical');
  } else if (purposes && !purposes.some((item) => documentPurposes.has(item)))
    problems.push(`extended key usage ${purposes.join(' ')} does not allow signing documents`);
  return problems;
}
