import type { BindingCheck, BindingFinding } from '../form/binding/index.js';
import type { CheckName, Finding, VerificationReport } from '../pades/index.js';
import type { ScanCheck, ScanFinding } from '../scan/index.js';
import type { ReturnFacts, ReviewReason } from './return-decision.policy.js';
import type { SignerLink } from './signer-link.policy.js';
import type { RejectionReason } from '../letters/index.js';
import type { ReturnBinding } from './verification-facts.js';

/** What a verification found, as it is kept with the return. */
export interface StoredVerification {
  /** Empty when it did not come to its end. */
  readonly facts: Partial<ReturnFacts>;
  readonly binding: ReturnBinding | null;
  readonly signers: readonly SignerLink[];
  readonly report: VerificationReport | null;
  readonly aborted: string | null;
}

/** Everything that a verification may say a word about. */
export type FindingCheck = CheckName | BindingCheck | ScanCheck;
export type ReturnFinding = Finding | BindingFinding | ScanFinding;

/** Everything that may stand among a return's reasons. */
export type ReasonCode = ReviewReason | RejectionReason['code'] | 'DUPLICATE' | 'SET_ASIDE';
