import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { Declaration } from '../declarations/index.js';
import { PortalLinks } from '../letters/index.js';
import { Clock } from '../platform/clock/index.js';
import { NewLinkLetter } from './new-link-letter.js';
import { mayOffer } from './portal-link.policy.js';
import { ReplacePortalLink } from './replace-portal-link.js';

/**
 * Sends a municipality a new link that somebody unknown has asked for, by letter to its registered address. The one in
 * force goes on until the new one is opened: whoever asks in another's name ends nothing.
 */
@Injectable()
export class OfferPortalLink {
  constructor(
    private readonly dataSource: DataSource,
    private readonly replacePortalLink: ReplacePortalLink,
    private readonly newLinkLetter: NewLinkLetter,
    private readonly links: PortalLinks,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** False: one went out a short while ago. Asked again later, the same link is sent again. Throws DECLARATION_UNKNOWN. */
  async execute(reference: string): Promise<boolean> {
    return await this.dataSource.transaction(async (manager) => {
      const now = this.clock.now();
      const row = await this.replacePortalLink.lock(manager, reference);
      if (!mayOffer(row.portalLinkOfferedAt ?? row.portalLinkRenewedAt, now)) return false;
      const linkVersion = row.portalLinkVersion + 1;
      await manager
        .getRepository(Declaration)
        .update(
          { id: row.id },
          { portalLinkOfferedHash: this.links.hash(row.id, linkVersion), portalLinkOfferedAt: now },
        );
      const actor = 'system:portal';
      await this.audit.record(manager, {
        at: now,
        actor,
        action: 'PORTAL_LINK_OFFERED',
        subject: `declaration:${reference}`,
        data: { linkVersion },
      });
      // One that is not opened is sent again another day: a letter of its own.
      const slot = `link-${linkVersion}-${now.toISOString().slice(0, 10)}`;
      await this.newLinkLetter.plan(manager, { reference, id: row.id, slot, endsOthers: 'WHEN_OPENED', now, actor });
      return true;
    });
  }
}
