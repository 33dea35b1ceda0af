import { z } from 'zod';

/** A filter of a list as a form sends it: empty means all. What it cannot be is refused. */
export function choice<const Choices extends readonly [string, ...string[]]>(choices: Choices) {
  return z.union([z.literal('').transform(() => undefined), z.enum(choices)]).optional();
}

/** A search field; empty means all. */
export const searchField = z
  .string()
  .trim()
  .max(200)
  .transform((text) => (text === '' ? undefined : text))
  .optional();

/** Where a page of rows ends that are in the order of an instant. */
export function timePosition<Field extends string>(field: Field) {
  const shape = { [field]: z.iso.datetime(), id: z.uuid() };
  return z.strictObject(shape as Record<Field, z.ZodType<string>> & { id: z.ZodType<string> });
}

/** The address of a list with these filters; those without value are left out. */
export function listHref(path: string, filters: Readonly<Record<string, string | undefined | null>>): string {
  const set = Object.entries(filters).filter((entry): entry is [string, string] => (entry[1] ?? '') !== '');
  const query = new URLSearchParams(set).toString();
  return query === '' ? path : `${path}?${query}`;
}
