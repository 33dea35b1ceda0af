import type { DrawingContext } from './draw-plan.js';
import { OFFICE_HOURS } from './moment-book.js';
import { acceptance, sessionAfter } from './review-sessions.js';
import type { MishapKind, MunicipalityPlan, PlannedMishap } from './scenario.js';
import type { SeededRandom } from './seeded-random.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * A mishap before the plan's return, or null where there is no room for one. A wrong document is dealt with in a review
 * session before the right one is sent, and never waits for review while a report is made.
 */
export function drawMishap(
  random: SeededRandom,
  plan: MunicipalityPlan,
  kind: MishapKind,
  formOf: string | null,
  { book, sessions, targets }: DrawingContext,
): PlannedMishap | null {
  const { return: returned, resolution } = plan;
  if (returned === null || resolution === null) {
    return null;
  }
  const twice = kind === 'DUPLICATE_SENT_TWICE';
  const settledBy = (sentAt: Date): Date | null =>
    twice ? acceptance(returned.method, sentAt, sessions) : sessionAfter(sessions, sentAt);
  const until = new Date(returned.sentAt.getTime() - 2 * MINUTE);
  const from = new Date(until.getTime() - (twice ? 40 * MINUTE : 9 * DAY));
  const sentAt = book.draw(random, {
    from: from < resolution.decidedAt ? resolution.decidedAt : from,
    until,
    hours: OFFICE_HOURS,
    fits: (moment) => {
      const settledAt = settledBy(moment);
      const sameSession =
        sessionAfter(sessions, moment)?.getTime() === sessionAfter(sessions, returned.sentAt)?.getTime();
      const crosses = moment <= targets.first.at && (settledAt ?? targets.last.at) > targets.first.at;
      const inTime = twice
        ? sameSession && moment > targets.first.at === returned.sentAt > targets.first.at
        : settledAt !== null && settledAt.getTime() + 10 * MINUTE <= returned.sentAt.getTime();
      return inTime && !crosses;
    },
  });
  if (sentAt === null) {
    return null;
  }
  return { kind, channel: returned.channel, sentAt, settledAt: settledBy(sentAt) ?? returned.acceptedAt, formOf };
}
