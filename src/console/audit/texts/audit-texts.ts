import type { ActionArea, AuditAction } from '../audit-actions.js';

/** What an event happened to: the part of its subject before the colon. */
export const SUBJECT_KINDS = [
  'campaign',
  'declaration',
  'return',
  'letter',
  'message',
  'municipality',
  'person',
  'api-key',
  'mail-gateway',
  'webhook-endpoint',
  'register',
  'work',
] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** The words of the page of the audit log. */
export interface AuditTexts {
  readonly title: string;
  readonly areas: Readonly<Record<ActionArea, string>>;
  readonly actions: Readonly<Record<AuditAction, string>>;
  readonly subjects: Readonly<Record<SubjectKind, string>>;
  readonly actors: {
    readonly system: (part: string) => string;
    readonly municipality: (number: string) => string;
    readonly key: (name: string) => string;
    readonly gateway: (name: string) => string;
    readonly mail: (address: string) => string;
  };
  readonly filter: {
    readonly heading: string;
    readonly actor: string;
    readonly actorRules: string;
    readonly action: string;
    readonly campaign: string;
    readonly campaignRules: string;
    readonly subject: string;
    readonly subjectRules: string;
    readonly from: string;
    readonly to: string;
    readonly all: string;
    readonly show: string;
    readonly clear: string;
    readonly notADay: string;
    readonly reversed: string;
  };
  readonly list: {
    readonly heading: string;
    readonly caption: string;
    readonly none: string;
    readonly when: string;
    readonly event: string;
    readonly who: string;
    readonly about: string;
    readonly details: string;
    readonly detailsOf: (event: string) => string;
    readonly newest: string;
    readonly older: string;
    readonly pages: string;
    readonly csv: string;
  };
  readonly details: {
    readonly code: string;
    readonly actor: string;
    readonly subject: string;
    readonly instant: string;
    readonly position: string;
    readonly hash: string;
    readonly unsealed: string;
    readonly onlyActor: string;
    readonly onlySubject: string;
  };
  readonly check: {
    readonly heading: string;
    readonly explanation: string;
    readonly never: string;
    readonly button: string;
    readonly asked: string;
    readonly waiting: (events: string, by: string, at: string) => string;
    readonly look: string;
    readonly fits: (events: string, from: string, to: string) => string;
    readonly fitsEmpty: string;
    readonly checked: (at: string, by: string) => string;
    readonly head: string;
    readonly lastGood: string;
    readonly keepHead: string;
    readonly broken: string;
    readonly faults: {
      readonly GAP: (position: string, before: string) => string;
      readonly PREDECESSOR: (position: string, before: string) => string;
      readonly CHANGED: (position: string) => string;
      readonly CUT_OFF: (last: string) => string;
      readonly REWRITTEN: (position: string) => string;
    };
    readonly stillFits: (events: string) => string;
    readonly theEvent: string;
    readonly todo: string;
    readonly steps: readonly string[];
  };
}
