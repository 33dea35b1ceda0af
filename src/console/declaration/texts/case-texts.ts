import type { CampaignState } from '../../../campaigns/index.js';
import type { DeadlineState, DeclarationReturnState, ResolutionOutcome } from '../../../declarations/index.js';
import type { ExtensionObstacle } from '../../../extensions/index.js';
import type { ReturnedDocumentState } from '../../../returns/index.js';

/** What an operator may do about one declaration, each on a page of its own. */
export const CASE_ACTIONS = ['extension', 'undo', 'resolution', 'contact', 'withdrawal', 'return'] as const;
export type CaseActionName = (typeof CASE_ACTIONS)[number];

export interface CaseActionTexts {
  readonly title: string;
  /** What it does, in a sentence. */
  readonly explanation: string;
  readonly preview: string;
  readonly confirm: string;
  readonly done: string;
}

/** The words of the page of one declaration and of its actions; a missing one does not compile. */
export interface CaseTexts {
  readonly status: string;
  readonly axes: {
    readonly return: string;
    readonly deadline: string;
    readonly delivery: string;
    readonly campaign: string;
  };
  readonly returnStates: Readonly<Record<DeclarationReturnState, string>>;
  readonly documentStates: Readonly<Record<ReturnedDocumentState, string>>;
  readonly deadlineStates: Readonly<Record<DeadlineState, string>>;
  readonly campaignStates: Readonly<Record<CampaignState, string>>;
  readonly withdrawn: (when: string) => string;
  /** How many letters have which delivery: «12 Sendt». */
  readonly lettersWith: (count: string, delivery: string) => string;
  readonly noLetters: string;
  readonly facts: {
    readonly reference: string;
    readonly number: string;
    readonly organizationNumber: string;
    readonly population: string;
    readonly language: string;
    readonly issued: string;
    readonly contact: string;
    readonly portalLink: string;
    readonly form: string;
    readonly downloadForm: string;
  };
  readonly languages: { readonly nb: string; readonly nn: string };
  readonly portalOpened: (when: string) => string;
  readonly portalNeverOpened: string;
  readonly portalVersion: (version: string) => string;
  readonly todo: string;
  readonly onlyReading: string;
  readonly actions: Readonly<Record<CaseActionName, CaseActionTexts>>;
  readonly impossible: {
    readonly undo: string;
    readonly withdrawal: string;
  };
  readonly obstacles: Readonly<Record<ExtensionObstacle, string>>;
  readonly headings: {
    readonly deadlines: string;
    readonly reminders: string;
    readonly letters: string;
    readonly returns: string;
    readonly resolutions: string;
    readonly messages: string;
    readonly tasks: string;
    readonly timeline: string;
  };
  readonly none: {
    readonly reminders: string;
    readonly returns: string;
    readonly resolutions: string;
    readonly messages: string;
    readonly tasks: string;
  };
  readonly columns: {
    readonly version: string;
    readonly deadline: string;
    readonly kind: string;
    readonly from: string;
    readonly by: string;
    readonly reason: string;
    readonly reminder: string;
    readonly planned: string;
    readonly state: string;
    readonly letter: string;
    readonly recipient: string;
    readonly delivery: string;
    readonly when: string;
    readonly file: string;
    readonly arrived: string;
    readonly result: string;
    readonly outcome: string;
    readonly decidedOn: string;
    readonly caseNumber: string;
    readonly subject: string;
    readonly sender: string;
    readonly event: string;
    readonly details: string;
  };
  readonly deadlineKinds: Readonly<Record<'ORIGINAL' | 'EXTENDED' | 'RESTORED', string>>;
  readonly inForce: string;
  readonly slotBefore: (days: string) => string;
  readonly slotAtOnce: string;
  readonly reminderStates: Readonly<Record<'PLANNED' | 'SENT' | 'CANCELLED' | 'MISSED', string>>;
  /** Why a reminder was not sent; what is not here is shown as it is. */
  readonly reminderReasons: Readonly<Record<string, string>>;
  readonly late: string;
  readonly receipt: string;
  readonly outcomes: Readonly<Record<ResolutionOutcome, string>>;
  readonly taskKinds: Readonly<Record<string, string>>;
  readonly taskOpen: string;
  readonly taskClosed: (when: string) => string;
  readonly actors: { readonly system: string; readonly municipality: string; readonly key: (name: string) => string };
  /** By the action of the audit event; what is not here is shown as it is. */
  readonly events: Readonly<Record<string, string>>;
  readonly form: CaseFormTexts;
}

/** The words of the forms and previews. */
export interface CaseFormTexts {
  readonly back: (name: string) => string;
  readonly dueOn: string;
  readonly reasonForMunicipality: string;
  readonly reasonForLog: string;
  readonly outcome: string;
  readonly decidedOn: string;
  readonly caseNumber: string;
  readonly email: string;
  readonly by: string;
  readonly byChoices: { readonly municipality: string; readonly ministry: string };
  readonly note: string;
  readonly file: string;
  /** What happens to a document that is handed in. */
  readonly handInEffects: readonly string[];
  readonly fileExplanation: (mostMegabytes: string) => string;
  readonly effect: string;
  readonly again: string;
  readonly nothingYet: string;
  readonly deadlineMoves: (from: string, to: string) => string;
  readonly remindersGo: string;
  readonly remindersCome: string;
  readonly remindersStay: string;
  readonly noneOfThem: string;
  readonly letterGoes: (to: string, address: string) => string;
  readonly linkExplanation: string;
  readonly subject: string;
  readonly resolutionCounts: (outcome: string, day: string) => string;
  readonly resolutionReplaces: (outcome: string, day: string) => string;
  readonly resolutionNoLetter: string;
  readonly addressMoves: (from: string, to: string) => string;
  readonly addressSame: string;
  readonly lettersFollow: string;
  readonly lettersStop: string;
  readonly sentOnceMore: string;
  readonly othersReleased: (letters: string) => string;
  readonly invitedAgain: string;
  readonly notInvitedAgain: string;
  readonly populationStays: string;
  readonly meanwhile: string;
  readonly meanwhileExplanation: string;
  readonly faults: {
    readonly heading: string;
    readonly dueOn: string;
    readonly reason: string;
    readonly outcome: string;
    readonly decidedOn: string;
    readonly future: string;
    readonly caseNumber: string;
    readonly email: string;
    readonly by: string;
    readonly note: string;
    readonly noFile: string;
    readonly tooLarge: (mostMegabytes: string) => string;
    readonly unreadable: string;
    readonly busy: string;
  };
}
