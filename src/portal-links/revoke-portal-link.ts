import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { Clock } from '../platform/clock/index.js';
import { ReplacePortalLink } from './replace-portal-link.js';

/**
 * Ends the link of a municipality that is in wrong hands, and whatever it has opened. The municipality is sent nothing:
 * the next letter to it, or a renewal, brings a link that works.
 */
@Injectable()
export class RevokePortalLink {
  constructor(
    private readonly dataSource: DataSource,
    private readonly replacePortalLink: ReplacePortalLink,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Throws DECLARATION_UNKNOWN. */
  async execute(reference: string, reason: string, actor: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const declaration = await this.replacePortalLink.lock(manager, reference);
      await this.replacePortalLink.execute(manager, declaration);
      await this.audit.record(manager, {
        at: this.clock.now(),
        actor,
        action: 'PORTAL_LINK_REVOKED',
        subject: `declaration:${reference}`,
        data: { linkVersion: declaration.portalLinkVersion, reason },
      });
    });
  }
}
