import type { ListedEvent } from '../../audit/index.js';
import { OSLO, isoWithOffset } from '../../platform/calendar/index.js';
import { pageFormats, type PageLanguage } from '../../platform/pages/index.js';
import { eventDetails } from '../declaration/case-words.js';
import { listHref } from '../frame/list-query.js';
import { isKnownAction } from './audit-actions.js';
import { type EventPlaces, NO_PLACES } from './event-places.js';
import { type AuditTexts, SUBJECT_KINDS, type SubjectKind } from './texts/audit-texts.js';
import { auditTexts } from './texts/audit-texts-of-language.js';

/** One event as the page shows it. */
export interface WrittenEvent {
  readonly iso: string;
  readonly at: string;
  readonly event: string;
  readonly note: string;
  readonly who: string;
  /** The page of the person who did it; null where there is none, or it is closed to the reader. */
  readonly whoHref: string | null;
  readonly about: Link;
  /** What else of the service the event is about. */
  readonly links: readonly Link[];
  /** What the log itself holds, in its own words: label and value. */
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly data: readonly (readonly [name: string, value: string])[];
  readonly onlyActorHref: string;
  readonly onlySubjectHref: string;
}

interface Link {
  readonly text: string;
  /** Null: it has no page of its own. */
  readonly href: string | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const REFERENCE = /^[A-Z0-9]+(?:-[A-Z0-9]+)+$/;

export function writtenEvent(event: ListedEvent, language: PageLanguage, places = NO_PLACES): WrittenEvent {
  const text = auditTexts[language];
  const { details } = text;
  return {
    iso: event.at.toISOString(),
    at: pageFormats(language).instant(event.at),
    event: actionWords(event.action, text),
    note: eventDetails(event.data, language).join(', '),
    who: actorWords(event.actor, text),
    whoHref: event.actor.startsWith('person:') ? subjectLink(event.actor, text, places).href : null,
    about: subjectLink(event.subject, text, places),
    links: dataLinks(event, text, places),
    facts: [
      [details.instant, isoWithOffset(event.at, OSLO)],
      [details.code, event.action],
      [details.actor, event.actor],
      [details.subject, event.subject],
      [
        details.position,
        event.position === null ? details.unsealed : pageFormats(language).integer(Number(event.position)),
      ],
      ...(event.hash === null ? [] : [[details.hash, event.hash] as const]),
    ],
    data: Object.entries(event.data).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
    onlyActorHref: listHref('/audit', { actor: event.actor }),
    onlySubjectHref: listHref('/audit', { subject: event.subject }),
  };
}

/** A code that this version does not know is shown as it is. */
export function actionWords(action: string, { actions }: Pick<AuditTexts, 'actions'>): string {
  return isKnownAction(action) ? actions[action] : action;
}

/** `person:kari@x` and the like as people know them. */
export function actorWords(actor: string, { actors }: Pick<AuditTexts, 'actors'>): string {
  const [kind, name] = partsOf(actor);
  switch (kind) {
    case 'person':
      return name;
    case 'key':
    case 'gateway':
    case 'mail':
    case 'municipality':
    case 'system':
      return actors[kind](name);
    default:
      return actor;
  }
}

/** What the event happened to, in words, with the page that shows it. */
export function subjectLink(subject: string, { subjects }: Pick<AuditTexts, 'subjects'>, places = NO_PLACES): Link {
  const [kind, name] = partsOf(subject);
  if (!isSubjectKind(kind)) return { text: subject, href: null };
  const isId = UUID.test(name);
  const text = name === '' ? subjects[kind] : `${subjects[kind]} ${isId ? name.slice(0, 8) : name}`;
  return { text, href: hrefOf(kind, name, isId, places) };
}

function hrefOf(kind: SubjectKind, name: string, isId: boolean, { letters, people }: EventPlaces): string | null {
  if (kind === 'campaign') return `/campaigns/${encodeURIComponent(name)}`;
  if (kind === 'declaration') return REFERENCE.test(name) ? `/declarations/${name}` : null;
  if (kind === 'letter') return pageOf('/letters', letters.get(name));
  if (kind === 'person') return pageOf('/users', people.get(name));
  if (!isId) return null;
  if (kind === 'return') return `/returns/${name}`;
  return kind === 'message' ? `/messages/${name}` : null;
}

function pageOf(path: string, id: string | undefined): string | null {
  return id === undefined ? null : `${path}/${id}`;
}

function dataLinks({ data }: ListedEvent, text: AuditTexts, places: EventPlaces): Link[] {
  const field = (name: string): string => (typeof data[name] === 'string' ? data[name] : '');
  const reference = [field('declaration'), field('reference')].find((value) => REFERENCE.test(value));
  const letter = places.letters.get(field('messageId'));
  const campaign = places.campaigns.get(field('campaignId'));
  return [
    ...(UUID.test(field('return')) ? [subjectLink(`return:${field('return')}`, text)] : []),
    ...(reference === undefined ? [] : [subjectLink(`declaration:${reference}`, text)]),
    ...(letter === undefined ? [] : [{ text: text.subjects.letter, href: `/letters/${letter}` }]),
    ...(campaign === undefined ? [] : [subjectLink(`campaign:${campaign}`, text)]),
  ];
}

function partsOf(text: string): [kind: string, name: string] {
  const at = text.indexOf(':');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function isSubjectKind(kind: string): kind is SubjectKind {
  return SUBJECT_KINDS.some((known) => known === kind);
}
