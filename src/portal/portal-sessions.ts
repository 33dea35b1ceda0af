import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, LessThan } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { DeclarationReadModel, type DeclarationView } from '../declarations/index.js';
import { Clock } from '../platform/clock/index.js';
import { RandomSecretSource } from '../platform/secrets/index.js';
import { PortalLinkExpiry } from '../portal-links/index.js';
import { PortalSession } from './portal-session.entity.js';

/** A day at the office. */
export const PORTAL_SESSION_MS = 8 * 60 * 60_000;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Opens a municipality's page in a browser, finds out what a browser has opened, and closes it. */
@Injectable()
export class PortalSessions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly declarations: DeclarationReadModel,
    private readonly expiry: PortalLinkExpiry,
    private readonly secrets: RandomSecretSource,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** The token for the cookie, told this once: only its hash is kept. */
  async open(declaration: DeclarationView): Promise<string> {
    const token = this.secrets.bytes('portal-session', 32).toString('base64url');
    const now = this.clock.now();
    await this.dataSource.transaction(async (manager) => {
      await manager.delete(PortalSession, { openedAt: LessThan(new Date(now.getTime() - PORTAL_SESSION_MS)) });
      await manager.insert(PortalSession, {
        tokenSha256: hashed(token),
        declarationId: declaration.id,
        linkVersion: declaration.portalLinkVersion,
        openedAt: now,
      });
      await this.audit.record(manager, {
        at: now,
        actor: portalActor(declaration),
        action: 'PORTAL_OPENED',
        subject: `declaration:${declaration.reference}`,
        data: { linkVersion: declaration.portalLinkVersion },
      });
    });
    return token;
  }

  /** Null for what was closed, has run out, was opened by a link that has ended, or never was. */
  async find(token: string | undefined): Promise<DeclarationView | null> {
    if (token === undefined || !TOKEN.test(token)) return null;
    const session = await this.dataSource.getRepository(PortalSession).findOneBy({ tokenSha256: hashed(token) });
    if (session === null || this.clock.now().getTime() >= session.openedAt.getTime() + PORTAL_SESSION_MS) return null;
    const declaration = await this.declarations.byId(session.declarationId);
    if (declaration?.portalLinkVersion !== session.linkVersion) return null;
    return this.clock.now() <= (await this.expiry.of(declaration)) ? declaration : null;
  }

  async close(token: string): Promise<void> {
    await this.dataSource.getRepository(PortalSession).delete({ tokenSha256: hashed(token) });
  }
}

/** Who acts on a municipality's page: the municipality, whoever sits there. */
export function portalActor({ municipalityNumber }: DeclarationView): string {
  return `municipality:${municipalityNumber}`;
}

/** 32 random bytes cannot be guessed: a slow hash would add nothing. */
function hashed(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
