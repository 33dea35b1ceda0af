import { z } from 'zod';

/** A query of one page. `position` is undefined for the first one. */
export interface PageRequest<Position> {
  readonly limit: number;
  readonly cursor?: Position | undefined;
}

export interface Page<Item> {
  readonly items: Item[];
  /** Give it back as `cursor` to get the next page; null on the last one. */
  readonly nextCursor: string | null;
}

/**
 * The query parameters of a list. `position` describes where a page ends, by values that never change (not an offset:
 * rows that come or go between two pages would be shown twice or not at all). The cursor is that position as
 * base64url JSON: opaque by agreement but not a secret, so it is not signed, only checked. Add filters by `.extend()`.
 */
export function pageQuery<Position extends z.ZodType>(position: Position) {
  return z.strictObject({
    limit: z.coerce.number().int().min(1).max(200).default(50).describe('Items in a page.'),
    cursor: z
      .string()
      .max(1000)
      .transform((text, context): z.output<Position> => {
        const result = position.safeParse(decode(text));
        if (result.success) return result.data;
        context.addIssue({ code: 'custom', message: 'is not a cursor of this list: take nextCursor as it was given' });
        return z.NEVER;
      })
      .optional()
      .describe('nextCursor of the page before.'),
  });
}

/** The answer of a list. */
export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/**
 * The page of `rows`, which the query fetched in order, from behind the cursor, and one more than `limit`:
 * that one only says that there is a next page.
 */
export function pageOf<Row, Item, Position>(
  rows: readonly Row[],
  limit: number,
  positionOf: (row: Row) => Position,
  itemOf: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => itemOf(row)),
    nextCursor: last === undefined ? null : encode(positionOf(last)),
  };
}

function encode(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** The decoded JSON, or undefined, which no position is. */
function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
