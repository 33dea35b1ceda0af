import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CampaignReadModel } from '../campaigns/index.js';
import { DeclarationReadModel, declarationUnknown } from '../declarations/index.js';
import { letterCampaign, PlanLetters } from '../letters/index.js';

export interface NewLink {
  readonly reference: string;
  /** Of the declaration. */
  readonly id: string;
  /** Tells its letter from those with other links. */
  readonly slot: string;
  /** What the letter says of the links before it. */
  readonly endsOthers: 'AT_ONCE' | 'WHEN_OPENED';
  readonly now: Date;
  readonly actor: string;
}

/** The letter that brings a municipality a new link: to its registered address, and to no other. */
@Injectable()
export class NewLinkLetter {
  constructor(
    private readonly campaigns: CampaignReadModel,
    private readonly declarations: DeclarationReadModel,
    private readonly planLetters: PlanLetters,
  ) {}

  /** In the transaction that makes the link. Throws DECLARATION_UNKNOWN. */
  async plan(manager: EntityManager, { reference, id, slot, endsOthers, now, actor }: NewLink): Promise<void> {
    const declaration = await this.declarations.byId(id, manager);
    if (declaration === null) throw declarationUnknown(reference);
    const campaign = await this.campaigns.byId(declaration.campaignId, manager);
    await this.planLetters.execute(
      manager,
      [
        {
          kind: 'NEW_LINK',
          data: { endsOthers },
          campaign: letterCampaign(campaign),
          declaration,
          slot,
          deadlineVersion: null,
          recipientName: declaration.recipientName,
          recipientEmail: declaration.recipientEmail,
          language: declaration.language,
          dueAt: now,
          notAfter: null,
        },
      ],
      now,
      actor,
    );
  }
}
