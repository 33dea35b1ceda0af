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

/**
 * Whether the invitation has to go out once more: it never arrived, there is another address now, and the municipality
 * can still answer. While the latest one is on its way, or lies at the new address, there is nothing to repeat.
 */
export function invitesAgain(situation: InvitationSituation, now: Date): boolean {
  const { invitation, email, campaignState, returnState, withdrawn, deadlineEndsAt } = situation;
  const neverArrived = invitation.state === 'BOUNCED_HARD' || invitation.state === 'FAILED';
  return (
    neverArrived &&
    invitation.email !== email &&
    (campaignState === 'ISSUING' || campaignState === 'RUNNING') &&
    awaitsReturn(returnState) &&
    !withdrawn &&
    now <= deadlineEndsAt
  );
}
