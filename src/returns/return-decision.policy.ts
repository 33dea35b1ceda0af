/** What is wrong with a file by itself: the municipality can mend it without anybody's judgement. */
export type PlainFault =
  | 'EMPTY_FILE'
  | 'TOO_LARGE'
  | 'SUSPECTED_MALWARE'
  | 'NOT_A_PDF'
  | 'ENCRYPTED'
  | 'UNREADABLE'
  | 'SIGNATURE_BROKEN'
  | 'UNSIGNED';

/** Why a return goes to a person. A plain fault goes there when circumstances forbid to send it back at once. */
export type ReviewReason =
  | 'SCAN'
  | 'PICTURE'
  | 'UNMATCHED'
  | 'MATCH_DISAGREES'
  | 'NOT_ISSUED_BYTES'
  | 'UNBOUND_DOCUMENT'
  | 'MARKED_UNSIGNED'
  | 'CHANGED_AFTER_SIGNING'
  | 'SIGNATURE_INDETERMINATE'
  | 'SIGNATURE_FAILED'
  | 'SIGNER_NOT_LINKED'
  | 'SEALED_BY_SERVICE'
  | 'DAMAGED'
  | 'LATE'
  | 'ALREADY_ACCEPTED'
  | 'CAMPAIGN_CLOSED'
  | 'WITHDRAWN'
  | 'AUTOMATIC_ANSWER'
  | 'LAUNCH_ACTION'
  | 'NOT_VERIFIED'
  | ScanReviewReason
  | NotedReason
  | PlainFault;

/** Noted of a file before it was looked into: what is in it does not tell the whole. */
export type NotedReason =
  /** It holds other files and was not opened. */
  | 'UNOPENED_CONTAINER'
  /** A signature stands around it, not in it: by itself it looks unsigned. */
  | 'SIGNED_OUTSIDE'
  /** A picture in a form that cannot be shown here. */
  | 'PICTURE_NOT_SHOWABLE'
  /** The virus scan did not say that it is clean. */
  | 'VIRUS_SUSPECTED';

export const NOTED_REASONS: readonly NotedReason[] = [
  'UNOPENED_CONTAINER',
  'SIGNED_OUTSIDE',
  'PICTURE_NOT_SHOWABLE',
  'VIRUS_SUSPECTED',
];

/** What a look at a scan adds to SCAN or PICTURE. */
export type ScanReviewReason =
  | 'NO_CODE_READ'
  | 'UNKNOWN_FORM'
  | 'SEVERAL_REFERENCES'
  | 'PAGES_MISSING'
  | 'PAGES_DUPLICATE'
  | 'FOREIGN_PAGES'
  | 'NOT_ALIGNED'
  | 'NOT_WHOLLY_SEEN'
  | 'DIFFERENCES'
  | 'NO_PEN_SIGNATURE'
  | 'PAGES_UNREADABLE'
  | 'LIMIT_REACHED'
  | 'NOT_VERIFIED';

/** What the machine decides on its own. */
export type ReturnDecision =
  | { readonly state: 'ACCEPTED'; readonly method: 'PADES' }
  | { readonly state: 'NEEDS_REVIEW'; readonly reasons: readonly ReviewReason[] }
  | { readonly state: 'REJECTED'; readonly reason: PlainFault }
  | { readonly state: 'SUPERSEDED'; readonly reason: 'DUPLICATE' };

/** Everything the decision rests on; each fact was established before. */
export interface ReturnFacts {
  readonly kind: 'PDF' | 'PICTURE' | 'OTHER' | 'EMPTY' | 'TOO_LARGE';
  readonly suspicions: readonly ('TEST_VIRUS' | 'PROGRAM')[];
  /** The same bytes came earlier for the same declaration, and were accepted or wait for a person. */
  readonly duplicate: boolean;
  readonly campaignClosed: boolean;
  readonly withdrawn: boolean;
  readonly alreadyAccepted: boolean;
  readonly matched: boolean;
  readonly matchDisagrees: boolean;
  readonly automaticAnswer: boolean;
  readonly noted: readonly NotedReason[];
  readonly onTime: boolean | null;
  /** Null when the verification did not come to an end (limit, crash) or was not begun. */
  readonly verification: VerificationFacts | null;
  /** Null when it was not looked at as at a scan. */
  readonly scan: ScanFacts | null;
}

export interface ScanFacts {
  /** UNREADABLE: nothing of the file can be looked at. NOT_FINISHED: the look went past a limit. */
  readonly outcome: 'COMPARED' | 'CODES_READ' | 'UNREADABLE' | 'NOT_FINISHED';
  /** A page bears the code of a form. */
  readonly showsForm: boolean;
  readonly reasons: readonly ScanReviewReason[];
}

export interface VerificationFacts {
  readonly readable: boolean;
  readonly encrypted: boolean;
  /**
   * Why an unencrypted file was not read. CUT_OFF: its end is missing, no program can open it. DAMAGED: it departs
   * from the standard so far that it was not read, but others may show it. NOT_CHECKED: a limit or a fault of ours.
   */
  readonly unreadable: 'CUT_OFF' | 'DAMAGED' | 'NOT_CHECKED' | null;
  /** The file begins with the form that was issued for this declaration, byte for byte. */
  readonly issuedPrefix: boolean;
  /** The file was written anew, but shows the issued form unchanged (binding tier B). */
  readonly sameForm: boolean;
  /** Signatures besides the ministry's seal. */
  readonly signatures: number;
  readonly integrity: 'intact' | 'broken' | 'none' | 'unparseable';
  readonly laterChanges: 'none' | 'permitted' | 'suspicious' | null;
  readonly indication: 'TOTAL_PASSED' | 'INDETERMINATE' | 'TOTAL_FAILED' | null;
  readonly coversWholeDocument: boolean | null;
  readonly accept: boolean;
  /** Every signer's certificate names the municipality's organisation number. */
  readonly signerLinked: boolean;
  /** A signing service sealed the document on behalf of others. */
  readonly sealedByService: boolean;
  /** An action in it starts another program. */
  readonly launchesProgram: boolean;
  /** Every page is one picture; an invisible text layer of character recognition may lie under it. */
  readonly pictureOnly: boolean;
}

