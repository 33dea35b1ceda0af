import type { PlannedSlot } from './due-reminder.policy.js';

/** What a new deadline changes about the reminders a municipality will get, each list in the order of sending. */
export interface PlanDifference<Old extends PlannedSlot, New extends PlannedSlot> {
  /** Planned before, and no longer. */
  readonly removed: readonly Old[];
  readonly added: readonly New[];
  /** At the same instant in both plans; the slot's name may differ, as it counts from another deadline. */
  readonly kept: readonly { readonly before: Old; readonly after: New }[];
}

/**
 * Compares the unsent slots of the old deadline version with those of the new one, as the reader of a preview would:
 * by when a reminder comes. (The rows themselves are all cancelled and planned anew.)
 */
export function diffPlans<Old extends PlannedSlot, New extends PlannedSlot>(
  oldPlanned: readonly Old[],
  newPlanned: readonly New[],
): PlanDifference<Old, New> {
  const before = new Map(oldPlanned.map((slot) => [slot.sendAt.getTime(), slot]));
  const after = new Map(newPlanned.map((slot) => [slot.sendAt.getTime(), slot]));
  return {
    removed: inOrder(oldPlanned).filter((slot) => !after.has(slot.sendAt.getTime())),
    added: inOrder(newPlanned).filter((slot) => !before.has(slot.sendAt.getTime())),
    kept: inOrder(newPlanned).flatMap((slot) => {
      const old = before.get(slot.sendAt.getTime());
      return old === undefined ? [] : [{ before: old, after: slot }];
    }),
  };
}

function inOrder<S extends PlannedSlot>(slots: readonly S[]): S[] {
  return slots.toSorted((one, other) => one.sendAt.getTime() - other.sendAt.getTime());
}
