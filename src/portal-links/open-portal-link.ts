import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { Declaration, DeclarationReadModel, type DeclarationView } from '../declarations/index.js';
import { hashPortalSecret } from '../letters/index.js';
import { Clock } from '../platform/clock/index.js';
import { PortalLinkExpiry } from './portal-link-expiry.js';

export type FoundLink =
  | { readonly state: 'IN_FORCE'; readonly declaration: DeclarationView }
  | { readonly state: 'EXPIRED'; readonly declaration: DeclarationView; readonly expiresAt: Date }
  | { readonly state: 'UNKNOWN' };

/** Tells what the secret in a link opens, and takes up a link that was asked for when it is first opened. */
@Injectable()
export class OpenPortalLink {
  constructor(
    private readonly dataSource: DataSource,
    private readonly declarations: DeclarationReadModel,
    private readonly expiry: PortalLinkExpiry,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Changes nothing: mail scanners look at links too. */
  async find(secret: string): Promise<FoundLink> {
    const hash = hashPortalSecret(secret);
    const declaration = await this.declarations.byPortalLinkHash(hash);
    if (declaration === null) return { state: 'UNKNOWN' };
    const { portalLinkOfferedAt, portalLinkRenewedAt } = declaration;
    const sentAt = declaration.isOffered ? portalLinkOfferedAt : portalLinkRenewedAt;
    const expiresAt = await this.expiry.of({ ...declaration, portalLinkRenewedAt: sentAt });
    if (this.clock.now() <= expiresAt) return { state: 'IN_FORCE', declaration };
    return { state: 'EXPIRED', declaration, expiresAt };
  }

  /** The same for whoever presses the link's button: one that was asked for is the link in force from then on. */
  async open(secret: string): Promise<FoundLink> {
    const found = await this.find(secret);
    if (found.state !== 'IN_FORCE') return found;
    const declaration = await this.#takeUp(found.declaration.id, hashPortalSecret(secret));
    return declaration === null ? { state: 'UNKNOWN' } : { state: 'IN_FORCE', declaration };
  }

  /** The declaration with that link in force; null: it has ended meanwhile. */
  async #takeUp(id: string, hash: string): Promise<DeclarationView | null> {
    return await this.dataSource.transaction(async (manager) => {
      const declarations = manager.getRepository(Declaration);
      const row = await declarations.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
      if (row === null || ![row.portalLinkHash, row.portalLinkOfferedHash].includes(hash)) return null;
      if (row.portalLinkHash !== hash) {
        const linkVersion = row.portalLinkVersion + 1;
        await declarations.update(
          { id },
          {
            portalLinkVersion: linkVersion,
            portalLinkHash: hash,
            portalLinkRenewedAt: row.portalLinkOfferedAt,
            portalLinkOfferedHash: null,
            portalLinkOfferedAt: null,
          },
        );
        await this.audit.record(manager, {
          at: this.clock.now(),
          actor: `municipality:${row.municipalityNumber}`,
          action: 'PORTAL_LINK_RENEWED',
          subject: `declaration:${row.reference}`,
          data: { linkVersion },
        });
      }
      return await this.declarations.byId(id, manager);
    });
  }
}
