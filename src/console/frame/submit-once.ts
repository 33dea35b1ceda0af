import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { callerOf, IdempotencyStore } from '../../platform/http/index.js';
import { ServiceError } from '../../platform/errors/index.js';

/** The hidden field that tells two presses of a button from two forms. */
export const ONCE_FIELD = 'once';
const PATIENCE = { times: 40, pauseMs: 250 };

/** A form's own name, for its hidden field: sending the form again is no second deed. */
export function newOnce(): string {
  return randomUUID();
}

/** Does what a form asks for once, however often its button is pressed; by the keys that the API has for the same. */
@Injectable()
export class SubmitOnce {
  constructor(private readonly store: IdempotencyStore) {}

  /**
   * Where to go on: what `run` answers, or what it answered the first time. `content` is what was filled in. A failed run counts for nothing. Throws
   * IDEMPOTENCY_KEY_REUSED for a form of that name with other content, IDEMPOTENCY_KEY_IN_PROGRESS when the first one
   * takes longer than somebody waits.
   */
  async execute(
    request: Request,
    once: string,
    run: () => Promise<string>,
    content: unknown = request.body,
  ): Promise<string> {
    const principalId = callerOf(request);
    if (principalId === undefined) throw new TypeError('Forms are sent by people who have logged in.');
    const wanted = {
      principalId,
      key: `form:${once}`,
      request: `${request.method} ${request.path}`,
      requestSha256: createHash('sha256').update(JSON.stringify(content)).digest('hex'),
    };
    const claim = await this.#claim(wanted);
    if (claim.kind === 'replay') return claim.answer.headers['location'] ?? request.path;
    try {
      const location = await run();
      await this.store.complete(wanted, claim.claimId, { status: 303, body: null, headers: { location } });
      return location;
    } catch (error) {
      await this.store.release(wanted, claim.claimId);
      throw error;
    }
  }

  /** Whoever presses twice sees the answer to the second request, which therefore waits for the first. */
  async #claim(wanted: Parameters<IdempotencyStore['claim']>[0]): ReturnType<IdempotencyStore['claim']> {
    for (let round = 0; ; round++) {
      try {
        return await this.store.claim(wanted);
      } catch (error) {
        const isRunning = error instanceof ServiceError && error.code === 'IDEMPOTENCY_KEY_IN_PROGRESS';
        if (!isRunning || round >= PATIENCE.times) throw error;
        await wait(PATIENCE.pauseMs);
      }
    }
  }
}
