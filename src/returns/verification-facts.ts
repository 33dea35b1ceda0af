import type { IssuedFormIdentity } from '../declarations/index.js';
import { type BindingFinding, type BindingTier, sealField } from '../form/binding/index.js';
import { type SignatureReport, summarize, type VerificationReport } from '../pades/index.js';
import type { ScanFinding } from '../scan/index.js';
import type { FileVerification } from '../verification/index.js';
import type { VerificationFacts } from './return-decision.policy.js';
import { isPictureOnly } from './scan-effort.policy.js';
import type { ScanBinding } from './scan-facts.js';
import { linkSigner, type Signatory, type SignerLink } from './signer-link.policy.js';

/** How far a returned file is bound to what was issued for its declaration, with the sentences that say why. */
export interface ReturnBinding {
  readonly tier: BindingTier;
  readonly findings: readonly (BindingFinding | ScanFinding)[];
  /** Of the issued form, whosever it is, with whose bytes the file begins. */
  readonly issuedReference: string | null;
  /** Of the known declarations that the codes on its pages name; absent when nobody looked for codes. */
  readonly pageCodes?: readonly string[];
}

/** What the verification found of the declaration's own form, and whether the file begins with another one's. */
export function bindToForm(
  { binding, prefixes }: FileVerification,
  issued: IssuedFormIdentity | null,
  declarationId: string | null,
): ReturnBinding {
  if (issued !== null && issued.declarationId !== declarationId) {
    const finding: BindingFinding = {
      check: 'ISSUED_BYTES',
      result: 'FAILED',
      evidence: `SHA-256 ${issued.sha256} over the first ${issued.byteLength} bytes is the form ${issued.reference}`,
      sentence: `The file begins with the form that we issued under another reference (${issued.reference}).`,
    };
    return { tier: 'D', issuedReference: issued.reference, findings: [finding, ...(binding?.findings ?? [])] };
  }
  if (binding !== null) return { ...binding, issuedReference: issued?.reference ?? null };
  const finding: BindingFinding = {
    check: 'ISSUED_BYTES',
    result: 'INDETERMINATE',
    evidence: `none of ${prefixes.length} prefixes is an issued form`,
    sentence: 'The file does not begin with a form that we issued, and it is not known whose form it should be.',
  };
  return { tier: 'D', issuedReference: issued?.reference ?? null, findings: [finding] };
}

/** What a look at the pages adds. Tier D by text says nothing of a picture, so tier C stands in its place. */
export function bindScanned(byText: ReturnBinding | null, scan: ScanBinding): ReturnBinding {
  const { tier, findings, pageCodes } = scan;
  if (tier === 'C' || byText === null) return { tier, findings, pageCodes, issuedReference: null };
  return { ...byText, findings: [...findings, ...byText.findings], pageCodes };
}

/** The municipality's own signatures: the ministry's seal and time-stamps are not. */
const theirs = ({ type }: SignatureReport): boolean => type === 'approval';

/** Each of the municipality's signatures held against the municipality. */
export function signerLinks({ report, enclosed }: FileVerification, signatory: Signatory | null): SignerLink[] {
  if (signatory === null) return [];
  return report.signatures.filter(theirs).map(({ signer }) => linkSigner(signer, signatory, enclosed?.signers ?? null));
}

/** What the decision needs of the report. The ministry's own seal does not count as the municipality's signature. */
export function verificationFacts(
  verification: FileVerification,
  binding: ReturnBinding,
  links: readonly SignerLink[],
  about: { readonly issuedHere: boolean; readonly hasEnd: boolean },
): VerificationFacts {
  const { report } = verification;
  const { document } = report;
  const issuedPrefix = binding.issuedReference !== null && about.issuedHere;
  const sameForm = binding.tier === 'B';
  const rewritten = binding.issuedReference === null;
  const summary = rewritten && report.summary.readable ? summaryWithoutSeal(report) : report.summary;
  const signatures = report.signatures.filter(theirs).length;
  // What was pieced together of a file without its end is not what was sent, unless a signature vouches for it.
  const cutOff = summary.readable && !about.hasEnd && signatures === 0;
  return {
    readable: summary.readable && !cutOff,
    encrypted: document.encrypted,
    unreadable: cutOff ? 'CUT_OFF' : whyUnreadable(verification, about.hasEnd),
    issuedPrefix,
    sameForm,
    signatures,
    integrity: summary.integrity,
    laterChanges: summary.laterChanges,
    indication: summary.indication,
    coversWholeDocument: summary.coversWholeDocument,
    accept: summary.accept,
    signerLinked: links.length > 0 && links.every(({ match }) => match === 'MATCH'),
    sealedByService: links.some(({ match }) => match === 'SIGNING_SERVICE'),
    launchesProgram: report.findings.some(({ check }) => check === 'LAUNCH_ACTION'),
    pictureOnly: isPictureOnly(document),
  };
}

/**
 * Whoever writes a sealed form anew breaks the ministry's seal. That says nothing of the municipality's signature, and
 * the seal is not needed: the form is compared with the one that was issued. All other signatures count as ever.
 */
function summaryWithoutSeal({ signatures, findings }: VerificationReport): VerificationReport['summary'] {
  const seal = ({ type, field }: SignatureReport): boolean => type === 'certification' && field === sealField;
  return summarize(
    signatures.filter((signature) => !seal(signature)),
    findings,
  );
}

/** A file that we did not get to the end of is not therefore a damaged one. */
function whyUnreadable({ report }: FileVerification, hasEnd: boolean): VerificationFacts['unreadable'] {
  if (report.summary.readable || report.document.encrypted) return null;
  const damaged = report.findings.some((finding) => finding.check === 'READABLE' && finding.result === 'FAILED');
  if (!damaged) return 'NOT_CHECKED';
  return hasEnd ? 'DAMAGED' : 'CUT_OFF';
}
