import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { titleOf } from './problem.js';

/** Documents a successful answer; `schema` is the zod schema of its body, left out when there is none. */
export function Answers(status: number, description: string, schema?: z.ZodType): MethodDecorator {
  return ApiResponse({ status, description, ...(schema === undefined ? {} : { standardSchema: schema }) });
}

/** The component that open-api.ts adds to the document. */
const PROBLEM_REF = { $ref: '#/components/schemas/Problem' };

/**
 * Documents which problems a route can answer with, beside those of every route: 401, 403, 429, 500 and 503.
 * `@Problems(404, 409)`
 */
export function Problems(...statuses: readonly number[]): MethodDecorator {
  const all = [...new Set([...statuses, 401, 403, 429, 500, 503])].toSorted((a, b) => a - b);
  return applyDecorators(
    ...all.map((status) =>
      ApiResponse({
        status,
        description: titleOf(status),
        content: { 'application/problem+json': { schema: PROBLEM_REF } },
      }),
    ),
  );
}
