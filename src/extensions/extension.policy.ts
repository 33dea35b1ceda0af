import type { Fault } from '../platform/errors/index.js';

/** A declaration whose deadline is to be moved. */
export interface ExtensionCandidate {
  readonly reference: string;
  readonly dueOn: string;
  readonly withdrawn: boolean;
  readonly accepted: boolean;
  readonly campaignState: 'DRAFT' | 'ISSUING' | 'RUNNING' | 'CLOSED';
}

/** Why a deadline cannot be moved to this day (YYYY-MM-DD, as is `today`); null: it can. */
export function whyNotExtend(candidate: ExtensionCandidate, dueOn: string, today: string): Fault | null {
  const fault = (message: string): Fault => ({ where: candidate.reference, message });
  if (candidate.campaignState !== 'RUNNING') return fault(`the campaign is ${candidate.campaignState}, not RUNNING`);
  if (candidate.withdrawn) return fault('the declaration has been withdrawn');
  if (candidate.accepted) return fault('the signed declaration is accepted already');
  if (dueOn <= candidate.dueOn) return fault(`the deadline is ${candidate.dueOn}: choose a later day than that`);
  if (dueOn < today) return fault(`${dueOn} has passed: choose a day to come`);
  return null;
}
