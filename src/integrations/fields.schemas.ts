import { z } from 'zod';
import { CAMPAIGN_STATES } from '../campaigns/index.js';
import { RETURN_STATES } from '../declarations/index.js';

/*
 * Fields that several requests or answers share. What a request brings is bounded here to what every store can hold:
 * no control characters, no lone surrogates, no day outside the centuries that deadlines fall in.
 */

const EARLIEST_DAY = '1900-01-01';
const LATEST_DAY = '2999-12-31';
const WITHIN = `must lie between ${EARLIEST_DAY} and ${LATEST_DAY}`;

export const slug = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,99}$/, 'is not the short name of a campaign, such as akson-2020')
  .meta({ examples: ['akson-2020'] });

export const reference = z
  .string()
  .max(60)
  .regex(/^[A-Z0-9]+(?:-[A-Z0-9]+)+$/, 'is not a reference: it looks like AKSON-2020-0301-Q7K2M')
  .describe("Stands in the form's header and footer.")
  .meta({ examples: ['AKSON-2020-0301-Q7K2M'] });

export const municipalityNumber = z
  .string()
  .regex(/^\d{4}$/, 'is not a municipality number: four digits')
  .meta({ examples: ['0301'] });

export const rowId = z.uuid().meta({ examples: ['5f0c2f0e-3d6b-5a52-9d0f-6a3f8d1f3b10'] });

/** A day that a request names, in the campaign's own time zone. */
export const day = z.iso
  .date()
  .refine((text) => text >= EARLIEST_DAY && text <= LATEST_DAY, WITHIN)
  .meta({ examples: ['2020-07-07'] });

/** An instant that a request names; comes out as a Date. */
export const instant = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine((at) => isWithin(at), WITHIN);

/** The same in a query, where an unescaped plus sign has become a space. */
export const instantInQuery = z
  .string()
  .max(60)
  .overwrite((text) => text.replace(/ (\d\d:\d\d)$/, '+$1'))
  .pipe(instant)
  .meta({ format: 'date-time', example: '2020-07-01T10:00:00Z' });

/** Also asked about texts that an earlier check has refused. */
function isWithin(at: Date): boolean {
  if (Number.isNaN(at.getTime())) return false;
  const text = at.toISOString();
  return text >= EARLIEST_DAY && text.slice(0, 10) <= LATEST_DAY;
}

/*
 * Characters are refused by functions and not by patterns: a pattern stands in the API document, where readers compile
 * it without the Unicode flag that \p needs.
 */

/** One line of text that people read. */
export function line(most: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine(
      (text) => !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text),
      'holds a line break or another control character: write it as one line',
    );
}

/** Text of several lines. */
export function prose(most: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine(
      (text) => !/[\p{Cc}\p{Cs}]/u.test(text.replaceAll(/[\r\n\t]/g, '')),
      'holds a control character other than line breaks and tabs',
    );
}

/** An instant that stays text, in a cursor. */
export const instantText = z.iso.datetime().refine((text) => isWithin(new Date(text)));

/** Where a page of rows ends that are in the order of an instant. */
export function timePosition<Field extends string>(field: Field) {
  const shape = { [field]: instantText, id: z.uuid() };
  return z.strictObject(shape as Record<Field, z.ZodType<string>> & { id: z.ZodType<string> });
}

/** An instant in an answer: always UTC. */
export const timestamp = z.iso.datetime().meta({ examples: ['2020-07-01T10:00:00.000Z'] });

/** A day in an answer. */
export const localDay = z.iso
  .date()
  .describe("A day in the campaign's time zone; a deadline ends at 23:59:59.999 of it.")
  .meta({ examples: ['2020-07-01'] });

export const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('SHA-256, hexadecimal.')
  .meta({ examples: ['e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'] });

/** A whole number of things, people or bytes. */
export const count = z.int().min(0);

export const version = z.int().min(1).describe('Grows with every change; the ETag is made from it.');
export const language = z.enum(['nb', 'nn']).describe('Bokmål or nynorsk.');
export const campaignState = z.enum(CAMPAIGN_STATES);
export const returnState = z.enum(RETURN_STATES);
export const actor = z
  .string()
  .describe('person:E-MAIL, key:NAME, gateway:NAME, municipality:NUMBER or system:PART.')
  .meta({ examples: ['key:saksbehandling'] });

export const fault = z.object({ where: z.string(), message: z.string() });

/** The instant as answers write it. */
export function iso(at: Date): string {
  return at.toISOString();
}

export function isoOrNull(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}
