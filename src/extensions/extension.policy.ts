import type { Fault } from '../platform/errors/index.js';

/** A declaration whose deadline is to be moved. */
export interface ExtensionCandidate {
  readonly reference: string;
  readonly dueOn: string;
  readonly withdrawn: boolean;
  readonly accepted: boolean;
  readonly campaignState: 'DRAFT' | 'ISSUING' | 'RUNNING' | 'CLOSED';
}

/** A deadline version, as far as undoing looks at it. */
export interface UndoableVersion {
  readonly version: number;
  readonly kind: 'ORIGINAL' | 'EXTENDED' | 'RESTORED';
  readonly dueOn: string;
}

/** Why a deadline cannot be moved to this day (YYYY-MM-DD, as is `today`); null: it can. */
export function whyNotExtend(candidate: ExtensionCandidate, dueOn: string, today: string): Fault | null {
  const settled = whyNotMove(candidate);
  if (settled !== null) return settled;
  const fault = (message: string): Fault => ({ where: candidate.reference, message });
  if (dueOn <= candidate.dueOn) return fault(`the deadline is ${candidate.dueOn}: choose a later day than that`);
  if (dueOn < today) return fault(`${dueOn} has passed: choose a day to come`);
  return null;
}

/**
 * The version that comes back when the extension in force is undone; null when the deadline in force is the original
 * one, or came back as such. An undone extension does not count any more, so of two extensions the second one and then
 * the first one can be undone.
 */
export function versionToRestore<V extends UndoableVersion>(versions: readonly V[]): V | null {
  const inForce: V[] = [];
  for (const version of versions.toSorted((one, other) => one.version - other.version)) {
    if (version.kind === 'RESTORED') inForce.pop();
    else inForce.push(version);
  }
  return inForce.at(-2) ?? null;
}

/** Why the deadline is to stay as it is, whatever day is wanted; null: it may be moved. */
export function whyNotMove(candidate: ExtensionCandidate): Fault | null {
  const fault = (message: string): Fault => ({ where: candidate.reference, message });
  if (candidate.campaignState !== 'RUNNING') return fault(`the campaign is ${candidate.campaignState}, not RUNNING`);
  if (candidate.withdrawn) return fault('the declaration has been withdrawn');
  if (candidate.accepted) return fault('the signed declaration is accepted already');
  return null;
}
