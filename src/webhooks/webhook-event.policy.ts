import { canonicalJson, type JsonObject } from '../platform/json/index.js';

/** What an endpoint can be told. */
export const WEBHOOK_EVENT_TYPES = [
  'declaration.returned',
  'declaration.accepted',
  'declaration.rejected',
  'review.needed',
  'extension.granted',
  'letter.bounced',
  'threshold.reached',
  'campaign.closed',
] as const;
export type WebhookEventType = (typeof WEBHOOK_EVENT_TYPES)[number];

/** Only ever sent on request, to try an endpoint out. */
export const PING = 'endpoint.ping';

/** What happened, by the names of the things it happened to: nothing about people, and nothing that a reader lacks. */
export interface ToldEvent {
  readonly type: WebhookEventType;
  readonly at: Date;
  readonly subject: Subject;
  /** Tells it apart from others of its type and instant. Stays inside: letters are found by what only we know. */
  readonly key: string;
  /** Ids of what it is about besides its subject. */
  readonly ids: Readonly<Record<string, string | number>>;
}

type Subject =
  | { readonly kind: 'declaration'; readonly reference: string }
  | { readonly kind: 'return'; readonly id: string }
  | { readonly kind: 'campaign'; readonly slug: string };

interface AuditFacts {
  readonly at: Date;
  readonly action: string;
  readonly subject: string;
  readonly data: JsonObject;
}

interface Telling {
  readonly type: WebhookEventType;
  readonly ids: (data: JsonObject) => Record<string, string | number>;
}

/** Which audit events are told, and which of their facts. A return counts by its declaration only once it has one. */
const TELLINGS: Readonly<Record<string, Telling>> = {
  RETURN_RECEIVED: { type: 'declaration.returned', ids: (data) => pick(data, { return: 'return' }) },
  DECLARATION_ACCEPTED: { type: 'declaration.accepted', ids: (data) => pick(data, { cause: 'return' }) },
  DECLARATION_REJECTED: { type: 'declaration.rejected', ids: (data) => pick(data, { cause: 'return' }) },
  RETURN_NEEDS_REVIEW: { type: 'review.needed', ids: (data) => pick(data, { return: 'return' }) },
  DEADLINE_EXTENDED: {
    type: 'extension.granted',
    ids: (data) => pick(data, { deadlineVersion: 'deadlineVersion', to: 'dueOn' }),
  },
  LETTER_BOUNCED_HARD: {
    type: 'letter.bounced',
    ids: (data) => ({ ...pick(data, { kind: 'letter' }), bounce: 'HARD' }),
  },
  LETTER_BOUNCED_SOFT: {
    type: 'letter.bounced',
    ids: (data) => ({ ...pick(data, { kind: 'letter' }), bounce: 'SOFT' }),
  },
  CAMPAIGN_CLOSED: { type: 'campaign.closed', ids: () => ({}) },
};

/** The event that follows from an audit event, or null: most are nobody's business outside. */
export function toldEvent({ at, action, subject, data }: AuditFacts): ToldEvent | null {
  const telling = Object.hasOwn(TELLINGS, action) ? TELLINGS[action] : undefined;
  const about = subjectOf(subject);
  if (telling === undefined || about === null) return null;
  if (telling.type === 'declaration.returned' && about.kind !== 'declaration') return null;
  return { type: telling.type, at, subject: about, key: canonicalJson(data), ids: telling.ids(data) };
}

/** The audit events after which more people may be reached than before. */
export function mayReachThreshold(action: string): boolean {
  return action === 'DECLARATION_ACCEPTED' || action === 'DECLARATION_WITHDRAWN';
}

function subjectOf(subject: string): Subject | null {
  const colon = subject.indexOf(':');
  const name = subject.slice(colon + 1);
  switch (subject.slice(0, colon)) {
    case 'declaration':
      return { kind: 'declaration', reference: name };
    case 'return':
      return { kind: 'return', id: name };
    case 'campaign':
      return { kind: 'campaign', slug: name };
    default:
      return null;
  }
}

/** The named facts under the names that readers know; what is no name or number is left out. */
function pick(data: JsonObject, names: Readonly<Record<string, string>>): Record<string, string | number> {
  const picked: Record<string, string | number> = {};
  for (const [from, to] of Object.entries(names)) {
    const value = data[from];
    if (typeof value === 'string' || typeof value === 'number') picked[to] = value;
  }
  return picked;
}
