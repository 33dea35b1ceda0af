import { awaitsReturn } from '../declarations/index.js';
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
  /** A letter to this address has bounced for good. */
  readonly addressStopped: boolean;
  /** For the operators' list: how many have this deadline. */
  readonly concerned: number | null;
}

/** Why a letter is no longer worth sending. */
export type CancelReason =
  | 'TOO_LATE'
  | 'CAMPAIGN_CLOSED'
  | 'WITHDRAWN'
  | 'RETURNED'
  | 'DEADLINE_CHANGED'
  | 'NOBODY_CONCERNED'
  | 'ADDRESS_STOPPED';

/** Letters that say or presuppose what the deadline is, and are wrong once there is another. */
const TELLS_DEADLINE: ReadonlySet<LetterKind> = new Set(['REMINDER', 'EXTENSION_NOTICE', 'EXTENSION_UNDONE']);
/** Letters that are of no use to anybody once the campaign is closed. */
const ENDS_WITH_CAMPAIGN: ReadonlySet<LetterKind> = new Set([...TELLS_DEADLINE, 'INVITATION', 'OPERATORS_DIGEST']);

/**
 * Letters that ask for something are not sent when there is nothing more to ask for; letters that answer somebody
 * are sent whatever happened since. Null: send it.
 */
export function whyCancel(situation: LetterSituation, now: Date): CancelReason | null {
  if (situation.notAfter !== null && now > situation.notAfter) return 'TOO_LATE';
  if (situation.concerned === 0) return 'NOBODY_CONCERNED';
  if (!ENDS_WITH_CAMPAIGN.has(situation.kind)) return null;
  if (situation.campaignState === 'CLOSED') return 'CAMPAIGN_CLOSED';
  const { declaration } = situation;
  if (declaration === null) return null;
  if (declaration.withdrawn) return 'WITHDRAWN';
  if (situation.kind === 'REMINDER' && !awaitsReturn(declaration.returnState)) return 'RETURNED';
  if (TELLS_DEADLINE.has(situation.kind) && situation.deadlineVersion !== declaration.deadlineVersion) {
    return 'DEADLINE_CHANGED';
  }
  // By the time the address is mended another reminder is due, or the invitation goes out again.
  if (situation.kind === 'REMINDER' && situation.addressStopped) return 'ADDRESS_STOPPED';
  return null;
}

/** Whether a letter of this kind about a declaration is not sent any more once that is withdrawn. */
export function stopsWhenWithdrawn(kind: LetterKind): boolean {
  return ENDS_WITH_CAMPAIGN.has(kind);
}

/** Why a letter that is wanted waits for an operator. Null: send it. */
export function whyHold(situation: Pick<LetterSituation, 'addressStopped'>): 'ADDRESS_STOPPED' | null {
  return situation.addressStopped ? 'ADDRESS_STOPPED' : null;
}
