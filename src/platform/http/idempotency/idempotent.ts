import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';

export interface IdempotentRoute {
  /** Refuse requests without a key (428). Default: a key is optional but honoured. */
  readonly required: boolean;
  /** Top-level fields of the answer that are told once and never stored: a replay has null there. */
  readonly withhold: readonly string[];
}

export const IDEMPOTENT_ROUTE = 'tilslutning:idempotent-route';

/**
 * For POST routes that create: a repeat with the same `Idempotency-Key` gets the first answer again, marked
 * `Idempotency-Replayed: true`, instead of a second effect. The caller must be known (not for public routes), and the
 * answer must be JSON or empty.
 */
export function Idempotent(options: Partial<IdempotentRoute> = {}): MethodDecorator {
  const route: IdempotentRoute = { required: options.required ?? false, withhold: options.withhold ?? [] };
  return applyDecorators(
    SetMetadata(IDEMPOTENT_ROUTE, route),
    ApiHeader({
      name: 'Idempotency-Key',
      required: route.required,
      description: '1 to 255 printable ASCII characters, new for each request and the same for its repeats.',
      schema: { type: 'string', minLength: 1, maxLength: 255 },
    }),
  );
}
