import type { LocalDate } from '../platform/calendar/index.js';

/** What a municipality does in the end. */
export type Outcome = 'SIGNS' | 'DECLINES' | 'POSTPONES' | 'SILENT';

/** How it signs: with a certificate made for one signature, with an ordinary one, or by hand on paper, scanned. */
export type SigningMethod = 'DIGITAL_SHORT_TERM' | 'DIGITAL_ORDINARY' | 'PEN';

/** Which of the service's doors a document comes through. */
export type Channel = 'MAIL' | 'REST_MESSAGE' | 'REST_RETURN';

/** What goes wrong before the right document comes. */
export const MISHAP_KINDS = [
  'UNSIGNED',
  'WRONG_MUNICIPALITY',
  'ENCRYPTED',
  'DAMAGED',
  'EMPTY_FILE',
  'NOT_A_PDF',
  'TOO_LARGE',
  'DUPLICATE_SENT_TWICE',
  'MALWARE_LOOKING',
] as const;
export type MishapKind = (typeof MISHAP_KINDS)[number];

export const QUESTION_TOPICS = ['OBLIGATION', 'WHO_SIGNS', 'RESERVATIONS', 'HOW_TO_RETURN', 'MORE_TIME'] as const;
export type QuestionTopic = (typeof QUESTION_TOPICS)[number];

export interface PlannedMishap {
  readonly kind: MishapKind;
  readonly channel: Channel;
  /** For DUPLICATE_SENT_TWICE the right document goes out at this instant, and once more as the return. */
  readonly sentAt: Date;
  /** The review session that has dealt with it; for DUPLICATE_SENT_TWICE when the first copy is accepted. */
  readonly settledAt: Date;
  /** For WRONG_MUNICIPALITY: the number of the municipality whose form it is, one that stays silent. */
  readonly formOf: string | null;
}

export interface PlannedReturn {
  readonly method: SigningMethod;
  readonly channel: Channel;
  readonly sentAt: Date;
  /** DIGITAL_SHORT_TERM: at once, by the machine. Otherwise the first review session after it was sent. */
  readonly acceptedAt: Date;
}

export interface PlannedResolution {
  readonly outcome: 'ADOPTED' | 'DECLINED' | 'POSTPONED';
  readonly decidedAt: Date;
  /** As municipal councils number their cases: 'PS 45/20'. */
  readonly caseNumber: string;
  /** How the ministry learns of it before any signed document, or null if it does not. */
  readonly report: {
    /** By the municipality's own mail, or seen by an operator in the council's published minutes. */
    readonly way: 'MAIL' | 'OPERATOR';
    readonly at: Date;
    /** The session in which an operator records it. */
    readonly knownAt: Date;
  } | null;
}

/** Everything one municipality does in the scenario. */
export interface MunicipalityPlan {
  readonly number: string;
  readonly outcome: Outcome;
  /** That it signed (or postponed) is known from the sources; the rest of the plan is drawn all the same. */
  readonly known: boolean;
  readonly resolution: PlannedResolution | null;
  readonly extension: { readonly askedAt: Date; readonly grantedAt: Date; readonly until: LocalDate } | null;
  /** In the order of sending, all before the return. */
  readonly mishaps: readonly PlannedMishap[];
  readonly return: PlannedReturn | null;
  readonly question: { readonly askedAt: Date; readonly topic: QuestionTopic } | null;
  /** Answers that letter by itself so many seconds after it arrives; `slot` names the reminder. */
  readonly outOfOffice: {
    readonly letter: 'INVITATION' | 'REMINDER';
    readonly slot: string | null;
    readonly afterSeconds: number;
  } | null;
  /** The invitation comes back so many seconds after sending; after a hard bounce an operator mends the address. */
  readonly bounce: {
    readonly kind: 'SOFT' | 'HARD';
    readonly afterSeconds: number;
    readonly addressCorrectedAt: Date | null;
  } | null;
}

export interface ScenarioMunicipality {
  readonly number: string;
  readonly population: number;
}

export interface KnownSigner {
  readonly number: string;
  /** Accepted by the end of that day; null if only the end of the campaign is known. */
  readonly signedNoLaterThan: LocalDate | null;
}

/** What the drawn scenario must come to. Shares are hundredths of a percent, rounded half up: 5600 is 56.00 %. */
export interface ScenarioTargets {
  readonly first: { readonly at: Date; readonly acceptedShare: number; readonly forecastShare: number };
  readonly last: { readonly at: Date; readonly acceptedShare: number; readonly acceptedMunicipalities: number };
  /** How many of those that never sign say so. */
  readonly declinedOrPostponed: number;
}

export interface ScenarioTimetable {
  readonly zone: string;
  readonly issuedAt: Date;
  readonly deadlineOn: LocalDate;
  readonly extendedDeadlineOn: LocalDate;
  /** When operators review: 'HH:MM' on every working day, and more on single days. */
  readonly reviewTimes: readonly string[];
  readonly extraReviewTimes: readonly { readonly on: LocalDate; readonly at: string }[];
}

/** Figures of the drawn scenario at one instant, counted from the plans themselves. */
export interface ScenarioFigures {
  readonly at: Date;
  readonly accepted: { readonly municipalities: number; readonly population: number; readonly share: string };
  readonly forecast: { readonly municipalities: number; readonly population: number; readonly share: string };
  /** Documents sent and not dealt with: none, by construction. */
  readonly inReview: number;
}

export interface ScenarioSummary {
  readonly seed: string;
  readonly base: { readonly municipalities: number; readonly population: number };
  readonly figures: { readonly first: ScenarioFigures; readonly last: ScenarioFigures };
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly methods: Readonly<Record<SigningMethod, number>>;
  readonly mishaps: Readonly<Record<MishapKind, number>>;
  readonly knownSigners: number;
  readonly extensions: number;
  readonly questions: number;
  /** What is drawn and what is known, for whoever sees the output. */
  readonly notice: { readonly en: string; readonly nb: string };
}

export interface Scenario {
  readonly seed: string;
  /** One per municipality, in the order of their numbers. */
  readonly plans: readonly MunicipalityPlan[];
  /** When the operators sit down to review, in order. */
  readonly reviewSessions: readonly Date[];
  readonly summary: ScenarioSummary;
}
