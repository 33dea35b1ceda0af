import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/index.js';
import { DatabaseMoment, HeldReadings } from '../platform/database/index.js';
import { Log } from '../platform/logging/index.js';
import type { Actor } from './actor.js';
import { ApiKey } from './api-key.entity.js';
import { isKeyOf, isUseDue, keyState, prefixOf } from './api-key.policy.js';

/** More keys than are in use at the same time. */
const MOST_KEYS = 200;

/** Finds out who sends an API key. */
@Injectable()
export class AuthenticateApiKey {
  readonly #candidates: HeldReadings<readonly Readonly<ApiKey>[]>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly log: Log,
    moment: DatabaseMoment,
  ) {
    this.#candidates = new HeldReadings(moment, MOST_KEYS);
  }

  /** The key's actor, or undefined for a key that opens nothing; why is only logged. `request`: that it came with. */
  async execute(key: string, request?: object): Promise<Actor | undefined> {
    const prefix = prefixOf(key);
    if (prefix === undefined) {
      this.log.info({ reason: 'MALFORMED' }, 'API key refused');
      return undefined;
    }
    // Prefixes are short and so not unique for certain: the hash decides.
    const find = (): Promise<ApiKey[]> => this.dataSource.getRepository(ApiKey).findBy({ prefix });
    const candidates = await this.#candidates.get(prefix, find, request);
    const found = candidates.find((candidate) => isKeyOf(candidate.secretSha256, key));
    if (found === undefined) {
      this.log.info({ reason: candidates.length === 0 ? 'UNKNOWN' : 'WRONG_SECRET', prefix }, 'API key refused');
      return undefined;
    }
    const now = this.clock.now();
    const state = keyState(found, now);
    if (state !== 'ACTIVE') {
      this.log.info({ reason: state, prefix, name: found.name }, 'API key refused');
      return undefined;
    }
    if (isUseDue(found.lastUsedAt, now)) {
      await this.dataSource.getRepository(ApiKey).update({ id: found.id }, { lastUsedAt: now });
    }
    return { kind: 'key', id: found.id, name: found.name, roles: found.roles };
  }
}
