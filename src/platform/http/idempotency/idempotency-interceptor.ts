import {
  Injectable,
  StreamableFile,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { defer, from, lastValueFrom, type Observable } from 'rxjs';
import { Log } from '../../logging/index.js';
import { requestIdOf } from '../request-id.js';
import { IDEMPOTENT_ROUTE, type IdempotentRoute } from './idempotent.js';
import { IdempotencyStore, type KeyedRequest, type StoredAnswer } from './idempotency-store.js';
import { keyedRequest } from './keyed-request.js';

/** The headers that belong to an answer; all others (request id, limits, policy) belong to the transfer. */
const KEPT_HEADERS = ['location', 'etag'];

/** Runs a route with `@Idempotent` at most once per key, and replays its answer. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  readonly #reflector: Reflector;
  readonly #store: IdempotencyStore;
  readonly #log: Log;

  constructor(reflector: Reflector, store: IdempotencyStore, log: Log) {
    this.#reflector = reflector;
    this.#store = store;
    this.#log = log;
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const route = this.#reflector.get<IdempotentRoute | undefined>(IDEMPOTENT_ROUTE, context.getHandler());
    if (route === undefined) return next.handle();
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    return defer(() => {
      const wanted = keyedRequest(request, route.required);
      return wanted === undefined ? next.handle() : from(this.#runOnce(wanted, route, request, response, next));
    });
  }

  async #runOnce(
    wanted: KeyedRequest,
    route: IdempotentRoute,
    request: Request,
    response: Response,
    next: CallHandler,
  ): Promise<unknown> {
    const claim = await this.#store.claim(wanted);
    if (claim.kind === 'replay') return replay(claim.answer, response);
    let result: unknown;
    let answer: StoredAnswer;
    try {
      result = await lastValueFrom(next.handle(), { defaultValue: undefined });
      answer = answerOf(result, route, response);
    } catch (error) {
      await this.#tryTo('free', request, () => this.#store.release(wanted, claim.claimId));
      throw error;
    }
    const keep = answer.status < 500;
    await this.#tryTo(keep ? 'keep the answer of' : 'free', request, () =>
      keep ? this.#store.complete(wanted, claim.claimId, answer) : this.#store.release(wanted, claim.claimId),
    );
    return result;
  }

  /** What the handler did is done and its answer counts, also when the key cannot be written: time frees it then. */
  async #tryTo(deed: string, request: Request, action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#log.warn({ requestId: requestIdOf(request), message }, `could not ${deed} an idempotency key`);
    }
  }
}

function replay(answer: StoredAnswer, response: Response): unknown {
  response.status(answer.status);
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
  response.setHeader('Idempotency-Replayed', 'true');
  return answer.body === null ? undefined : JSON.parse(answer.body);
}

function answerOf(result: unknown, route: IdempotentRoute, response: Response): StoredAnswer {
  if (Buffer.isBuffer(result) || result instanceof StreamableFile) {
    throw new TypeError('The answer of an @Idempotent() route must be JSON or empty.');
  }
  const headers: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const value = response.getHeader(name);
    if (typeof value === 'string') headers[name] = value;
  }
  return {
    status: response.statusCode,
    body: result === undefined || result === null ? null : JSON.stringify(without(result, route.withhold)),
    headers,
  };
}

function without(result: unknown, fields: readonly string[]): unknown {
  if (fields.length === 0 || typeof result !== 'object' || result === null) return result;
  return { ...result, ...Object.fromEntries(fields.map((field) => [field, null])) };
}
