import { endOfDay, localDate, type LocalDate } from '../platform/calendar/index.js';
import { nextSendingMoment, type SendingWindow } from './sending-window.policy.js';

/** A slot that is planned and not yet sent. */
export interface PlannedSlot {
  readonly slot: string;
  readonly sendAt: Date;
}

/**
 * What to do now about the planned slots of one deadline version. `missed` slots are never sent any more.
 * SEND: this one, now. WAIT: nothing before `until`, then decide again. EXPIRED: the deadline leaves no moment to send
 * anything. NOTHING_PLANNED: all is done.
 */
export type DueDecision<S extends PlannedSlot> =
  | { readonly action: 'SEND'; readonly slot: S; readonly missed: readonly S[] }
  | { readonly action: 'WAIT'; readonly slot: S; readonly until: Date; readonly missed: readonly S[] }
  | { readonly action: 'EXPIRED'; readonly missed: readonly S[] }
  | { readonly action: 'NOTHING_PLANNED'; readonly missed: readonly [] };

/**
 * Decides from the unsent slots and the time. After downtime the slots that fell due become one catch-up, the latest
 * of them, at the next moment of the window; if the next planned slot comes on that same day or sooner, that one is the
 * catch-up. So nobody gets two on one day, and nothing leaves outside the window or after the deadline's end.
 */
export function dueReminder<S extends PlannedSlot>(input: {
  readonly planned: readonly S[];
  readonly now: Date;
  readonly deadlineOn: LocalDate;
  readonly window: SendingWindow;
}): DueDecision<S> {
  const { now, window } = input;
  const planned = input.planned.toSorted((one, other) => one.sendAt.getTime() - other.sendAt.getTime());
  const endsAt = endOfDay(input.deadlineOn, window.timeZone);
  const due = planned.filter((slot) => slot.sendAt <= now);
  const [next] = planned.filter((slot) => slot.sendAt > now && slot.sendAt <= endsAt);
  const latest = due.at(-1);
  if (planned.length === 0) {
    return { action: 'NOTHING_PLANNED', missed: [] };
  }
  if (now > endsAt || (latest === undefined && next === undefined)) {
    return { action: 'EXPIRED', missed: planned };
  }
  const moment = nextSendingMoment(now, window);
  const dayOf = (instant: Date): LocalDate => localDate(instant, window.timeZone);
  if (next !== undefined && (latest === undefined || dayOf(next.sendAt) <= dayOf(moment))) {
    return { action: 'WAIT', slot: next, until: next.sendAt, missed: due };
  }
  if (latest === undefined || moment > endsAt) {
    return { action: 'EXPIRED', missed: planned };
  }
  const missed = due.slice(0, -1);
  return moment > now
    ? { action: 'WAIT', slot: latest, until: moment, missed }
    : { action: 'SEND', slot: latest, missed };
}
