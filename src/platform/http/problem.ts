import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { z } from 'zod';
import { ServiceError, type ErrorCategory, type ErrorFacts, type ErrorLevel, type Fault } from '../errors/index.js';
import { HttpError } from './http-error.js';
import { isOutage } from './outage.js';

/** The body of every failed request: RFC 9457, with our extension members `code`, `errors` and `requestId`. */
export const problemSchema = z
  .object({
    type: z
      .string()
      .describe('The description of the API, and the code; about:blank for what is no more than its status.'),
    title: z.string().describe('What the problem is called, in the language of Accept-Language: nb, nn or en.'),
    status: z.int(),
    code: z.string().describe('A literal that programs may rely on, e.g. VERSION_MISMATCH.'),
    detail: z.string().describe('What is wrong and how to mend it, in the same language.'),
    instance: z.string().describe('The path that was asked for.'),
    errors: z
      .array(
        z.object({
          where: z.string().describe('The field, line or case; the same in every language.'),
          message: z.string().describe('What is wrong there, in the same language as the rest.'),
        }),
      )
      .describe('One entry per faulty field.'),
    requestId: z.string().describe('Also in the X-Request-Id header and in the log.'),
  })
  .meta({ id: 'Problem' });

export type ProblemBody = z.output<typeof problemSchema>;

/** What an error comes to, before it is bound to one request. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly faults: readonly Fault[];
  readonly facts: ErrorFacts;
  readonly level: ErrorLevel;
  /** Seconds after which the same request can succeed, for 503. */
  readonly retryAfter?: number;
}

const STATUS_OF: Readonly<Record<ErrorCategory, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'precondition-failed': 412,
  'too-large': 413,
  'precondition-required': 428,
  'too-many': 429,
  internal: 500,
  unavailable: 503,
};

const INNER_FAULT = 'Something went wrong inside the service. It has been logged under this request id.';

/**
 * The one place where an error becomes a status. Errors that a feature throws on purpose speak for themselves; what
 * nobody foresaw is 500 and says nothing of the inside. A bare ZodError is such a surprise: input is checked by the
 * validation pipe, so it means that our own data does not fit.
 */
export function problemOf(error: unknown): Problem {
  if (error instanceof ServiceError) {
    const status = error instanceof HttpError ? error.status : STATUS_OF[error.category];
    return {
      status,
      code: error.code,
      detail: status === 500 ? INNER_FAULT : error.message,
      faults: status === 500 ? [] : error.faults,
      facts: status === 500 ? {} : error.facts,
      level: error.level,
      ...(status === 503 ? { retryAfter: 5 } : {}),
    };
  }
  if (error instanceof HttpException) return problemOfHttpException(error);
  if (isOutage(error)) {
    return {
      status: 503,
      code: 'SERVICE_UNAVAILABLE',
      detail: 'A part that the service needs does not answer at the moment. Nothing was changed: try again shortly.',
      faults: [],
      facts: {},
      level: 'error',
      retryAfter: 5,
    };
  }
  return { status: 500, code: 'INTERNAL_ERROR', detail: INNER_FAULT, faults: [], facts: {}, level: 'error' };
}

/** What Nest, Express and its body parser throw. */
function problemOfHttpException(error: HttpException): Problem {
  const status = error.getStatus();
  const base = { status, faults: [], facts: {}, level: 'info' } as const;
  if (status >= 500) return { ...base, code: codeOfStatus(status), detail: INNER_FAULT, level: 'error' };
  const cause = bodyParserFault(error.cause);
  switch (cause.type) {
    case 'entity.parse.failed':
      return { ...base, code: 'MALFORMED_JSON', detail: `The body is not JSON: ${error.message}.` };
    case 'entity.too.large':
      return {
        ...base,
        code: 'BODY_TOO_LARGE',
        detail: `The body is larger than the ${String(cause.limit)} bytes that this route takes.`,
        facts: { mostBytes: String(cause.limit) },
      };
    case 'encoding.unsupported':
      return { ...base, code: 'UNSUPPORTED_ENCODING', detail: 'Send the body without Content-Encoding.' };
    case 'charset.unsupported':
      return {
        ...base,
        code: 'UNSUPPORTED_MEDIA_TYPE',
        detail: 'This route takes application/json in UTF-8: say so in Content-Type.',
        facts: { mediaType: 'application/json; charset=utf-8' },
      };
    case 'request.aborted':
      return { ...base, code: 'REQUEST_ABORTED', detail: 'The request ended before its body did.', level: 'debug' };
  }
  if (error.cause instanceof URIError) {
    return { ...base, code: 'MALFORMED_PATH', detail: 'The path has a broken percent-encoding.' };
  }
  if (status === 404) return { ...base, code: 'ROUTE_NOT_FOUND', detail: 'There is nothing at this path.' };
  return { ...base, code: codeOfStatus(status), detail: error.message };
}

function bodyParserFault(cause: unknown): { type?: unknown; limit?: unknown } {
  return typeof cause === 'object' && cause !== null ? cause : {};
}

/** `Unsupported Media Type` → `UNSUPPORTED_MEDIA_TYPE`. */
function codeOfStatus(status: number): string {
  return titleOf(status)
    .toUpperCase()
    .replaceAll(/[^A-Z]+/g, '_');
}

/** The status's own phrase, as RFC 9457 (4.2.1) asks for beside `about:blank`. */
export function titleOf(status: number): string {
  return STATUS_CODES[status] ?? 'Error';
}
