import { addDays, daysBetween, endOfDay, localDate, startOfDay, type LocalDate } from '../platform/calendar/index.js';
import { ServiceError } from '../platform/errors/index.js';
import type { ChosenOutcome, SignerGroup } from './choose-outcomes.js';
import { COUNCIL_HOURS, OFFICE_HOURS, type MomentBook, type MomentWish } from './moment-book.js';
import { acceptance, sessionAfter } from './review-sessions.js';
import type {
  Channel,
  MunicipalityPlan,
  PlannedResolution,
  PlannedReturn,
  ScenarioTargets,
  ScenarioTimetable,
  SigningMethod,
} from './scenario.js';
import type { SeededRandom } from './seeded-random.js';

/** What the plans of all municipalities share. */
export interface DrawingContext {
  readonly timetable: ScenarioTimetable;
  readonly targets: ScenarioTargets;
  readonly sessions: readonly Date[];
  readonly book: MomentBook;
}

/** What is decided about one municipality before its own plan is drawn. */
export interface PlanFrame extends ChosenOutcome {
  readonly number: string;
  readonly known: boolean;
  /** Accepted by the end of this day, if it is known. */
  readonly acceptedBy: LocalDate | null;
  /** Of the later groups: signs on the day of the deadline, without an extension. */
  readonly onTheLastDay: boolean;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** No council decides, and nobody returns a form, in the first days. */
const FIRST_RETURN_AFTER = 12 * DAY;
const FIRST_DECISION_AFTER = 4 * DAY;

/** One municipality's plan but for what befalls it by chance (mishaps, questions, bounces). */
export function drawPlan(random: SeededRandom, frame: PlanFrame, context: DrawingContext): MunicipalityPlan {
  const plan = {
    number: frame.number,
    outcome: frame.outcome,
    known: frame.known,
    resolution: null,
    extension: null,
    mishaps: [],
    return: null,
    question: null,
    outOfOffice: null,
    bounce: null,
  };
  if (frame.outcome === 'SILENT') {
    return plan;
  }
  if (frame.group === null) {
    const asks = random.fork('asks for more time').chance(0.12);
    const resolution = drawRefusal(random, frame, context, asks);
    return { ...plan, resolution, extension: asks ? drawExtension(random, resolution.decidedAt, context) : null };
  }
  const returned = drawReturn(random.fork('return'), frame, frame.group, context);
  const later = frame.group !== 'EARLY' && !frame.onTheLastDay;
  return {
    ...plan,
    return: returned,
    resolution: drawAdoption(random, frame.group, returned.sentAt, context),
    extension: later ? drawExtension(random, returned.sentAt, context) : null,
  };
}

function drawReturn(
  random: SeededRandom,
  frame: PlanFrame,
  group: SignerGroup,
  context: DrawingContext,
): PlannedReturn {
  const { timetable, targets, sessions } = context;
  const method = random.weighted<SigningMethod>({ DIGITAL_SHORT_TERM: 40, DIGITAL_ORDINARY: 20, PEN: 40 });
  const channel = random.weighted<Channel>({ MAIL: 72, REST_MESSAGE: 14, REST_RETURN: 14 });
  const early = group === 'EARLY';
  const dueOn = early || frame.onTheLastDay ? timetable.deadlineOn : timetable.extendedDeadlineOn;
  const limits = [
    endOfDay(dueOn, timetable.zone),
    early ? targets.first.at : targets.last.at,
    ...(frame.acceptedBy === null ? [] : [endOfDay(frame.acceptedBy, timetable.zone)]),
  ];
  const limit = new Date(Math.min(...limits.map((instant) => instant.getTime())));
  const sentAt = mustDraw(context.book, random, {
    from: early ? after(timetable.issuedAt, FIRST_RETURN_AFTER) : targets.first.at,
    until: limit,
    hours: OFFICE_HOURS,
    towardsEnd: early ? 2.4 : 1.2,
    fits: (moment) => {
      const acceptedAt = acceptance(method, moment, sessions);
      // On the last day a document may still wait for the next day's session; it came in time.
      const acceptedBefore = frame.onTheLastDay ? targets.last.at : limit;
      return acceptedAt !== null && acceptedAt < acceptedBefore;
    },
  });
  return { method, channel, sentAt, acceptedAt: acceptance(method, sentAt, sessions) ?? sentAt };
}

function drawAdoption(
  random: SeededRandom,
  group: SignerGroup,
  sentAt: Date,
  { book, sessions, targets, timetable }: DrawingContext,
): PlannedResolution {
  const firstDecision = after(timetable.issuedAt, FIRST_DECISION_AFTER);
  // Room for a mishap and its correction between the decision and the return.
  const lastDecision = new Date(sentAt.getTime() - 2 * DAY);
  // What is adopted and known when the figures are reported must leave a few sessions to be reported in.
  const until = group === 'ADOPTED' ? after(targets.first.at, -5 * DAY) : lastDecision;
  const earliest = after(until, -(group === 'ADOPTED' ? 30 : 16) * DAY);
  const decidedAt = mustDraw(book, random.fork('decision'), {
    from: earliest < firstDecision ? firstDecision : earliest,
    until,
    hours: COUNCIL_HOURS,
    towardsEnd: 1.5,
  });
  const caseNumber = drawCaseNumber(random, decidedAt, timetable);
  const chance = random.fork('reports').chance(0.45);
  if (group === 'LATE' || (group === 'EARLY' && !chance)) {
    return { outcome: 'ADOPTED', decidedAt, caseNumber, report: null };
  }
  const knownBefore = group === 'ADOPTED' ? targets.first.at : sentAt;
  const at = book.draw(random.fork('report'), {
    from: after(decidedAt, 30 * MINUTE),
    until: knownBefore,
    hours: OFFICE_HOURS,
    fits: (moment) => (sessionAfter(sessions, moment) ?? sentAt) < knownBefore,
  });
  if (at === null && group === 'ADOPTED') {
    throw noRoom();
  }
  return { outcome: 'ADOPTED', decidedAt, caseNumber, report: at && drawReport(random, at, sessions) };
}

function drawRefusal(
  random: SeededRandom,
  frame: PlanFrame,
  { book, sessions, targets, timetable }: DrawingContext,
  later: boolean,
): PlannedResolution {
  const last = sessions.at(-1) ?? targets.last.at;
  const decidedAt = mustDraw(book, random.fork('decision'), {
    from: later ? targets.first.at : after(timetable.issuedAt, FIRST_RETURN_AFTER),
    until: after(later ? last : targets.first.at, -DAY),
    hours: COUNCIL_HOURS,
    towardsEnd: 2,
  });
  const at = mustDraw(book, random.fork('report'), {
    from: after(decidedAt, 30 * MINUTE),
    until: new Date(Math.min(last.getTime(), decidedAt.getTime() + 8 * DAY)),
    hours: OFFICE_HOURS,
    fits: (moment) => sessionAfter(sessions, moment) !== null,
  });
  return {
    outcome: frame.outcome === 'DECLINES' ? 'DECLINED' : 'POSTPONED',
    decidedAt,
    caseNumber: drawCaseNumber(random, decidedAt, timetable),
    report: drawReport(random, at, sessions),
  };
}

function drawReport(random: SeededRandom, at: Date, sessions: readonly Date[]): PlannedResolution['report'] {
  const knownAt = sessionAfter(sessions, at);
  if (knownAt === null) {
    throw noRoom();
  }
  return { way: random.fork('way of the report').chance(0.6) ? 'MAIL' : 'OPERATOR', at, knownAt };
}

/** Asked for in the weeks before the deadline's day, granted in the next session. */
function drawExtension(
  random: SeededRandom,
  neededBefore: Date,
  { book, sessions, timetable }: DrawingContext,
): MunicipalityPlan['extension'] {
  const deadlineStarts = startOfDay(timetable.deadlineOn, timetable.zone);
  const askedAt = mustDraw(book, random.fork('extension'), {
    from: after(deadlineStarts, -18 * DAY),
    until: deadlineStarts < neededBefore ? deadlineStarts : neededBefore,
    hours: OFFICE_HOURS,
    towardsEnd: 1.8,
    fits: (moment) => sessionAfter(sessions, moment) !== null,
  });
  return { askedAt, grantedAt: sessionAfter(sessions, askedAt) ?? askedAt, until: timetable.extendedDeadlineOn };
}

/** 'PS 45/20': case 45 of the council's year; councils have decided some thirty to ninety by early summer. */
function drawCaseNumber(random: SeededRandom, decidedAt: Date, { zone }: ScenarioTimetable): string {
  const day = localDate(decidedAt, zone);
  const elapsed = daysBetween(`${day.slice(0, 4)}-01-01`, addDays(day, 1));
  const number = Math.max(1, Math.round((elapsed / 365) * random.fork('case number').integer(70, 160)));
  return `PS ${number}/${day.slice(2, 4)}`;
}

function after(instant: Date, milliseconds: number): Date {
  return new Date(instant.getTime() + milliseconds);
}

function mustDraw(book: MomentBook, random: SeededRandom, wish: MomentWish): Date {
  const moment = book.draw(random, wish);
  if (moment === null) {
    throw noRoom();
  }
  return moment;
}

function noRoom(): ServiceError<'SCENARIO_NO_ROOM'> {
  return new ServiceError(
    'SCENARIO_NO_ROOM',
    'The timetable leaves no moment for something that has to happen. Give it more review sessions or more days.',
    { category: 'invalid' },
  );
}
