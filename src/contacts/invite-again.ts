import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Campaign } from '../campaigns/index.js';
import { DeclarationReadModel, type DeclarationView } from '../declarations/index.js';
import { type DeliveryState, letterCampaign, PlanLetters } from '../letters/index.js';
import { endOfDay } from '../platform/calendar/index.js';
import { invitesAgain } from './invite-again.policy.js';

interface LatestInvitation {
  readonly state: DeliveryState;
  readonly email: string;
  /** How many there are, this one among them. */
  readonly count: number;
}

/**
 * Plans the invitation once more when it never arrived and the address has been corrected since, whichever of the two
 * is learnt last. Each has a slot of its own (`again-1`, `again-2` …), and so a Message-ID of its own; the same
 * correction told twice finds the new invitation on its way.
 */
@Injectable()
export class InviteAgain {
  constructor(
    private readonly declarations: DeclarationReadModel,
    private readonly planLetters: PlanLetters,
  ) {}

  /** In the caller's transaction; holds the declaration. Returns whether an invitation was planned. */
  async execute(manager: EntityManager, declarationId: string, now: Date, actor: string): Promise<boolean> {
    await manager.query('SELECT id FROM declaration WHERE id = $1 FOR UPDATE', [declarationId]);
    const declaration = await this.declarations.byId(declarationId, manager);
    if (declaration === null) throw new Error(`The declaration ${declarationId} of an invitation is gone.`);
    const campaign = await manager.getRepository(Campaign).findOneByOrFail({ id: declaration.campaignId });
    const due = await this.due(manager, declaration, campaign, now);
    if (due === null) return false;
    const planned = await this.planLetters.execute(
      manager,
      [
        {
          kind: 'INVITATION',
          data: {},
          campaign: letterCampaign(campaign),
          declaration,
          slot: due.slot,
          deadlineVersion: declaration.deadlineVersion,
          recipientName: declaration.recipientName,
          recipientEmail: declaration.recipientEmail,
          language: declaration.language,
          dueAt: now,
          notAfter: due.notAfter,
        },
      ],
      now,
      actor,
    );
    return planned.length > 0;
  }

  /** The slot of the invitation that is due to this declaration and until when it makes sense; null: none is due. */
  async due(
    manager: EntityManager,
    declaration: DeclarationView,
    campaign: Campaign,
    now: Date,
  ): Promise<{ readonly slot: string; readonly notAfter: Date } | null> {
    const invitation = await latestInvitation(manager, declaration.id);
    if (invitation === null) return null;
    const deadlineEndsAt = endOfDay(declaration.dueOn, campaign.definition.timeZone);
    const situation = {
      invitation,
      email: declaration.recipientEmail,
      campaignState: campaign.state,
      returnState: declaration.returnState,
      withdrawn: declaration.withdrawnAt !== null,
      deadlineEndsAt,
    };
    return invitesAgain(situation, now) ? { slot: `again-${invitation.count}`, notAfter: deadlineEndsAt } : null;
  }
}

/** The slots count up, so among letters of one instant the longest and then the last name is the latest. */
async function latestInvitation(manager: EntityManager, declarationId: string): Promise<LatestInvitation | null> {
  const rows: LatestInvitation[] = await manager.query(
    `SELECT state, recipient_email AS email, (count(*) OVER ())::integer AS count
     FROM letter WHERE declaration_id = $1 AND kind = 'INVITATION'
     ORDER BY created_at DESC, length(slot) DESC, slot DESC LIMIT 1`,
    [declarationId],
  );
  return rows[0] ?? null;
}
