import type {
  ReturnedDocumentState,
  ReturnView,
  ReviewDecision,
  ScanNotCompared,
  SignerLinkMatch,
} from '../../../returns/index.js';
import type { RejectionCode } from '../../../letters/index.js';
import type { FindingResult } from './check-words.js';

/** What may be wrong with a decision as it was typed, or with making it. */
export type DecisionFault =
  | 'REASON_MISSING'
  | 'REASON_TOO_LONG'
  | 'NOTE_TOO_LONG'
  | 'REJECTION_REASON_MISSING'
  | 'EXPLANATION_MISSING'
  | 'REFERENCE_MISSING'
  | 'DECLARATION_UNKNOWN'
  | 'RETURN_UNMATCHED'
  | 'OTHER_FORM'
  | 'ONLY_RETURN'
  | 'CONTROL_CHARACTERS';

/** The words of the pages where operators decide on returns; a missing one does not compile. */
export interface ReviewTexts {
  readonly queue: {
    readonly title: string;
    readonly waiting: (returns: number) => string;
    readonly shown: (returns: number) => string;
    readonly start: string;
    readonly none: string;
    readonly noneOfThese: string;
    readonly search: string;
    readonly searchHelp: string;
    readonly reason: string;
    readonly channel: string;
    readonly all: string;
    readonly show: string;
    readonly reset: string;
    readonly more: string;
    readonly fromStart: string;
    readonly columns: {
      readonly municipality: string;
      readonly share: string;
      readonly arrived: string;
      readonly waited: string;
      readonly why: string;
      readonly how: string;
    };
    readonly days: (days: number) => string;
  };
  readonly unknownMunicipality: string;
  readonly mayBe: (references: string) => string;
  readonly states: Readonly<Record<ReturnedDocumentState, string>>;
  readonly channels: Readonly<Record<ReturnView['channel'], string>>;
  readonly tiers: Readonly<Record<'A' | 'B' | 'C' | 'D', string>>;
  readonly indications: Readonly<Record<'TOTAL_PASSED' | 'INDETERMINATE' | 'TOTAL_FAILED', string>>;
  readonly signers: Readonly<Record<SignerLinkMatch, string>>;
  readonly results: Readonly<Record<FindingResult, string>>;
  readonly one: {
    readonly title: (name: string) => string;
    readonly toQueue: string;
    readonly skip: string;
    readonly why: string;
    readonly facts: {
      readonly heading: string;
      readonly state: string;
      readonly case: string;
      readonly population: string;
      readonly arrived: string;
      readonly onTime: string;
      readonly late: string;
      readonly channel: string;
      readonly handedInBy: string;
      readonly message: string;
      readonly openMessage: string;
      readonly file: string;
      readonly binding: string;
      readonly signature: string;
      readonly noSignature: string;
      readonly signer: string;
    };
    readonly download: string;
    readonly downloadCare: string;
    readonly filesNotForYou: string;
    readonly report: string;
    readonly pictures: {
      readonly heading: string;
      readonly page: (page: number) => string;
      readonly issued: string;
      readonly returned: string;
      readonly differences: string;
      readonly legend: string;
      readonly unmarked: string;
      readonly issuedAlt: (page: number) => string;
      readonly returnedAlt: (page: number) => string;
      readonly differencesAlt: (page: number, places: number) => string;
      readonly notCompared: Readonly<Record<ScanNotCompared, string>>;
      readonly making: string;
      readonly again: string;
      readonly make: string;
      readonly makeExplanation: string;
      readonly nothingToDraw: string;
      readonly failed: string;
      readonly places: (places: number) => string;
      readonly kinds: Readonly<Record<'ADDED' | 'MISSING' | 'CHANGED', string>>;
      readonly place: (kind: string, left: string, top: string) => string;
      readonly noPlaces: string;
    };
    readonly findings: {
      readonly heading: string;
      readonly none: string;
      readonly held: (count: number) => string;
      readonly evidence: string;
      readonly aborted: (why: string) => string;
      readonly signature: (number: number) => string;
    };
    readonly history: {
      readonly heading: string;
      readonly received: (by: string) => string;
      readonly verified: string;
      readonly decided: (decision: string, by: string) => string;
    };
    readonly others: { readonly heading: string; readonly none: string };
    readonly keys: {
      readonly heading: string;
      readonly on: string;
      readonly explanation: string;
      readonly next: string;
      readonly queue: string;
    };
  };
  readonly decisions: Readonly<Record<ReviewDecision, { readonly button: string; readonly done: string }>>;
  readonly decide: {
    readonly heading: Readonly<Record<ReviewDecision, (name: string) => string>>;
    readonly explanation: Readonly<Record<ReviewDecision, string>>;
    readonly own: string;
    readonly notApprover: string;
    readonly notInReview: string;
    readonly decidedBefore: (by: string) => string;
    readonly reason: string;
    readonly reasonHelp: string;
    readonly note: string;
    readonly noteHelp: (language: string) => string;
    readonly rejectionReasons: string;
    readonly rejectionCodes: Readonly<Record<RejectionCode, string>>;
    readonly explanationField: string;
    readonly explanationHelp: (language: string) => string;
    readonly find: string;
    readonly findHelp: string;
    readonly findButton: string;
    readonly found: string;
    readonly foundNone: string;
    readonly reference: string;
    readonly preview: string;
    readonly back: string;
    readonly confirmHeading: string;
    readonly effect: Readonly<Record<ReviewDecision, string>>;
    readonly letter: string;
    readonly letterTo: string;
    readonly letterSubject: string;
    readonly noLetter: string;
    readonly confirm: string;
    readonly change: string;
    readonly meanwhile: string;
    readonly nothingDecided: string;
    readonly youWrote: string;
    readonly faultHeading: string;
    readonly faults: Readonly<Record<DecisionFault, string>>;
  };
  readonly doneNotice: (decision: string, name: string) => string;
  readonly nextNotice: string;
  readonly noneLeft: string;
  readonly writtenLanguages: Readonly<Record<'nb' | 'nn', string>>;
  readonly actors: {
    readonly key: string;
    readonly municipality: string;
    readonly system: string;
    readonly mail: string;
  };
}
