import type { AuditChainReadModel } from '../audit/index.js';
import type { ResolutionOutcome } from '../declarations/index.js';
import { type LetterKind, type LetterView, REJECTION_CODES, rejectionTexts } from '../letters/index.js';
import { concernOf, type InboundMessageView } from '../mailbox/index.js';
import { formatDate } from '../platform/calendar/index.js';
import type { ReturnView } from '../returns/index.js';
import { portalTexts } from './portal-texts.js';
import { portalTimelineTexts } from './portal-timeline-texts.js';

type CaseEvent = Pick<
  Awaited<ReturnType<AuditChainReadModel['eventsNamed']>>[number],
  'at' | 'actor' | 'action' | 'data'
>;

/** What a municipality is told of; nothing else of the audit log is even read for its page. */
export const TOLD_TO_MUNICIPALITY = [
  'DECLARATION_ISSUED',
  'FORM_DOWNLOADED',
  'LETTER_SENT',
  'LETTER_BOUNCED_HARD',
  'RETURN_ACCEPTED',
  'RETURN_REJECTED',
  'RETURN_NEEDS_REVIEW',
  'RETURN_SUPERSEDED',
  'DECLARATION_ACCEPTED',
  'DECLARATION_REJECTED',
  'DEADLINE_EXTENDED',
  'EXTENSION_UNDONE',
  'RESOLUTION_RECORDED',
  'CONTACT_CHANGED',
  'PORTAL_LINK_RENEWED',
  'PORTAL_LINK_REVOKED',
  'DECLARATION_WITHDRAWN',
] as const;

export interface TimelineSources {
  /** Of the kinds above, in their order. */
  readonly events: readonly CaseEvent[];
  readonly letters: readonly Pick<LetterView, 'id' | 'kind' | 'messageId'>[];
  readonly returns: readonly Pick<
    ReturnView,
    'id' | 'fileName' | 'channel' | 'arrivedAt' | 'onTime' | 'state' | 'reasons' | 'method'
  >[];
  readonly messages: readonly Pick<InboundMessageView, 'arrivedAt' | 'classification' | 'subject'>[];
}

export interface TimelineEntry {
  readonly at: Date;
  readonly what: string;
  readonly detail: string | null;
  /** The letter that it is about. */
  readonly letter: Pick<LetterView, 'id' | 'kind'> | null;
}

export interface Municipality {
  readonly language: 'nb' | 'nn';
  readonly recipientName: string;
  readonly reference: string;
  readonly mostMegabytes: number;
}

/**
 * What has happened with a declaration in the municipality's own words, the last first. Of each event only what is
 * named here: no reasons that operators wrote, no addresses, nobody's name.
 */
export function municipalityTimeline(sources: TimelineSources, municipality: Municipality): TimelineEntry[] {
  const text = portalTimelineTexts[municipality.language];
  const told = new Map<string, string>();
  const arrivals = sources.returns.map(({ arrivedAt, channel, fileName, onTime }) =>
    entry(arrivedAt, text.received[channel](fileName), onTime === false ? text.late : null),
  );
  const questions = sources.messages
    .filter(({ classification }) => classification === 'QUESTION')
    .map(({ arrivedAt, subject }) => entry(arrivedAt, text.asked[concernOf(subject ?? '')]));
  const happened = sources.events.map((event) => ofEvent(event, sources, municipality, told));
  return [...arrivals, ...questions, ...happened.filter((one) => one !== null)]
    .toSorted((one, other) => one.at.getTime() - other.at.getTime())
    .toReversed();
}

