import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { Clock } from '../platform/clock/index.js';
import { NewLinkLetter } from './new-link-letter.js';
import { ReplacePortalLink } from './replace-portal-link.js';

/** For an operator, as often as they like: ends a municipality's links, and sends it a new one by letter. */
@Injectable()
export class RenewPortalLink {
  constructor(
    private readonly dataSource: DataSource,
    private readonly replacePortalLink: ReplacePortalLink,
    private readonly newLinkLetter: NewLinkLetter,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Throws DECLARATION_UNKNOWN. */
  async execute(reference: string, actor: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const now = this.clock.now();
      const row = await this.replacePortalLink.lock(manager, reference);
      const linkVersion = await this.replacePortalLink.execute(manager, row, now);
      await this.audit.record(manager, {
        at: now,
        actor,
        action: 'PORTAL_LINK_RENEWED',
        subject: `declaration:${reference}`,
        data: { linkVersion },
      });
      const slot = `link-${linkVersion}`;
      await this.newLinkLetter.plan(manager, { reference, id: row.id, slot, endsOthers: 'AT_ONCE', now, actor });
    });
  }
}
