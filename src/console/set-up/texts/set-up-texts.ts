import type { CampaignState } from '../../../campaigns/index.js';

/** The words of the pages on which a campaign is set up, issued and closed; a missing one does not compile. */
export interface SetUpTexts {
  readonly newCampaign: {
    readonly title: string;
    readonly explanation: string;
    readonly file: string;
    readonly definition: string;
    readonly definitionExplanation: string;
    readonly button: string;
    readonly faults: (faults: number) => string;
    readonly missing: string;
    readonly codeTaken: string;
    readonly stateForbids: string;
    /** A field with its line: `events[0].title.nn (line 42)`, `line 3`, `(whole file)`. */
    readonly place: (where: string) => string;
  };
  readonly title: string;
  readonly done: {
    readonly CREATED: string;
    readonly CHANGED: string;
    readonly UNCHANGED: string;
    readonly issuing: string;
    readonly closed: string;
  };
  readonly states: Readonly<Record<CampaignState, string>>;
  readonly state: string;
  readonly facts: {
    readonly code: string;
    readonly owner: string;
    readonly sender: string;
    readonly mailbox: string;
    readonly operators: string;
    readonly issueOn: string;
    readonly deadlineOn: string;
    readonly extendedDeadlineOn: string;
    readonly threshold: string;
    readonly thresholdOf: (numerator: string, denominator: string) => string;
    readonly base: string;
    readonly baseOf: (municipalities: string, population: string) => string;
    readonly imported: string;
    readonly issued: string;
    readonly closed: string;
    readonly window: string;
    readonly windowOf: (from: string, to: string) => string;
    readonly workingDays: string;
    readonly copies: string;
    readonly noCopies: string;
  };
  readonly progress: {
    readonly title: string;
    readonly of: (issued: string, all: string) => string;
    readonly refresh: string;
    readonly failed: (failed: number) => string;
    readonly municipality: string;
    readonly reason: string;
  };
  readonly plan: {
    readonly title: string;
    readonly explanation: string;
    readonly period: string;
    readonly days: (days: number) => string;
    readonly remind: string;
    readonly atOnce: string;
    readonly before: (days: string) => string;
  };
  readonly recipients: {
    readonly title: string;
    readonly outside: (regions: string) => string;
    readonly exceptions: string;
    readonly noExceptions: string;
  };
  readonly texts: {
    readonly title: string;
    readonly nb: string;
    readonly nn: string;
    readonly invitation: string;
    readonly form: string;
    readonly enclosures: string;
    readonly events: string;
    readonly noEvents: string;
  };
  readonly dryRun: {
    readonly title: string;
    readonly link: string;
    readonly explanation: string;
    readonly faults: (faults: number) => string;
    readonly noFaults: string;
    readonly recipients: string;
    readonly population: string;
    readonly byLanguage: string;
    readonly byLanguageOf: (nb: string, nn: string) => string;
    readonly copies: string;
    readonly deadline: string;
    readonly reminders: string;
    readonly noReminders: string;
    readonly slot: string;
    readonly sendAt: string;
    readonly daysLeft: string;
    readonly dropped: string;
    readonly droppedBecause: Readonly<Record<string, string>>;
    readonly excluded: string;
    readonly noExcluded: string;
    readonly sample: string;
    readonly sampleExplanation: string;
    readonly municipality: string;
    readonly show: string;
    readonly to: (name: string, email: string) => string;
    readonly invitation: string;
    readonly reminder: string;
    readonly form: string;
    readonly all: string;
    readonly name: string;
    readonly address: string;
    readonly language: string;
    readonly people: string;
    readonly back: string;
    readonly notRecipient: string;
    readonly issue: string;
  };
  readonly issue: {
    readonly title: string;
    readonly effect: (recipients: string, copies: string, people: string) => string;
    readonly once: string;
    readonly notReady: string;
    readonly seeFaults: string;
    readonly approversOnly: string;
    readonly confirm: (slug: string) => string;
    readonly confirmWrong: (slug: string) => string;
    readonly button: string;
    readonly again: string;
    readonly stale: string;
  };
  readonly close: {
    readonly title: string;
    readonly effect: (reminders: string, letters: string) => string;
    readonly returns: (returns: string) => string;
    readonly final: string;
    readonly button: string;
    readonly forbidden: string;
  };
}
