import { signatureScheme } from '../asn1/algorithm-identifier.js';
import type { SignatureScheme } from '../asn1/algorithm-identifier.js';
import { verifySignatureValue } from '../cms/verify-signature-value.js';
import type { Budget } from '../limits.js';
import { MalformedAsn1 } from '../pades.errors.js';
import { weakDigest, weakKey } from '../policy/algorithm-policy.js';
import type { CheckName, SubIndication } from '../report.js';
import { EXTENSION, KEY_USAGE } from './certificate.js';
import type { Certificate } from './certificate.js';
import { describeName } from './describe-signer.js';

export type CertificatePurpose = 'document-signature' | 'timestamp';

export type PathProblem = {
  readonly check: CheckName;
  readonly subIndication: SubIndication;
  readonly evidence: string;
};

export type CertificatePath = {
  /** The signing certificate first, the trust anchor last (one and the same when the signing certificate is the anchor). */
  readonly certificates: readonly Certificate[];
  readonly problems: readonly PathProblem[];
};

const MAX_LENGTH = 10;
const MAX_PATHS = 16;

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

/** Critical extensions this code processes. Name and policy constraints are not among them: a path with them stays open. */
const processed = new Set<string>([
  EXTENSION.subjectKeyIdentifier,
  EXTENSION.keyUsage,
  EXTENSION.subjectAlternativeName,
  EXTENSION.basicConstraints,
  EXTENSION.certificatePolicies,
  EXTENSION.authorityKeyIdentifier,
  EXTENSION.extendedKeyUsage,
  EXTENSION.validityAssuredShortTerm,
]);

/**
 * The best path from `leaf` to one of the anchors (RFC 5280, 6.1, at the instant `at`), or null when there is none.
 * Every candidate issuer is tried, not only the first with a fitting name.
 */
export function findCertificatePath(
  leaf: Certificate,
  pool: readonly Certificate[],
  anchors: readonly Certificate[],
  at: Date,
  purpose: CertificatePurpose,
  budget: Budget,
): CertificatePath | null {
  const anchorHashes = new Set(anchors.map((anchor) => anchor.sha256));
  const links = new Map<string, boolean>();
  const signedBy = (child: Certificate, issuer: Certificate): boolean => {
    const link = `${child.sha256}${issuer.sha256}`;
    let holds = links.get(link);
    if (holds === undefined) {
      budget.spend('certificateChecks');
      holds = certificateSignedBy(child, issuer);
      links.set(link, holds);
    }
    return holds;
  };
  let best: CertificatePath | null = null;
  let complete = 0;
  const extend = (line: readonly Certificate[]): void => {
    const last = line.at(-1)!;
    if (anchorHashes.has(last.sha256)) {
      complete++;
      const path = { certificates: line, problems: judge(line, at, purpose) };
      if (!best || path.problems.length < best.problems.length) best = path;
      return;
    }
    if (line.length >= MAX_LENGTH) return;
    for (const issuer of [...anchors, ...pool]) {
      if (complete >= MAX_PATHS || best?.problems.length === 0) return;
      if (issuer.subject.folded !== last.issuer.folded || line.some((used) => used.sha256 === issuer.sha256)) continue;
      if (signedBy(last, issuer)) extend([...line, issuer]);
    }
  };
  extend([leaf]);
  return best;
}

function schemeOf(certificate: Certificate): SignatureScheme | null {
  try {
    return signatureScheme(certificate.signatureAlgorithm);
  } catch (error) {
    if (error instanceof MalformedAsn1) return null;
    throw error;
  }
}

function certificateSignedBy(child: Certificate, issuer: Certificate): boolean {
  const scheme = schemeOf(child);
  if (!scheme || !issuer.key) return false;
  // 4.1.1.2: the algorithm outside the signature must be the one inside it.
  if (!Buffer.from(child.signatureAlgorithm.raw).equals(child.innerAlgorithm.raw)) return false;
  return verifySignatureValue(scheme, null, issuer.key, [child.signedPart], child.signature) === 'valid';
}

function judge(line: readonly Certificate[], at: Date, purpose: CertificatePurpose): PathProblem[] {
  const problems: PathProblem[] = [];
  const leaf = line[0]!;
  for (const [index, certificate] of line.entries()) {
    const name = describeName(certificate.subject);
    if (at < certificate.notBefore || at > certificate.notAfter)
      problems.push({
        check: 'CERTIFICATE_VALIDITY',
        subIndication: 'OUT_OF_BOUNDS_NO_POE',
        evidence: `${name}: valid ${certificate.notBefore.toISOString()} to ${certificate.notAfter.toISOString()}, judged at ${at.toISOString()}`,
      });
    for (const evidence of constraintProblems(certificate, index, line))
      problems.push({
        check: 'CERTIFICATE_CONSTRAINTS',
        subIndication: 'CHAIN_CONSTRAINTS_FAILURE',
        evidence: `${name}: ${evidence}`,
      });
    const weak = weaknesses(certificate, index === line.length - 1, at);
    for (const evidence of weak)
      problems.push({
        check: 'ALGORITHM_POLICY',
        subIndication: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
        evidence: `${name}: ${evidence}`,
      });
  }
  for (const evidence of purposeProblems(leaf, purpose))
    problems.push({
      check: 'CERTIFICATE_CONSTRAINTS',
      subIndication: 'CHAIN_CONSTRAINTS_FAILURE',
      evidence: `${describeName(leaf.subject)}: ${evidence}`,
    });
  return problems;
}

/** RFC 5280, 6.1.4: what makes a certificate unfit for its place in the path. */
function constraintProblems(certificate: Certificate, index: number, line: readonly Certificate[]): string[] {
  const problems: string[] = [];
  for (const [oid, extension] of certificate.extensions)
    if (extension.critical && !processed.has(oid)) problems.push(`critical extension ${oid} is not processed`);
  if (certificate.repeatedExtension) problems.push('an extension stands twice');
  if (index === 0) return problems;
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

function weaknesses(certificate: Certificate, isAnchor: boolean, at: Date): string[] {
  const problems: string[] = [];
  const keyProblem = certificate.key ? weakKey(certificate.key, at) : 'a key of an unknown kind';
  if (keyProblem) problems.push(keyProblem);
  if (isAnchor) return problems;
  const scheme = schemeOf(certificate);
  const digest = scheme && 'digest' in scheme ? scheme.digest : null;
  const digestProblem = digest && weakDigest(digest, at);
  if (digestProblem) problems.push(digestProblem);
  return problems;
}

function purposeProblems(leaf: Certificate, purpose: CertificatePurpose): string[] {
  const problems: string[] = [];
  const usage = leaf.keyUsage;
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