function ofEvent(
  event: CaseEvent,
  { letters, returns }: TimelineSources,
  municipality: Municipality,
  told: Map<string, string>,
): TimelineEntry | null {
  const { language } = municipality;
  const text = portalTimelineTexts[language];
  const { at, data } = event;
  switch (event.action) {
    case 'DECLARATION_ISSUED':
      return entry(at, text.issued);
    case 'FORM_DOWNLOADED':
      return entry(at, text.downloaded);
    case 'LETTER_SENT':
    case 'LETTER_BOUNCED_HARD': {
      const letter = letters.find(({ messageId }) => messageId === data['messageId']);
      if (letter === undefined) return null;
      const kind = letterWords(letter.kind, language);
      const what = event.action === 'LETTER_SENT' ? text.letter(kind) : text.bounced(kind);
      return { ...entry(at, what), letter: { id: letter.id, kind: letter.kind } };
    }
    case 'DEADLINE_EXTENDED':
      return entry(at, text.extended(dayOf(data['to'])));
    case 'EXTENSION_UNDONE':
      return entry(at, text.undone(dayOf(data['to'])));
    case 'RESOLUTION_RECORDED': {
      const outcome = portalTexts[language].resolution.outcomes[data['outcome'] as ResolutionOutcome];
      const words = text.resolved[event.actor.startsWith('municipality:') ? 'municipality' : 'ministry'];
      const { caseNumber } = data;
      const detail = typeof caseNumber === 'string' && caseNumber !== '' ? text.caseNumber(caseNumber) : null;
      return entry(at, words(outcome, dayOf(data['decidedOn'])), detail);
    }
    case 'CONTACT_CHANGED':
      return entry(at, text.contactChanged);
    case 'PORTAL_LINK_RENEWED':
      return entry(at, text.linkRenewed);
    case 'PORTAL_LINK_REVOKED':
      return entry(at, text.linkRevoked);
    case 'DECLARATION_WITHDRAWN':
      return entry(at, text.withdrawn);
    default:
      return verdict(event, returns, municipality, told);
  }
}

function dayOf(value: unknown): string {
  return formatDate(String(value));
}

/**
 * What was found in a document. A machine's verdict is an event of the document; a person's only shows in where the
 * declaration went by it. A document that has gone to another declaration since is none of this municipality's.
 */
function verdict(
  { at, action, data }: CaseEvent,
  returns: TimelineSources['returns'],
  municipality: Municipality,
  told: Map<string, string>,
): TimelineEntry | null {
  const text = portalTimelineTexts[municipality.language];
  const [subject = '', state = ''] = action.split(/_(.*)/s);
  const returned = returns.find(({ id }) => id === (subject === 'RETURN' ? data['return'] : data['cause']));
  if (returned === undefined || told.get(returned.id) === state) return null;
  // Where a declaration goes by a document that is set aside says nothing of that document.
  if (subject === 'DECLARATION' && returned.state !== state) return null;
  told.set(returned.id, state);
  switch (state) {
    case 'ACCEPTED':
      return entry(
        at,
        text.accepted(returned.fileName),
        returned.method === null ? null : text.methods[returned.method],
      );
    case 'REJECTED':
      return entry(at, text.rejected(returned.fileName), whyRejected(returned.reasons, municipality));
    case 'NEEDS_REVIEW':
      return entry(at, text.inReview(returned.fileName), text.inReviewDetail);
    default:
      return returned.reasons.includes('DUPLICATE') ? entry(at, text.duplicate(returned.fileName)) : null;
  }
}

/** As the letter says it. What an operator added stands in the letter alone. */
function whyRejected(reasons: readonly string[], municipality: Municipality): string {
  const why = REJECTION_CODES.filter((code) => reasons.includes(code)).flatMap((code) => {
    if (code === 'OTHER') return [];
    const reason = code === 'TOO_LARGE' ? { code, largestMegabytes: municipality.mostMegabytes } : { code };
    const about = { municipalityName: municipality.recipientName, reference: municipality.reference };
    return [rejectionTexts(municipality.language, reason, about).why];
  });
  return why.length === 0 ? portalTimelineTexts[municipality.language].whyInLetter : why.join(' ');
}

/** What the page calls a letter. */
export function letterWords(kind: LetterKind, language: 'nb' | 'nn'): string {
  const { kinds, other } = portalTexts[language].letters;
  return kinds[kind] ?? other;
}

function entry(at: Date, what: string, detail: string | null = null): TimelineEntry {
  return { at, what, detail, letter: null };
}
