import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import type { Request } from 'express';
import { firstValueFrom, from, type Observable } from 'rxjs';
import { DatabaseMoment, HeldReadings } from '../database/index.js';

/** Pages and rows that are asked for between two changes; at most some 200 kB each. */
const MOST_ANSWERS = 100;

@Injectable()
class HeldAnswerInterceptor implements NestInterceptor {
  readonly #answers: HeldReadings<unknown>;

  constructor(moment: DatabaseMoment) {
    this.#answers = new HeldReadings(moment, MOST_ANSWERS);
  }

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    return from(this.#answers.get(request.originalUrl, () => firstValueFrom(next.handle()), request));
  }
}

/**
 * Reads the answer once for all who ask for the same address while nothing changes in the database. For answers in JSON
 * that depend on the address, the database and the minute only: not on who asks, and with no header that the route's own
 * code sets. It stands above `@WithEtag()`: interceptors run from the lowest decorator to the highest, and what stands
 * above is left out when the answer is held.
 */
export function HeldWhileUnchanged(): MethodDecorator {
  return applyDecorators(UseInterceptors(HeldAnswerInterceptor));
}
