import { z } from 'zod';
import type { EventFilter } from '../../audit/index.js';
import { addDays, isLocalDate, startOfDay } from '../../platform/calendar/index.js';

/** What somebody typed, without what no text of the log can hold; empty means all. */
const typed = z
  .string()
  .max(400)
  .transform((text) => text.replaceAll(/[\p{Cc}\p{Cs}]/gu, '').trim())
  .transform((text) => (text === '' ? undefined : text))
  .optional();

/** The fields of the filter as the address has them. What a day or an actor cannot be is told of, not refused. */
export const eventFields = {
  actor: typed,
  action: z.union([z.literal('').transform(() => undefined), z.string().regex(/^[A-Z][A-Z_]{1,99}$/)]).optional(),
  campaign: typed,
  subject: typed,
  from: typed,
  to: typed,
};
const fields = z.object(eventFields);
export type EventQuery = z.output<typeof fields>;

export type DayFault = 'notADay' | 'reversed';

/** What the filter asks of the log; the campaign is for the caller to look up. `faults`: what is wrong with the days. */
export function readEventQuery(query: EventQuery): {
  readonly filter: Omit<EventFilter, 'campaign'>;
  readonly faults: { readonly from?: DayFault; readonly to?: DayFault };
} {
  const { actor, action, subject, from, to } = query;
  const faults: { from?: DayFault; to?: DayFault } = {};
  if (from !== undefined && !isDay(from)) faults.from = 'notADay';
  if (to !== undefined && !isDay(to)) faults.to = 'notADay';
  const days = faults.from === undefined && faults.to === undefined;
  if (days && from !== undefined && to !== undefined && to < from) faults.to = 'reversed';
  return {
    filter: {
      actor: actor === undefined ? undefined : actorOf(actor),
      action,
      subjects: subject === undefined ? undefined : subjectsOf(subject),
      from: days && from !== undefined ? startOfDay(from) : undefined,
      before: days && to !== undefined ? startOfDay(addDays(to, 1)) : undefined,
    },
    faults,
  };
}

/** `kari@x`, `saksbehandling` and `0301` as the log writes them; what has a colon is written so already. */
export function actorOf(typed: string): string {
  if (typed.includes(':')) return typed;
  if (typed.includes('@')) return `person:${typed.toLowerCase()}`;
  return /^\d{4}$/.test(typed) ? `municipality:${typed}` : `key:${typed}`;
}

/** What somebody may mean by a reference, an address, an id or a name, as the log writes it. */
export function subjectsOf(typed: string): readonly string[] {
  if (typed.includes(':')) return [typed];
  if (/^[A-Z0-9-]+-\d{4}-[A-Z0-9]{5}$/i.test(typed)) return [`declaration:${typed.toUpperCase()}`];
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(typed)) {
    return ['return', 'message'].map((kind) => `${kind}:${typed.toLowerCase()}`);
  }
  if (typed.includes('@')) return [`person:${typed.toLowerCase()}`, `letter:${typed}`];
  if (/^\d{4}$/.test(typed)) return [`municipality:${typed}`];
  return ['campaign', 'api-key', 'mail-gateway', 'webhook-endpoint'].map((kind) => `${kind}:${typed}`);
}

/** Within years that every part of the service can reckon with. */
function isDay(text: string): boolean {
  return isLocalDate(text) && text >= '1900-01-01' && text < '3000-01-01';
}
