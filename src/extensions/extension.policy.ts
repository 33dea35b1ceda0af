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

/** What keeps a deadline where it is: NOT_LATER and PASSED by the day that is wanted, the others whatever it is. */
export type ExtensionObstacle = 'CAMPAIGN_NOT_RUNNING' | 'WITHDRAWN' | 'ACCEPTED' | 'NOT_LATER' | 'PASSED';

/** Why a deadline cannot be moved to this day (YYYY-MM-DD, as is `today`); null: it can. */
export function whyNotExtend(candidate: ExtensionCandidate, dueOn: string, today: string): ExtensionObstacle | null {
  const settled = whyNotMove(candidate);
  if (settled !== null) return settled;
  if (dueOn <= candidate.dueOn) return 'NOT_LATER';
  return dueOn < today ? 'PASSED' : null;
}

/** Why the deadline is to stay as it is, whatever day is wanted; null: it may be moved. */
export function whyNotMove(candidate: ExtensionCandidate): ExtensionObstacle | null {
  if (candidate.campaignState !== 'RUNNING') return 'CAMPAIGN_NOT_RUNNING';
  if (candidate.withdrawn) return 'WITHDRAWN';
  return candidate.accepted ? 'ACCEPTED' : null;
}

/** The obstacle in words; `dueOn` is the day that is wanted. */
export function obstacleFault(candidate: ExtensionCandidate, obstacle: ExtensionObstacle, dueOn: string): Fault {
  const words: Readonly<Record<ExtensionObstacle, string>> = {
    CAMPAIGN_NOT_RUNNING: `the campaign is ${candidate.campaignState}, not RUNNING`,
    WITHDRAWN: 'the declaration has been withdrawn',
    ACCEPTED: 'the signed declaration is accepted already',
    NOT_LATER: `the deadline is ${candidate.dueOn}: choose a later day than that`,
    PASSED: `${dueOn} has passed: choose a day to come`,
  };
  return { where: candidate.reference, message: words[obstacle] };
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
