import type { DeliveryStatus } from './delivery-status.policy.js';

/** What a bounce says, and the letter that it is about. */
export interface BounceNotice {
  /** Null: it does not say what became of the letter. */
  readonly status: DeliveryStatus | null;
  /** Null: it names no letter of ours, or not convincingly. */
  readonly letterId: string | null;
  /** Why it is not believed to be about a letter; null when there is nothing against it. */
  readonly doubt: string | null;
}