/** Circumstances under which nothing is sent back by a machine: whom to tell, and what, needs a person. */
const HOLDS: ReadonlySet<ReviewReason> = new Set<ReviewReason>([
  'UNMATCHED',
  'MATCH_DISAGREES',
  'CAMPAIGN_CLOSED',
  'WITHDRAWN',
  'ALREADY_ACCEPTED',
  'AUTOMATIC_ANSWER',
  ...NOTED_REASONS,
]);

/** Nobody has looked into the file, so nothing can be said against it. */
const SHUT: ReadonlySet<ReviewReason> = new Set<ReviewReason>(['UNOPENED_CONTAINER', 'VIRUS_SUSPECTED']);

/** The machine accepts only what it has proven; it rejects only what the sender can mend without a judgement. */
export function decideReturn(facts: ReturnFacts): ReturnDecision {
  if (facts.duplicate) return { state: 'SUPERSEDED', reason: 'DUPLICATE' };
  const around = circumstances(facts);
  if (around.some((reason) => SHUT.has(reason))) return { state: 'NEEDS_REVIEW', reasons: around };
  const fault = plainFault(facts);
  if (fault !== null) {
    return around.some((reason) => HOLDS.has(reason))
      ? { state: 'NEEDS_REVIEW', reasons: [...around, fault] }
      : { state: 'REJECTED', reason: fault };
  }
  const reasons = [...around, ...documentReasons(facts)];
  return reasons.length === 0 ? { state: 'ACCEPTED', method: 'PADES' } : { state: 'NEEDS_REVIEW', reasons };
}

function plainFault({ kind, suspicions, verification }: ReturnFacts): PlainFault | null {
  if (kind === 'EMPTY') return 'EMPTY_FILE';
  if (kind === 'TOO_LARGE') return 'TOO_LARGE';
  if (suspicions.length > 0) return 'SUSPECTED_MALWARE';
  if (kind === 'OTHER') return 'NOT_A_PDF';
  if (verification === null) return null;
  if (verification.encrypted) return 'ENCRYPTED';
  if (!verification.readable) return verification.unreadable === 'CUT_OFF' ? 'UNREADABLE' : null;
  if (verification.integrity === 'broken') return 'SIGNATURE_BROKEN';
  const untouched = verification.issuedPrefix && verification.laterChanges !== 'suspicious';
  return untouched && verification.signatures === 0 && !verification.pictureOnly ? 'UNSIGNED' : null;
}

function circumstances(facts: ReturnFacts): ReviewReason[] {
  const reasons: ReviewReason[] = [];
  if (!facts.matched) reasons.push('UNMATCHED');
  if (facts.matchDisagrees) reasons.push('MATCH_DISAGREES');
  if (facts.campaignClosed) reasons.push('CAMPAIGN_CLOSED');
  if (facts.withdrawn) reasons.push('WITHDRAWN');
  if (facts.alreadyAccepted) reasons.push('ALREADY_ACCEPTED');
  if (facts.automaticAnswer) reasons.push('AUTOMATIC_ANSWER');
  reasons.push(...facts.noted);
  if (facts.matched && facts.onTime !== true) reasons.push('LATE');
  if (facts.verification?.launchesProgram === true) reasons.push('LAUNCH_ACTION');
  return reasons;
}

function documentReasons({ kind, verification, scan }: ReturnFacts): ReviewReason[] {
  const seen = scan?.reasons ?? [];
  if (kind === 'PICTURE') return ['PICTURE', ...seen];
  if (verification === null || verification.unreadable === 'NOT_CHECKED') return ['NOT_VERIFIED'];
  if (!verification.readable) return ['DAMAGED'];
  if (verification.pictureOnly) return ['SCAN', ...seen];
  // Something was drawn or written on the form, perhaps a picture of a signature: that takes a person's eyes.
  const bound = verification.issuedPrefix || verification.sameForm;
  if (verification.signatures === 0) {
    if (bound) return ['MARKED_UNSIGNED'];
    return scan?.showsForm === true ? ['SCAN', ...seen] : ['UNBOUND_DOCUMENT'];
  }
  const reasons: ReviewReason[] = [];
  if (!bound) reasons.push('NOT_ISSUED_BYTES');
  const unchanged = verification.laterChanges === 'none' || verification.laterChanges === 'permitted';
  if (!unchanged || verification.coversWholeDocument !== true) reasons.push('CHANGED_AFTER_SIGNING');
  if (verification.indication === 'TOTAL_FAILED') reasons.push('SIGNATURE_FAILED');
  else if (verification.indication !== 'TOTAL_PASSED' || !verification.accept || verification.integrity !== 'intact') {
    reasons.push('SIGNATURE_INDETERMINATE');
  }
  if (verification.sealedByService) reasons.push('SEALED_BY_SERVICE');
  else if (!verification.signerLinked) reasons.push('SIGNER_NOT_LINKED');
  return reasons;
}
