import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/index.js';
import { PortalLinkRequest } from './portal-link-request.entity.js';

/** Longer than any name, reference or address. */
export const MOST_ASKED_CHARACTERS = 254;

/** Notes that somebody wants a new link. The same work whoever it is about: it is looked into when nobody waits for it. */
@Injectable()
export class RequestPortalLink {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async execute(asked: string): Promise<void> {
    const stored = asked
      .replaceAll(/[\p{Cc}\p{Cs}]/gu, ' ')
      .trim()
      .slice(0, MOST_ASKED_CHARACTERS);
    await this.dataSource
      .getRepository(PortalLinkRequest)
      .insert({ id: randomUUID(), asked: stored, dueAt: this.clock.now() });
  }
}
