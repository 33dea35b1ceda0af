import {
  applyDecorators,
  createParamDecorator,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiExtension, ApiHeader } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { tap, type Observable } from 'rxjs';
import { ServiceError } from '../errors/index.js';
import { ETAG_EXTENSION } from './open-api-headers.js';

/** The strong entity tag of a row in its `version` (RFC 9110, 8.8.3): `"v3"`. */
export function etagOf(version: number): string {
  return `"v${version}"`;
}

const ENTITY_TAG = /^(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"$/;
const OUR_TAG = /^v(\d{1,9})$/;

/**
 * The version that an `If-Match` header asks for. A decision is made on what one has seen, so `*` and lists of tags
 * are refused. A tag of another kind, and a weak one (RFC 9110, 13.1.1: strong comparison), cannot match anything.
 * Throws PRECONDITION_REQUIRED, IF_MATCH_INVALID or VERSION_MISMATCH.
 */
export function versionOfIfMatch(header: string | undefined): number {
  if (header === undefined || header.trim() === '*') {
    throw new ServiceError(
      'PRECONDITION_REQUIRED',
      'Read the resource first, then send its ETag in If-Match, so that no decision is made on an outdated picture.',
      { category: 'precondition-required' },
    );
  }
  const [, weak, tag] = ENTITY_TAG.exec(header.trim()) ?? [];
  if (tag === undefined) {
    throw new ServiceError('IF_MATCH_INVALID', 'If-Match takes exactly one ETag in quotes, as the API gave it: "v3".', {
      category: 'invalid',
      faults: [{ where: 'header.If-Match', message: 'is not one ETag in quotes' }],
    });
  }
  const version = OUR_TAG.exec(tag)?.[1];
  if (weak !== undefined || version === undefined) throw versionMismatch();
  return Number(version);
}

/** Throws VERSION_MISMATCH unless the row still stands at the version that the decision was made on. */
export function assertVersion(expected: number, actual: number): void {
  if (expected !== actual) throw versionMismatch();
}

function versionMismatch(): ServiceError<'VERSION_MISMATCH'> {
  return new ServiceError(
    'VERSION_MISMATCH',
    'It was changed after you read it. Read it again, and send your decision with the new ETag if it still holds.',
    { category: 'precondition-failed' },
  );
}

/** The version from the required `If-Match` header, as a number. */
export const IfMatch = createParamDecorator(
  (_data: unknown, context: ExecutionContext): number =>
    versionOfIfMatch(context.switchToHttp().getRequest<Request>().get('if-match')),
  [
    (target, key) => {
      const descriptor = key === undefined ? undefined : Object.getOwnPropertyDescriptor(target, key);
      if (key === undefined || descriptor === undefined) return;
      ApiHeader({
        name: 'If-Match',
        required: true,
        description:
          'The ETag of what was decided on. Without it, or with `*`: 428. When that has been changed since: 412.',
      })(target, key, descriptor);
    },
  ],
);

/** The version from `If-Match`, as a number, where that names one: then a change that was decided on it is refused. */
export const IfMatchIfGiven = createParamDecorator(
  (_data: unknown, context: ExecutionContext): number | undefined => {
    const header = context.switchToHttp().getRequest<Request>().get('if-match');
    return header === undefined || header.trim() === '*' ? undefined : versionOfIfMatch(header);
  },
  [
    (target, key) => {
      const descriptor = key === undefined ? undefined : Object.getOwnPropertyDescriptor(target, key);
      if (key === undefined || descriptor === undefined) return;
      ApiHeader({
        name: 'If-Match',
        required: false,
        description:
          'The ETag of what was decided on. With it, nothing is done if that has been changed since: 412. Without it, or ' +
          'with `*`, the change is made to whatever stands now.',
      })(target, key, descriptor);
    },
  ],
);

@Injectable()
class EtagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      tap((answer: unknown) => {
        if (typeof answer !== 'object' || answer === null || !('version' in answer)) return;
        if (typeof answer.version === 'number') response.setHeader('ETag', etagOf(answer.version));
      }),
    );
  }
}

/** Answers with the `ETag` of the answer's own `version` field. */
export function WithEtag(): MethodDecorator {
  return applyDecorators(UseInterceptors(EtagInterceptor), ApiExtension(ETAG_EXTENSION, true));
}
