import type { AuditChainReadModel } from '../../audit/index.js';
import { pageFormats, type PageLanguage } from '../../platform/pages/index.js';
import { lettersTexts } from '../letters/texts/letters-texts-of-language.js';
import { caseTexts } from './texts/case-texts-of-language.js';
import type { CaseTexts } from './texts/case-texts.js';

export type CaseEvent = Awaited<ReturnType<AuditChainReadModel['eventsOf']>>[number];

export interface WrittenEvent {
  readonly at: string;
  readonly who: string;
  readonly event: string;
  readonly details: string;
}

/** A local date (YYYY-MM-DD) as readers of the language write it. */
export function writtenDay(date: string, language: PageLanguage): string {
  // Noon is on that day in every zone that a campaign may have.
  return pageFormats(language).day(new Date(`${date}T12:00:00Z`));
}

/** `person:kari@x` as people know them. */
export function actorWords(actor: string, { actors }: CaseTexts): string {
  const [kind = '', ...rest] = actor.split(':');
  const name = rest.join(':');
  if (kind === 'person') return name;
  if (kind === 'key') return actors.key(name);
  return kind === 'municipality' ? actors.municipality : actors.system;
}

/** `D-14` and `AT-ONCE` in words; anything else as it is. */
export function slotWords(slot: string, text: CaseTexts): string {
  if (slot === 'AT-ONCE') return text.slotAtOnce;
  const days = /^D-(\d+)$/.exec(slot)?.[1];
  return days === undefined ? slot : text.slotBefore(days);
}

export function writtenEvent(event: CaseEvent, language: PageLanguage): WrittenEvent {
  const text = caseTexts[language];
  return {
    at: pageFormats(language).instant(event.at),
    who: actorWords(event.actor, text),
    event: text.events[event.action] ?? event.action,
    details: eventDetails(event.data, language).join(', '),
  };
}

/** What a reader wants to know of an event besides that it happened, in words. */
export function eventDetails(data: CaseEvent['data'], language: PageLanguage): string[] {
  const text = caseTexts[language];
  const field = (name: string): string | null => {
    const value = data[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const kind = field('kind');
  const slot = field('slot');
  const outcome = field('outcome');
  const [from, to] = [field('from'), field('to')];
  const isDay = (value: string | null): value is string => /^\d{4}-\d\d-\d\d$/.test(value ?? '');
  const details = [
    kind === null ? null : kindWords(kind, language),
    slot === null ? null : slotWords(slot, text),
    isDay(from) && isDay(to) ? text.form.deadlineMoves(writtenDay(from, language), writtenDay(to, language)) : null,
    outcome === null ? null : (text.outcomes[outcome as keyof typeof text.outcomes] ?? null),
    field('fileName'),
    field('reason') === null ? null : (text.reminderReasons[field('reason') ?? ''] ?? field('reason')),
  ];
  return details.filter((detail) => detail !== null);
}

/** The kind of a letter or a task; anything else as it is. */
function kindWords(kind: string, language: PageLanguage): string {
  const kinds: Readonly<Record<string, string>> = {
    ...caseTexts[language].taskKinds,
    ...lettersTexts[language].kinds,
  };
  return kinds[kind] ?? kind;
}
