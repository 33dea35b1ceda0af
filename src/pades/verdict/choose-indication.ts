import type { Failure } from '../cms/verify-signed-data.js';
import type { Indication, SubIndication } from '../report.js';

export type Verdict = { readonly indication: Indication; readonly subIndication: SubIndication | null };

/**
 * EN 319 102-1, 5.1.3: one proven failure decides; else the first thing that could not be established; `anythingOpen`
 * keeps a signature from passing while any finding about it is open, whoever made it.
 */
export function chooseIndication(problems: readonly Failure[], anythingOpen: boolean): Verdict {
  const decisive = problems.find((problem) => problem.indication === 'TOTAL_FAILED') ?? problems[0];
  if (decisive) return decisive;
  if (anythingOpen) return { indication: 'INDETERMINATE', subIndication: 'SIG_CONSTRAINTS_FAILURE' };
  return { indication: 'TOTAL_PASSED', subIndication: null };
}
