/** Why a return goes to a person. */
export type ReviewReason =
  | 'SCAN'
  | 'PICTURE'
  | 'UNMATCHED'
  | 'MATCH_DISAGREES'
  | 'NOT_ISSUED_BYTES'
  | 'UNBOUND_DOCUMENT'
  | 'CHANGED_AFTER_SIGNING'
  | 'SIGNATURE_INDETERMINATE'
  | 'SIGNATURE_FAILED'
  | 'SIGNER_NOT_LINKED'
  | 'LATE'
  | 'ALREADY_ACCEPTED'
  | 'CAMPAIGN_CLOSED'
  | 'WITHDRAWN'
  | 'AUTOMATIC_ANSWER'
  | 'LAUNCH_ACTION'
  | 'NOT_VERIFIED';

/** Why a return is sent back at once: the municipality can mend it without anybody's judgement. */
export type RejectionReason =
  | 'NOT_A_PDF'
  | 'EMPTY_FILE'
  | 'TOO_LARGE'
  | 'UNREADABLE'
  | 'ENCRYPTED'
  | 'UNSIGNED'
  | 'WRONG_FORM'
  | 'SIGNATURE_BROKEN'
  | 'CHANGED_AFTER_SIGNING'
  | 'SUSPECTED_MALWARE'
  | 'ILLEGIBLE_SCAN'
  | 'OTHER';

/** What the machine decides on its own. */
export type ReturnDecision =
  | { readonly state: 'ACCEPTED'; readonly method: 'PADES' }
  | { readonly state: 'NEEDS_REVIEW'; readonly reasons: readonly ReviewReason[] }
  | { readonly state: 'REJECTED'; readonly reason: RejectionReason }
  | { readonly state: 'SUPERSEDED'; readonly reason: 'DUPLICATE' };

/** Everything the decision rests on; each fact was established before. */
export interface ReturnFacts {
  readonly kind: 'PDF' | 'PICTURE' | 'OTHER' | 'EMPTY' | 'TOO_LARGE';
  readonly suspicions: readonly ('TEST_VIRUS' | 'PROGRAM' | 'LAUNCH_ACTION')[];
  /** The same bytes came earlier for the same declaration. */
  readonly duplicate: boolean;
  readonly campaignClosed: boolean;
  readonly withdrawn: boolean;
  readonly alreadyAccepted: boolean;
  readonly matched: boolean;
  readonly matchDisagrees: boolean;
  readonly automaticAnswer: boolean;
  readonly onTime: boolean | null;
  /** Null when the verification did not come to an end (limit, crash) or was not begun. */
  readonly verification: VerificationFacts | null;
}

export interface VerificationFacts {
  readonly readable: boolean;
  readonly encrypted: boolean;
  /** The file begins with the form that was issued for this declaration, byte for byte. */
  readonly issuedPrefix: boolean;
  /** Signatures besides the ministry's seal. */
  readonly signatures: number;
  readonly integrity: 'intact' | 'broken' | 'none' | 'unparseable';
  readonly laterChanges: 'none' | 'permitted' | 'suspicious' | null;
  readonly indication: 'TOTAL_PASSED' | 'INDETERMINATE' | 'TOTAL_FAILED' | null;
  readonly coversWholeDocument: boolean | null;
  readonly accept: boolean;
  /** The signer's certificate names the municipality's organisation number. */
  readonly signerLinked: boolean;
  /** Every page is one picture and there is no text. */
  readonly pictureOnly: boolean;
}

/** The machine accepts only what it has proven; it rejects only what the sender can mend without a judgement. */
export function decideReturn(facts: ReturnFacts): ReturnDecision {
  if (facts.duplicate) return { state: 'SUPERSEDED', reason: 'DUPLICATE' };
  return rejectPlainFaults(facts) ?? decideDocument(facts);
}

function rejectPlainFaults(facts: ReturnFacts): ReturnDecision | null {
  const reject = (reason: RejectionReason): ReturnDecision => ({ state: 'REJECTED', reason });
  if (facts.kind === 'EMPTY') return reject('EMPTY_FILE');
  if (facts.kind === 'TOO_LARGE') return reject('TOO_LARGE');
  if (facts.suspicions.some((suspicion) => suspicion !== 'LAUNCH_ACTION')) return reject('SUSPECTED_MALWARE');
  if (facts.kind === 'OTHER') return reject('NOT_A_PDF');
  const verification = facts.verification;
  if (verification === null) return null;
  if (verification.encrypted) return reject('ENCRYPTED');
  if (!verification.readable) return reject('UNREADABLE');
  if (facts.matchDisagrees) return null;
  if (verification.integrity === 'broken') return reject('SIGNATURE_BROKEN');
  if (verification.issuedPrefix && verification.signatures === 0 && !verification.pictureOnly)
    return reject('UNSIGNED');
  return null;
}

function decideDocument(facts: ReturnFacts): ReturnDecision {
  const reasons = [...circumstances(facts), ...documentReasons(facts)];
  const [first] = reasons;
  return first === undefined ? { state: 'ACCEPTED', method: 'PADES' } : { state: 'NEEDS_REVIEW', reasons };
}

function circumstances(facts: ReturnFacts): ReviewReason[] {
  const reasons: ReviewReason[] = [];
  if (!facts.matched) reasons.push('UNMATCHED');
  if (facts.matchDisagrees) reasons.push('MATCH_DISAGREES');
  if (facts.campaignClosed) reasons.push('CAMPAIGN_CLOSED');
  if (facts.withdrawn) reasons.push('WITHDRAWN');
  if (facts.alreadyAccepted) reasons.push('ALREADY_ACCEPTED');
  if (facts.automaticAnswer) reasons.push('AUTOMATIC_ANSWER');
  if (facts.onTime === false) reasons.push('LATE');
  if (facts.suspicions.includes('LAUNCH_ACTION')) reasons.push('LAUNCH_ACTION');
  return reasons;
}

function documentReasons(facts: ReturnFacts): ReviewReason[] {
  if (facts.kind === 'PICTURE') return ['PICTURE'];
  const verification = facts.verification;
  if (verification === null) return ['NOT_VERIFIED'];
  if (verification.pictureOnly) return ['SCAN'];
  if (verification.signatures === 0) return ['UNBOUND_DOCUMENT'];
  const reasons: ReviewReason[] = [];
  if (!verification.issuedPrefix) reasons.push('NOT_ISSUED_BYTES');
  if (verification.laterChanges === 'suspicious' || verification.coversWholeDocument === false) {
    reasons.push('CHANGED_AFTER_SIGNING');
  }
  if (verification.indication === 'TOTAL_FAILED') reasons.push('SIGNATURE_FAILED');
  else if (verification.indication !== 'TOTAL_PASSED' || !verification.accept) reasons.push('SIGNATURE_INDETERMINATE');
  if (!verification.signerLinked) reasons.push('SIGNER_NOT_LINKED');
  return reasons;
}
