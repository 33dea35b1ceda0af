import {
  Inject,
  Injectable,
  SetMetadata,
  type CallHandler,
  type CustomDecorator,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import type { Observable } from 'rxjs';
import { Clock } from '../clock/index.js';
import { ServiceError } from '../errors/index.js';
import { addressGroup } from './address-group.js';
import { callerOf } from './caller.js';
import { HTTP_OPTIONS, type HttpOptions, type ThrottleLimits } from './http-options.js';
import { RequestWindows, type Allowance } from './throttle.policy.js';

const UNTHROTTLED = 'tilslutning:unthrottled';

/** This route is never refused for being asked too often (health checks). */
export function Unthrottled(): CustomDecorator {
  return SetMetadata(UNTHROTTLED, true);
}

/**
 * Limits how often one sender may ask, and says so in the RateLimit fields of draft-ietf-httpapi-ratelimit-headers.
 * Our own and not @nestjs/throttler: that is a CommonJS package which the tests' module loader cannot combine with an
 * ESM-only Nest, it reads the machine's clock, and it writes other header names.
 */
@Injectable()
export class RequestThrottle {
  readonly #limits: false | ThrottleLimits;
  readonly #windows: RequestWindows;
  readonly #clock: Clock;

  constructor(@Inject(HTTP_OPTIONS) options: HttpOptions, clock: Clock) {
    this.#limits = options.throttle;
    this.#windows = new RequestWindows(options.throttle === false ? 1 : options.throttle.windowSeconds);
    this.#clock = clock;
  }

  /** Counts a request under its caller, or under its address if it has none. Throws TOO_MANY_REQUESTS. */
  take(request: Request, response: Response): void {
    if (this.#limits === false) return;
    const [sender, limit] = senderOf(request, this.#limits);
    const allowance = this.#windows.take(sender, limit, this.#clock.now());
    this.#tell(response, allowance, this.#limits.windowSeconds);
    if (allowance.isExceeded) refuse(response, allowance);
  }

  /** Refuses, without counting, a sender who has used everything up: before the cost of looking a key up. */
  refuseExhausted(request: Request, response: Response): void {
    if (this.#limits === false) return;
    const [sender, limit] = senderOf(request, this.#limits);
    const allowance = this.#windows.peek(sender, limit, this.#clock.now());
    // Also of those whom the guards refuse: they, too, learn how often they may ask.
    this.#tell(response, allowance, this.#limits.windowSeconds);
    if (allowance.isExceeded) refuse(response, allowance);
  }

  #tell(response: Response, allowance: Allowance, windowSeconds: number): void {
    response.setHeader('RateLimit-Policy', `"default";q=${allowance.limit};w=${windowSeconds}`);
    response.setHeader('RateLimit', `"default";r=${allowance.remaining};t=${allowance.resetSeconds}`);
  }
}

function senderOf(request: Request, limits: ThrottleLimits): readonly [sender: string, limit: number] {
  const caller = callerOf(request);
  if (caller !== undefined) return [`caller ${caller}`, limits.perCaller];
  return [`address ${addressGroup(request.ip ?? 'unknown')}`, limits.perAddress];
}

function refuse(response: Response, allowance: Allowance): never {
  response.setHeader('Retry-After', String(allowance.resetSeconds));
  throw new ServiceError(
    'TOO_MANY_REQUESTS',
    `More than ${allowance.limit} requests came in too short a time. Try again in ${allowance.resetSeconds} seconds.`,
    { category: 'too-many' },
  );
}

/** An interceptor and not a guard, so that it runs when the guards have found out who the caller is. */
@Injectable()
export class ThrottleInterceptor implements NestInterceptor {
  readonly #throttle: RequestThrottle;
  readonly #reflector: Reflector;

  constructor(throttle: RequestThrottle, reflector: Reflector) {
    this.#throttle = throttle;
    this.#reflector = reflector;
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const isUnthrottled = this.#reflector.getAllAndOverride<boolean | undefined>(UNTHROTTLED, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (isUnthrottled !== true) {
      this.#throttle.take(context.switchToHttp().getRequest(), context.switchToHttp().getResponse());
    }
    return next.handle();
  }
}
