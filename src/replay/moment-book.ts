import { addDays, isWorkingDay, localDate, startOfDay } from '../platform/calendar/index.js';
import type { SeededRandom } from './seeded-random.js';

/** When in the day something plausibly happens: [from, to) in seconds after midnight, likely by weight. */
export interface DayHours {
  readonly spans: readonly { readonly from: number; readonly to: number; readonly weight: number }[];
}

const hour = (hours: number): number => hours * 3600;
/** Mostly in office hours, sometimes in the evening. */
export const OFFICE_HOURS: DayHours = {
  spans: [
    { from: hour(7.75), to: hour(16.25), weight: 9 },
    { from: hour(17.5), to: hour(21.5), weight: 1 },
  ],
};
/** Councils meet by day or in the evening. */
export const COUNCIL_HOURS: DayHours = { spans: [{ from: hour(10), to: hour(20.5), weight: 1 }] };

export interface MomentWish {
  /** Included. */
  readonly from: Date;
  /** Not included. */
  readonly until: Date;
  readonly hours: DayHours;
  /** Above 1 the later days are likelier; 1 is even. */
  readonly towardsEnd?: number;
  /** Anything else the moment has to meet. */
  readonly fits?: (moment: Date) => boolean;
}

const TRIES = 300;
const BEFORE_MS = 120_000;
const AFTER_MS = 60_000;

/**
 * Hands out moments on working days, each second at most once, and none from two minutes before to one minute after a
 * fixed instant (review sessions, the instants of the reports), so that nothing hangs on what comes first.
 */
export class MomentBook {
  readonly #fixed: readonly number[];
  readonly #taken = new Set<number>();
  /** Midnights of the working days. Clocks change on Sundays, so seconds after midnight are wall-clock time. */
  readonly #midnights: readonly number[];

  constructor(input: { from: Date; until: Date; zone: string; fixed: readonly Date[] }) {
    this.#fixed = input.fixed.map((instant) => instant.getTime());
    const midnights: number[] = [];
    const last = localDate(input.until, input.zone);
    for (let day = localDate(input.from, input.zone); day <= last; day = addDays(day, 1)) {
      if (isWorkingDay(day)) {
        midnights.push(startOfDay(day, input.zone).getTime());
      }
    }
    this.#midnights = midnights;
  }

  /** A free moment as wished, to the second; null if many tries found none. */
  draw(random: SeededRandom, wish: MomentWish): Date | null {
    const from = wish.from.getTime();
    const until = wish.until.getTime();
    const days = this.#midnights.filter((midnight) => midnight + hour(24) * 1000 > from && midnight < until);
    if (days.length === 0) {
      return null;
    }
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const day = days[Math.floor(days.length * random.fraction() ** (1 / (wish.towardsEnd ?? 1)))]!;
      const moment = day + secondOfDay(random, wish.hours) * 1000;
      if (moment >= from && moment < until && this.#isFree(moment) && (wish.fits?.(new Date(moment)) ?? true)) {
        this.#taken.add(moment);
        return new Date(moment);
      }
    }
    return null;
  }

  #isFree(moment: number): boolean {
    return (
      !this.#taken.has(moment) && !this.#fixed.some((fixed) => moment > fixed - BEFORE_MS && moment < fixed + AFTER_MS)
    );
  }
}

function secondOfDay(random: SeededRandom, { spans }: DayHours): number {
  const total = spans.reduce((sum, { weight }) => sum + weight, 0);
  let point = random.fraction() * total;
  const span = spans.find(({ weight }) => (point -= weight) < 0) ?? spans.at(-1)!;
  return random.integer(span.from, span.to - 1);
}
