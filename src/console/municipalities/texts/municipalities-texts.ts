import type {
  ARRIVALS,
  DEADLINE_STATES,
  DELIVERIES,
  HEALTH_REGIONS,
  RESOLUTION_FILTERS,
} from '../../../reporting/index.js';
import type { DeclarationReturnState } from '../../../declarations/index.js';

type WordsFor<Value extends string> = Readonly<Record<Value, string>>;

/** The parameters of the address, as the page names them. */
export type FilterName =
  | 'status'
  | 'returnState'
  | 'resolution'
  | 'deadline'
  | 'dueOn'
  | 'delivery'
  | 'arrival'
  | 'county'
  | 'healthRegion'
  | 'language'
  | 'q'
  | 'sort'
  | 'order'
  | 'cursor';

export interface MunicipalitiesTexts {
  readonly title: string;
  readonly filters: WordsFor<FilterName>;
  readonly searchHint: string;
  readonly all: string;
  readonly more: string;
  readonly apply: string;
  readonly clear: string;
  readonly wrong: (filter: string, value: string) => string;
  readonly wrongAdvice: string;
  readonly returnStates: WordsFor<DeclarationReturnState>;
  readonly resolutions: WordsFor<(typeof RESOLUTION_FILTERS)[number]>;
  readonly deadlineStates: WordsFor<(typeof DEADLINE_STATES)[number]>;
  readonly deliveries: WordsFor<(typeof DELIVERIES)[number]>;
  readonly arrivals: WordsFor<(typeof ARRIVALS)[number]>;
  readonly healthRegions: WordsFor<(typeof HEALTH_REGIONS)[number]>;
  readonly languages: WordsFor<'nb' | 'nn'>;
  /** How many the filter leaves, and their share of the base. */
  readonly found: (declarations: string, all: string, population: string, share: string) => string;
  readonly none: string;
  readonly notIssued: string;
  readonly map: string;
  readonly mapExplanation: string;
  readonly mapTooLarge: (most: string) => string;
  readonly table: {
    readonly heading: string;
    /** Rows on this page, of those that the filter leaves. */
    readonly caption: (rows: string, all: string) => string;
    readonly choose: string;
    readonly number: string;
    readonly name: string;
    readonly county: string;
    readonly population: string;
    readonly status: string;
    readonly deadline: string;
    readonly changed: string;
  };
  readonly extendChosen: string;
  readonly extendAll: (declarations: string) => string;
  readonly csv: string;
  readonly next: string;
  readonly first: string;
  readonly pages: string;
}
