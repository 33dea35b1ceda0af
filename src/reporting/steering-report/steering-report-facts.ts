import type { LocalDate } from '../../platform/calendar/index.js';
import type { PageFormats } from '../../platform/pages/index.js';
import type { ShareCategory, ShareReport } from '../share.policy.js';
import type { ShareStep } from '../share-steps.js';
import type { ReportedChange } from './changes.policy.js';
import type { SteeringReportTexts } from './steering-report-texts.js';

/** All that a steering report says, whatever its language: known at `asOf`, and not changed by what happens later. */
export interface SteeringReportFacts {
  readonly campaign: {
    readonly slug: string;
    readonly title: Readonly<Record<'nb' | 'nn', string>>;
    readonly owner: Readonly<Record<'nb' | 'nn', string>>;
    readonly timeZone: string;
    readonly deadlines: readonly LocalDate[];
    /** A replay, not the real campaign. */
    readonly simulated: boolean;
  };
  readonly asOf: Date;
  /** What the changes are told from; null: from the beginning. */
  readonly since: Date | null;
  readonly report: ShareReport;
  /** The names of the fewest further municipalities that would reach the threshold, largest first. */
  readonly fewestFurther: readonly string[];
  readonly steps: readonly ShareStep[];
  readonly changes: readonly ReportedChange[];
}

/** Facts, words and the reader's formats of one report. */
export interface ReportInWords {
  readonly facts: SteeringReportFacts;
  readonly text: SteeringReportTexts;
  readonly categories: Readonly<Record<ShareCategory, string>>;
  readonly formats: PageFormats;
}
