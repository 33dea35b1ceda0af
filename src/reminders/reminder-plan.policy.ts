import { addDays, atLocalTime, daysBetween, endOfDay, localDate, type LocalDate } from '../platform/calendar/index.js';
import { assertInWindow, isSendingDay, nextSendingMoment, type SendingWindow } from './sending-window.policy.js';

/** One row of a campaign's reminder plan; of the rows that fit a period, the one with the most days counts. */
export interface ReminderPlanRow {
  readonly periodOfAtLeastDays: number;
  /** Days before the deadline, whole and positive, or one reminder as soon as the window allows. */
  readonly remind: readonly number[] | 'at-once';
}

/** The plan a campaign has unless it says otherwise. */
export const DEFAULT_REMINDER_PLAN: readonly ReminderPlanRow[] = [
  { periodOfAtLeastDays: 10, remind: [14, 7, 2, 1] },
  { periodOfAtLeastDays: 6, remind: [3, 1] },
  { periodOfAtLeastDays: 4, remind: [2, 1] },
  { periodOfAtLeastDays: 2, remind: [1] },
  { periodOfAtLeastDays: 0, remind: 'at-once' },
];

const DEFAULT_SENDING_TIME = '09:00';

export interface ReminderSlot {
  /** Stable within one deadline version: 'D-14' for fourteen days before, or 'AT-ONCE'. */
  readonly slot: string;
  /** As the plan says it, before any move; null for AT-ONCE. */
  readonly daysBefore: number | null;
  readonly sendAt: Date;
  /** The local day of `sendAt`. */
  readonly sendOn: LocalDate;
  /** Whole days from `sendOn` to the deadline: what the letter may say. */
  readonly daysLeft: number;
  /** The weekend day or public holiday that the slot fell on, or null if it was not moved. */
  readonly movedFrom: LocalDate | null;
}

export interface DroppedSlot {
  readonly slot: string;
  readonly daysBefore: number | null;
  readonly reason:
    | 'NOT_AFTER_START' // on or before the day on which the period starts: the invitation itself says it
    | 'PASSED' // its moment lay before `now` when the plan was made
    | 'SAME_DAY' // another slot, nearer to the deadline, goes out on the same day: `mergedInto`
    | 'NO_MOMENT_IN_WINDOW'; // the window does not open again before the deadline ends
  readonly mergedInto: string | null;
}

export interface ReminderPlan {
  /** In the order of sending, at most one on any day. */
  readonly slots: readonly ReminderSlot[];
  readonly dropped: readonly DroppedSlot[];
}

export interface PlanRemindersInput {
  /** When the deadline version began to count: issue, or the grant of the extension. */
  readonly startsOn: Date;
  /** Ends at 23:59:59.999 in the window's zone. */
  readonly deadlineOn: LocalDate;
  readonly plan: readonly ReminderPlanRow[];
  readonly window: SendingWindow;
  /** 'HH:MM' inside the window. */
  readonly preferredTime?: string;
  readonly now: Date;
}

/**
 * The reminders of one deadline version. The period is the whole local days from start to deadline; a slot that falls
 * outside the working days moves to the working day before. Every slot of the plan's row comes back, either planned or
 * dropped with its reason; a deadline before its start has none. Throws RangeError if the preferred time is outside
 * the window.
 */
export function planReminders(input: PlanRemindersInput): ReminderPlan {
  const { deadlineOn, window, preferredTime = DEFAULT_SENDING_TIME } = input;
  assertInWindow(preferredTime, window);
  const startOn = localDate(input.startsOn, window.timeZone);
  const remind = rowFor(daysBetween(startOn, deadlineOn), input.plan)?.remind ?? [];
  if (remind === 'at-once') {
    return planAtOnce(input);
  }
  const slots: ReminderSlot[] = [];
  const dropped: DroppedSlot[] = [];
  // Nearest to the deadline first, so that of two on one day the nearer one stays.
  for (const daysBefore of [...new Set(remind)].toSorted((one, other) => one - other)) {
    const candidate = slotBefore(daysBefore, deadlineOn, preferredTime, window);
    const sameDay = slots.find((slot) => slot.sendOn === candidate.sendOn);
    if (candidate.sendOn <= startOn) {
      dropped.push(drop(candidate, 'NOT_AFTER_START'));
    } else if (candidate.sendAt < input.now) {
      dropped.push(drop(candidate, 'PASSED'));
    } else if (sameDay !== undefined) {
      dropped.push(drop(candidate, 'SAME_DAY', sameDay.slot));
    } else {
      slots.push(candidate);
    }
  }
  return { slots: slots.reverse(), dropped: dropped.reverse() };
}

/** The row with the most days that the period still reaches; none for a period shorter than every row. */
function rowFor(period: number, plan: readonly ReminderPlanRow[]): ReminderPlanRow | undefined {
  return plan
    .filter((row) => row.periodOfAtLeastDays <= period)
    .toSorted((one, other) => other.periodOfAtLeastDays - one.periodOfAtLeastDays)[0];
}

function slotBefore(daysBefore: number, deadlineOn: LocalDate, time: string, window: SendingWindow): ReminderSlot {
  if (!Number.isSafeInteger(daysBefore) || daysBefore < 1) {
    throw new RangeError(
      `A reminder goes out a whole number of days before the deadline, at least 1, not ${daysBefore}.`,
    );
  }
  const fallsOn = addDays(deadlineOn, -daysBefore);
  let sendOn = fallsOn;
  while (!isSendingDay(sendOn, window)) {
    sendOn = addDays(sendOn, -1);
  }
  return {
    slot: `D-${daysBefore}`,
    daysBefore,
    sendAt: atLocalTime(sendOn, time, window.timeZone),
    sendOn,
    daysLeft: daysBetween(sendOn, deadlineOn),
    movedFrom: sendOn === fallsOn ? null : fallsOn,
  };
}

function planAtOnce({ startsOn, deadlineOn, window, now }: PlanRemindersInput): ReminderPlan {
  const name = { slot: 'AT-ONCE', daysBefore: null };
  const sendAt = nextSendingMoment(now > startsOn ? now : startsOn, window);
  if (sendAt > endOfDay(deadlineOn, window.timeZone)) {
    return { slots: [], dropped: [drop(name, 'NO_MOMENT_IN_WINDOW')] };
  }
  const sendOn = localDate(sendAt, window.timeZone);
  const daysLeft = daysBetween(sendOn, deadlineOn);
  return { slots: [{ ...name, sendAt, sendOn, daysLeft, movedFrom: null }], dropped: [] };
}

function drop(
  { slot, daysBefore }: Pick<ReminderSlot, 'slot' | 'daysBefore'>,
  reason: DroppedSlot['reason'],
  mergedInto: string | null = null,
): DroppedSlot {
  return { slot, daysBefore, reason, mergedInto };
}
