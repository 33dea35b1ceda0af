import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Declaration, declarationUnknown } from '../declarations/index.js';
import { linkVersionInLetters, PortalLinks } from '../letters/index.js';

/** Puts a new version of a declaration's link in the place of all before it: they end, and all that they opened. */
@Injectable()
export class ReplacePortalLink {
  constructor(private readonly links: PortalLinks) {}

  /** The declaration as it stands, until the transaction ends. Throws DECLARATION_UNKNOWN. */
  async lock(manager: EntityManager, reference: string): Promise<Declaration> {
    // A letter that is being sent holds its declaration: it has brought the link before, or will bring the next one.
    const declaration = await manager
      .getRepository(Declaration)
      .findOne({ where: { reference }, lock: { mode: 'pessimistic_write' } });
    if (declaration === null) throw declarationUnknown(reference);
    return declaration;
  }

  /** The version in force from now on. `renewedAt`: it is sent then; undefined: nobody is sent it. */
  async execute(manager: EntityManager, row: Declaration, renewedAt?: Date): Promise<number> {
    const { id } = row;
    const version = linkVersionInLetters(row) + 1;
    await manager.getRepository(Declaration).update(
      { id },
      {
        portalLinkVersion: version,
        portalLinkHash: this.links.hash(id, version),
        portalLinkOfferedHash: null,
        portalLinkOfferedAt: null,
        ...(renewedAt === undefined ? {} : { portalLinkRenewedAt: renewedAt }),
      },
    );
    return version;
  }
}
