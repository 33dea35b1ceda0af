import { EXTENSION } from '../certificates/certificate.js';
import { findCertificatePath } from '../certificates/certificate-path.js';
import type { CertificatePath, CertificatePurpose } from '../certificates/certificate-path.js';
import { describeName } from '../certificates/describe-signer.js';
import type { Failure } from '../cms/verify-signed-data.js';
import type { Findings } from '../findings.js';
import type { SignatureReport } from '../report.js';
import { unique } from './check-contents.js';
import type { ContentsCheck } from './check-contents.js';
import { undecided } from './judgement.js';
import type { JudgementContext } from './judgement.js';

export type Trust = { readonly trusted: boolean; readonly revocation: SignatureReport['revocation'] };

/** Whether a chain leads to an anchor, and whether it may be relied on (EN 319 102-1, 5.2.6). */
export function judgeTrust(
  contents: ContentsCheck,
  purpose: CertificatePurpose,
  context: JudgementContext,
  findings: Findings,
  problems: Failure[],
): Trust {
  const { certificate } = contents;
  const unknown: Trust = {
    trusted: false,
    revocation: { status: 'not-checked', reason: 'there is no certificate path' },
  };
  if (!certificate) return unknown;
  const pool = unique([...contents.embedded, ...context.storedCertificates]);
  const path = findCertificatePath(
    certificate,
    pool,
    context.anchors,
    context.at,
    purpose,
    context.final.source.budget,
  );
  if (!path) {
    findings.add(
      'CERTIFICATE_PATH',
      'INDETERMINATE',
      describeName(certificate.subject),
      'No chain leads from the signer’s certificate to a trusted one.',
    );
    problems.push(undecided('NO_CERTIFICATE_CHAIN_FOUND'));
    return unknown;
  }
  const line = path.certificates.map((item) => describeName(item.subject)).join(' ← ');
  findings.add('CERTIFICATE_PATH', 'PASSED', line, 'A chain leads from the signer’s certificate to a trusted one.');
  for (const problem of path.problems) {
    findings.add(
      problem.check,
      'INDETERMINATE',
      problem.evidence,
      'A certificate of the chain is not good for this signature.',
    );
    problems.push(undecided(problem.subIndication));
  }
  return { trusted: path.problems.length === 0, revocation: judgeRevocation(path, findings) };
}

/** This version asks nobody about revocation: only certificates that cannot be revoked are let through. */
function judgeRevocation(path: CertificatePath, findings: Findings): SignatureReport['revocation'] {
  const below = path.certificates.slice(0, -1);
  const open = below.filter(
    (certificate, index) => index > 0 || !certificate.extensions.has(EXTENSION.validityAssuredShortTerm),
  );
  if (open.length === 0) {
    const reason =
      below.length === 0
        ? 'the signing certificate is itself trusted'
        : 'the signing certificate is short-lived and never revoked';
    findings.add('REVOCATION', 'PASSED', reason, 'The signer’s certificate needs no check for revocation.');
    return { status: 'not-needed', reason };
  }
  const names = open.map((certificate) => describeName(certificate.subject)).join('; ');
  findings.add(
    'REVOCATION',
    'INDETERMINATE',
    `not checked: ${names}`,
    'Whether the certificates were revoked has not been checked.',
  );
  return { status: 'not-checked', reason: 'revocation is not checked by this version' };
}
