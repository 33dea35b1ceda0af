import {
  Injectable,
  StandardSchemaValidationPipe,
  type ArgumentMetadata,
  type StandardSchemaValidationPipeOptions,
} from '@nestjs/common';
import { ServiceError, type Fault } from '../errors/index.js';

/*
 * How Nest 12.5 validates with zod, as read in its sources:
 * - `@Body({ schema })`, `@Query({ schema })`, `@Param({ schema })` and `@Param('id', { schema })` put any Standard
 *   Schema (zod 4 is one) into the parameter's metadata; nothing happens until a StandardSchemaValidationPipe is
 *   there, and parameters without `schema` pass through untouched. Type the parameter as `z.output<typeof schema>`.
 * - The pipe hands on what the schema returns (defaults, coercions, transforms). It leaves out parameters of custom
 *   decorators, and it removes `__proto__` keys first.
 * - Its `exceptionFactory` gets the issues but not which parameter they belong to, hence the subclass below.
 * - Interceptors run before pipes: an idempotency key is claimed before the body is validated, and freed when it
 *   fails.
 * - @nestjs/swagger 12 finds the same metadata: a body becomes `requestBody`, an object schema of `@Query` one
 *   parameter per field. Answers are named by `@ApiResponse({ standardSchema })` (our `@Answers`). What a schema
 *   looks like comes from the `standardSchemaConverter` given to createDocument (ours, in open-api.ts; without it
 *   zod is asked for OpenAPI 3.0). It may return `components`, and rewrites `#/$defs/X` to `#/components/schemas/X`.
 */

type Issues = Parameters<NonNullable<StandardSchemaValidationPipeOptions['exceptionFactory']>>[0];

/** Validates every parameter that has a schema; a failure names each field (`body.name`, `query.limit`, `path.id`). */
@Injectable()
export class SchemaValidationPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({ exceptionFactory: (issues: Issues) => new SchemaIssues(issues) });
  }

  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    try {
      return await super.transform(value, metadata);
    } catch (error) {
      if (!(error instanceof SchemaIssues)) throw error;
      throw new ServiceError('VALIDATION_FAILED', 'The request has faults: each one is named in errors.', {
        category: 'invalid',
        faults: faultsOf(error.issues, metadata),
      });
    }
  }
}

/** Carries the issues from the factory to the override; never leaves this file. */
class SchemaIssues extends Error {
  readonly issues: Issues;

  constructor(issues: Issues) {
    super('schema issues');
    this.issues = issues;
  }
}

const PLACES: Readonly<Record<ArgumentMetadata['type'], string>> = {
  body: 'body',
  query: 'query',
  param: 'path',
  custom: 'request',
};

/** At most this many faults are named: a sender could make millions. */
const MOST_FAULTS = 100;

export function faultsOf(issues: Issues, metadata: Pick<ArgumentMetadata, 'type' | 'data'>): Fault[] {
  const place = metadata.data === undefined ? [PLACES[metadata.type]] : [PLACES[metadata.type], metadata.data];
  return issues.slice(0, MOST_FAULTS).map((issue) => {
    const path = (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step));
    return { where: [...place, ...path].join('.'), message: issue.message };
  });
}
