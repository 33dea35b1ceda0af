import type { CampaignState } from '../campaigns/index.js';
import { awaitsReturn, type DeclarationReturnState } from '../declarations/index.js';
import type { DeliveryState } from '../letters/index.js';

export interface InvitationSituation {
  /** The latest invitation to this declaration. */
  readonly invitation: { readonly state: DeliveryState; readonly email: string };
  /** Where the declaration's letters go now. */
  readonly email: string;
  readonly campaignState: CampaignState;
  readonly returnState: DeclarationReturnState;
  readonly withdrawn: boolean;
  /** The deadline's last instant. */
  readonly deadlineEndsAt: Date;
}

/** Held is not among them: such a letter has not gone out, and goes where the address is corrected to. */
const NEVER_ARRIVED: ReadonlySet<DeliveryState> = new Set(['BOUNCED_HARD', 'BOUNCED_SOFT', 'FAILED']);

/**
 * Whether the invitation has to go out once more: it never arrived, there is another address now, and the municipality
 * can still answer. While the latest one is on its way, or lies at the new address, there is nothing to repeat.
 */
export function invitesAgain(situation: InvitationSituation, now: Date): boolean {
  const { invitation, email, campaignState, returnState, withdrawn, deadlineEndsAt } = situation;
  const neverArrived = NEVER_ARRIVED.has(invitation.state);
  return (
    neverArrived &&
    invitation.email !== email &&
    (campaignState === 'ISSUING' || campaignState === 'RUNNING') &&
    awaitsReturn(returnState) &&
    !withdrawn &&
    now <= deadlineEndsAt
  );
}
