import type { LetterKind } from './letter-data.js';

/** What the decision looks at, as it stands when the letter is claimed for sending. */
export interface LetterSituation {
  readonly kind: LetterKind;
  readonly deadlineVersion: number | null;
  readonly notAfter: Date | null;
  readonly campaignState: 'DRAFT' | 'ISSUING' | 'RUNNING' | 'CLOSED';
  readonly declaration: {
    readonly returnState: 'NONE' | 'RECEIVED' | 'NEEDS_REVIEW' | 'ACCEPTED' | 'REJECTED';
    readonly deadlineVersion: number;
    readonly withdrawn: boolean;
  } | null;
  /** For the operators' list: how many have this deadline. */
  readonly concerned: number | null;
}

/** Why a letter is no longer worth sending. */
export type CancelReason =
  'TOO_LATE' | 'CAMPAIGN_CLOSED' | 'WITHDRAWN' | 'RETURNED' | 'DEADLINE_CHANGED' | 'NOBODY_CONCERNED';

/**
 * Letters that ask for something are not sent when there is nothing more to ask for; letters that answer somebody
 * are sent whatever happened since. Null: send it.
 */
export function whyCancel(situation: LetterSituation, now: Date): CancelReason | null {
  if (situation.notAfter !== null && now > situation.notAfter) return 'TOO_LATE';
  if (situation.concerned === 0) return 'NOBODY_CONCERNED';
  const asks = situation.kind === 'INVITATION' || situation.kind === 'REMINDER';
  if (!asks || situation.declaration === null) return null;
  if (situation.campaignState === 'CLOSED') return 'CAMPAIGN_CLOSED';
  if (situation.declaration.withdrawn) return 'WITHDRAWN';
  if (situation.kind === 'INVITATION') return null;
  if (situation.declaration.returnState !== 'NONE' && situation.declaration.returnState !== 'REJECTED')
    return 'RETURNED';
  if (situation.deadlineVersion !== situation.declaration.deadlineVersion) return 'DEADLINE_CHANGED';
  return null;
}
