import type { IssuedFormIdentity } from '../declarations/index.js';
import { signerIsMunicipality } from './signer-link.policy.js';
import type { VerificationFacts } from './return-decision.policy.js';
import type { FileVerification } from '../verification/index.js';

/** How far a returned file is bound to what was issued, with the sentences that say why. */
export interface Binding {
  readonly tier: 'A' | 'D';
  readonly issuedReference: string | null;
  readonly findings: readonly {
    readonly check: string;
    readonly result: 'PASSED' | 'FAILED' | 'INDETERMINATE';
    readonly evidence: string;
    readonly sentence: string;
  }[];
}

/**
 * Tier A: the file begins with the issued bytes of this declaration, and nothing that came later is suspicious.
 * Whether a rewritten or scanned file shows the same form (tiers B and C) is not established by this version.
 */
export function bindToForm(
  verification: FileVerification,
  issued: IssuedFormIdentity | null,
  declarationId: string | null,
): Binding {
  const { report } = verification;
  if (issued === null) {
    return {
      tier: 'D',
      issuedReference: null,
      findings: [
        {
          check: 'ISSUED_BYTES',
          result: 'INDETERMINATE',
          evidence: `none of ${verification.prefixes.length} prefixes is an issued form`,
          sentence:
            'The file does not begin with a form that we issued. It may be a scan, or rewritten by another program.',
        },
      ],
    };
  }
  const own = issued.declarationId === declarationId;
  const { laterChanges } = report.summary;
  const clean = laterChanges === 'none' || laterChanges === 'permitted';
  return {
    tier: own && clean ? 'A' : 'D',
    issuedReference: issued.reference,
    findings: [
      {
        check: 'ISSUED_BYTES',
        result: own ? 'PASSED' : 'FAILED',
        evidence: `SHA-256 ${issued.sha256} over the first ${issued.byteLength} bytes is the form ${issued.reference}`,
        sentence: own
          ? 'The file begins with the very bytes of the form that we issued to this municipality.'
          : `The file begins with the form that we issued under another reference (${issued.reference}).`,
      },
      ...(clean
        ? []
        : [
            {
              check: 'LATER_REVISIONS',
              result: laterChanges === null ? ('INDETERMINATE' as const) : ('FAILED' as const),
              evidence: `later changes: ${laterChanges ?? 'not known'}`,
              sentence:
                laterChanges === null
                  ? 'What was added after our seal could not be read.'
                  : 'After our seal something else was changed than filling in and signing.',
            },
          ]),
    ],
  };
}

/** What the decision needs of the report. The ministry's own seal does not count as the municipality's signature. */
export function verificationFacts(
  verification: FileVerification,
  binding: Binding,
  about: { readonly issuedHere: boolean; readonly organizationNumber: string | null; readonly hasEnd: boolean },
): VerificationFacts {
  const { organizationNumber } = about;
  const { report } = verification;
  const { summary, document } = report;
  const signatures = report.signatures.filter((signature) => signature.type === 'approval');
  return {
    readable: summary.readable,
    encrypted: document.encrypted,
    unreadable: whyUnreadable(verification, about.hasEnd),
    issuedPrefix: binding.issuedReference !== null && about.issuedHere,
    signatures: signatures.length,
    integrity: summary.integrity,
    laterChanges: summary.laterChanges,
    indication: summary.indication,
    coversWholeDocument: summary.coversWholeDocument,
    accept: summary.accept,
    signerLinked:
      organizationNumber !== null &&
      signatures.length > 0 &&
      signatures.every(
        (signature) =>
          signature.signer !== null &&
          signerIsMunicipality({ organizationIdentifier: signature.signer.organizationIdentifier }, organizationNumber),
      ),
    pictureOnly: document.pages !== null && document.pages > 0 && document.pageImages === document.pages,
  };
}

/** A file that we did not get to the end of is not therefore a damaged one. */
function whyUnreadable({ report }: FileVerification, hasEnd: boolean): VerificationFacts['unreadable'] {
  if (report.summary.readable || report.document.encrypted) return null;
  const damaged = report.findings.some((finding) => finding.check === 'READABLE' && finding.result === 'FAILED');
  if (!damaged) return 'NOT_CHECKED';
  return hasEnd ? 'DAMAGED' : 'CUT_OFF';
}
