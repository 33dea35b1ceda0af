import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { CampaignReadModel } from '../campaigns/index.js';
import { DeclarationReadModel, declarationUnknown } from '../declarations/index.js';
import { letterCampaign, PlanLetters } from '../letters/index.js';
import { Clock } from '../platform/clock/index.js';
import { mayRenewOnRequest } from './portal-link.policy.js';
import { ReplacePortalLink } from './replace-portal-link.js';

/** Ends a municipality's link and sends it a new one by letter: to its registered address, and to no other. */
@Injectable()
export class RenewPortalLink {
  constructor(
    private readonly dataSource: DataSource,
    private readonly campaigns: CampaignReadModel,
    private readonly declarations: DeclarationReadModel,
    private readonly replacePortalLink: ReplacePortalLink,
    private readonly planLetters: PlanLetters,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** By an operator, as often as they like. Throws DECLARATION_UNKNOWN. */
  async execute(reference: string, actor: string): Promise<void> {
    await this.#renew(reference, actor, () => true);
  }

  /** For somebody unknown who has asked for it; false: one went out a short while ago. Throws DECLARATION_UNKNOWN. */
  async onRequest(reference: string): Promise<boolean> {
    return await this.#renew(reference, 'system:portal', mayRenewOnRequest);
  }

  async #renew(
    reference: string,
    actor: string,
    may: (renewedAt: Date | null, now: Date) => boolean,
  ): Promise<boolean> {
    return await this.dataSource.transaction(async (manager) => {
      const now = this.clock.now();
      const row = await this.replacePortalLink.lock(manager, reference);
      if (!may(row.portalLinkRenewedAt, now)) return false;
      const linkVersion = await this.replacePortalLink.execute(manager, row, now);
      const declaration = await this.declarations.byId(row.id, manager);
      if (declaration === null) throw declarationUnknown(reference);
      const campaign = await this.campaigns.byId(declaration.campaignId, manager);
      await this.audit.record(manager, {
        at: now,
        actor,
        action: 'PORTAL_LINK_RENEWED',
        subject: `declaration:${reference}`,
        data: { linkVersion },
      });
      await this.planLetters.execute(
        manager,
        [
          {
            kind: 'NEW_LINK',
            data: {},
            campaign: letterCampaign(campaign),
            declaration,
            slot: `link-${linkVersion}`,
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
      return true;
    });
  }
}
