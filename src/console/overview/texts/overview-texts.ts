import type { CampaignState } from '../../../campaigns/index.js';
import type { DELIVERIES } from '../../../reporting/index.js';

export interface OverviewTexts {
  readonly campaigns: {
    readonly title: string;
    readonly none: string;
    readonly noneAdvice: string;
    readonly noneForReaders: string;
    readonly make: string;
    readonly count: (campaigns: number) => string;
    readonly name: string;
    readonly state: string;
    readonly municipalities: string;
    readonly signed: string;
    readonly target: string;
    readonly deadline: string;
    readonly replay: string;
    readonly reached: string;
    readonly notReached: string;
    readonly states: Readonly<Record<CampaignState, string>>;
  };
  readonly overview: {
    readonly replay: string;
    readonly asOf: (instant: string) => string;
    readonly base: (municipalities: string, population: string) => string;
    readonly notIssued: string;
    readonly toSetUp: string;
    readonly report: string;
    readonly signed: string;
    readonly resolved: string;
    readonly forecast: string;
    readonly target: (fraction: string, population: string) => string;
    readonly reached: string;
    readonly missing: (population: string) => string;
    readonly notSigned: (municipalities: string) => string;
    readonly both: (municipalities: string, population: string) => string;
    readonly chart: string;
    readonly byStatus: string;
    readonly status: string;
    readonly municipalities: string;
    readonly people: string;
    readonly share: string;
    readonly waiting: string;
    readonly reviews: string;
    readonly tasks: string;
    /** Those among them that have waited for longer. */
    readonly waitingLong: (rows: string, days: number) => string;
    readonly held: string;
    readonly dueSoon: string;
    readonly late: string;
    readonly overdue: string;
    readonly failed: string;
    readonly mail: string;
    readonly deliveries: Readonly<Record<(typeof DELIVERIES)[number], string>>;
    readonly stopped: string;
    readonly noMailbox: string;
    readonly neverRead: string;
    readonly lastRead: (instant: string) => string;
    readonly standstill: string;
  };
}
