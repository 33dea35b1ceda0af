import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../clock/index.js';
import { ServiceError } from '../../errors/index.js';
import { nameUuid } from '../../ids/index.js';
import { HttpError } from '../http-error.js';
import { HTTP_OPTIONS, type HttpOptions } from '../http-options.js';
import { IdempotencyKey } from './idempotency-key.entity.js';

/** A run that has not ended after this long is taken for crashed, and its key is free (milliseconds). */
export const RUN_LIMIT_MS = 5 * 60 * 1000;

export const DAY_MS = 24 * 60 * 60 * 1000;

/** Keys forgotten by one statement: locks are held for a moment, however many have gathered. */
const PURGED_AT_ONCE = 2000;

/** The request that a key stands for. */
export interface KeyedRequest {
  readonly principalId: string;
  readonly key: string;
  readonly request: string;
  readonly requestSha256: string;
}

export interface StoredAnswer {
  readonly status: number;
  readonly body: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** Either the right to run, to be given back by `complete` or `release`, or the answer of the run that was. */
export type Claim =
  { readonly kind: 'run'; readonly claimId: string } | { readonly kind: 'replay'; readonly answer: StoredAnswer };

/**
 * Idempotency keys in the database. Each step is one statement of its own, outside the handler's transaction: others
 * must see the claim while the handler runs. A crash between the handler's commit and `complete` therefore leaves
 * the key to be freed by time, and what forbids a second effect then is the feature's own unique constraint.
 */
@Injectable()
export class IdempotencyStore {
  readonly #dataSource: DataSource;
  readonly #clock: Clock;
  readonly #days: number;

  constructor(dataSource: DataSource, clock: Clock, @Inject(HTTP_OPTIONS) options: HttpOptions) {
    this.#dataSource = dataSource;
    this.#clock = clock;
    this.#days = options.idempotencyKeyDays;
  }

  /** Throws IDEMPOTENCY_KEY_REUSED (another request) or IDEMPOTENCY_KEY_IN_PROGRESS. */
  async claim(wanted: KeyedRequest): Promise<Claim> {
    // A key can be freed between two of these statements; then the next round finds it free.
    for (let round = 0; round < 3; round++) {
      const claimId = randomUUID();
      if (await this.#insert(wanted, claimId)) return { kind: 'run', claimId };
      const row = await this.#repository.findOneBy({ principalId: wanted.principalId, key: wanted.key });
      if (row === null) continue;
      if (row.request !== wanted.request || row.requestSha256 !== wanted.requestSha256) throw reused();
      if (row.state === 'DONE') return { kind: 'replay', answer: answerOf(row) };
      const isAlive = this.#clock.now().getTime() - row.claimedAt.getTime() < RUN_LIMIT_MS;
      if (isAlive) break;
      if (await this.#takeOver(row, claimId)) return { kind: 'run', claimId };
    }
    throw new ServiceError(
      'IDEMPOTENCY_KEY_IN_PROGRESS',
      'The first request with this Idempotency-Key is still being worked on. Ask again in a moment.',
      { category: 'conflict' },
    );
  }

  /** Keeps the answer of a run. Without effect if the run has been taken over meanwhile. */
  async complete(wanted: KeyedRequest, claimId: string, answer: StoredAnswer): Promise<void> {
    await this.#repository.update(
      { principalId: wanted.principalId, key: wanted.key, claimId, state: 'RUNNING' },
      { state: 'DONE', responseStatus: answer.status, responseBody: answer.body, responseHeaders: answer.headers },
    );
  }

  /** Frees the key of a run that failed. */
  async release(wanted: KeyedRequest, claimId: string): Promise<void> {
    await this.#repository.delete({ principalId: wanted.principalId, key: wanted.key, claimId, state: 'RUNNING' });
  }

  /** Forgets keys made before `instant`; returns how many. */
  async purge(instant: Date): Promise<number> {
    let forgotten = 0;
    let count: number;
    do {
      [, count] = (await this.#dataSource.query(
        `DELETE FROM idempotency_key WHERE (principal_id, key) IN (
           SELECT principal_id, key FROM idempotency_key WHERE created_at < $1 ORDER BY created_at LIMIT ${PURGED_AT_ONCE}
         )`,
        [instant.toISOString()],
      )) as [unknown[], number];
      forgotten += count;
    } while (count === PURGED_AT_ONCE);
    return forgotten;
  }

  get #repository() {
    return this.#dataSource.getRepository(IdempotencyKey);
  }

  /** With the key the row of the work that will forget it: one for all keys of a day (UTC). */
  async #insert(wanted: KeyedRequest, claimId: string): Promise<boolean> {
    const now = this.#clock.now();
    const until = new Date((Math.floor(now.getTime() / DAY_MS) + 1) * DAY_MS);
    const dueAt = new Date(until.getTime() + this.#days * DAY_MS);
    const rows: unknown[] = await this.#dataSource.query(
      `WITH claimed AS (
         INSERT INTO idempotency_key (principal_id, key, request, request_sha256, state, claim_id, claimed_at, created_at)
         VALUES ($1, $2, $3, $4, 'RUNNING', $5, $6, $6)
         ON CONFLICT DO NOTHING RETURNING key
       ), planned AS (
         INSERT INTO idempotency_purge (id, until, due_at)
         SELECT $7::uuid, $8::timestamptz, $9::timestamptz FROM claimed ON CONFLICT DO NOTHING
       )
       SELECT key FROM claimed`,
      [
        wanted.principalId,
        wanted.key,
        wanted.request,
        wanted.requestSha256,
        claimId,
        now.toISOString(),
        nameUuid('idempotency-purge', until.toISOString()),
        until.toISOString(),
        dueAt.toISOString(),
      ],
    );
    return rows.length === 1;
  }

  async #takeOver(row: IdempotencyKey, claimId: string): Promise<boolean> {
    const result = await this.#repository.update(
      { principalId: row.principalId, key: row.key, claimId: row.claimId, state: 'RUNNING' },
      { claimId, claimedAt: this.#clock.now() },
    );
    return result.affected === 1;
  }
}

function answerOf(row: IdempotencyKey): StoredAnswer {
  if (row.responseStatus === null) throw new TypeError('A finished idempotency key has no response status.');
  return { status: row.responseStatus, body: row.responseBody, headers: row.responseHeaders ?? {} };
}

function reused(): HttpError<'IDEMPOTENCY_KEY_REUSED'> {
  return new HttpError(
    422,
    'IDEMPOTENCY_KEY_REUSED',
    'This Idempotency-Key was used for another request. Make a new key for each request; keep it for its repeats.',
  );
}
