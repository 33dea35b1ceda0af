import { addDays, localDate, startOfDay } from '../platform/calendar/index.js';
import { drawMishap } from './draw-mishap.js';
import type { DrawingContext } from './draw-plan.js';
import { OFFICE_HOURS } from './moment-book.js';
import { acceptance } from './review-sessions.js';
import { MISHAP_KINDS, QUESTION_TOPICS, type MishapKind, type MunicipalityPlan } from './scenario.js';
import type { SeededRandom } from './seeded-random.js';

type Plans = Map<string, MunicipalityPlan>;

/** How many of each; fewer where a small round of municipalities has no room for more. */
const MISHAP_COUNTS: Readonly<Record<MishapKind, number>> = {
  UNSIGNED: 6,
  WRONG_MUNICIPALITY: 2,
  ENCRYPTED: 2,
  DAMAGED: 3,
  EMPTY_FILE: 2,
  NOT_A_PDF: 4,
  TOO_LARGE: 1,
  DUPLICATE_SENT_TWICE: 6,
  MALWARE_LOOKING: 1,
};
const SOFT_BOUNCES = 3;
const HARD_BOUNCES = 2;
const OUT_OF_OFFICE = 24;
const QUESTIONS = 42;
/** Days before the deadline on which a reminder of the first plan goes out, or a little earlier for a holiday. */
const REMINDED_DAYS_BEFORE = [14, 7, 2, 1];
const HOUR = 3_600_000;

/** Adds what befalls some municipalities by chance. Each is drawn independently of what the others get. */
export function drawIncidents(random: SeededRandom, plans: Plans, context: DrawingContext): void {
  addMishaps(random.fork('mishaps'), plans, context);
  addBounces(random.fork('bounces'), plans, context);
  addOutOfOffice(random.fork('out of office'), plans, context);
  addQuestions(random.fork('questions'), plans, context);
}

/** At most one mishap for each municipality; a kind goes to the next one where the drawn one has no room for it. */
function addMishaps(random: SeededRandom, plans: Plans, context: DrawingContext): void {
  const silent = [...plans.values()].filter(({ outcome }) => outcome === 'SILENT').map(({ number }) => number);
  // The kinds with the fewest first, so that none is left over.
  const kinds = MISHAP_KINDS.toSorted((one, other) => MISHAP_COUNTS[one] - MISHAP_COUNTS[other]).flatMap((kind) =>
    Array.from({ length: MISHAP_COUNTS[kind] }, () => kind),
  );
  const open = random.shuffle([...plans.values()].filter((plan) => plan.return !== null));
  for (const kind of kinds) {
    for (const [index, plan] of open.entries()) {
      const own = random.fork(`${kind} ${plan.number}`);
      const formOf = kind === 'WRONG_MUNICIPALITY' ? neighbour(own, plan.number, silent) : null;
      const mishap =
        kind === 'WRONG_MUNICIPALITY' && formOf === null ? null : drawMishap(own, plan, kind, formOf, context);
      if (mishap !== null) {
        plans.set(plan.number, { ...withFirstCopy(plan, mishap.kind, mishap.sentAt, context), mishaps: [mishap] });
        open.splice(index, 1);
        break;
      }
    }
  }
}

/** Of the same right document sent twice, the first copy is the one that is accepted. */
function withFirstCopy(
  plan: MunicipalityPlan,
  kind: MishapKind,
  sentAt: Date,
  { sessions }: DrawingContext,
): MunicipalityPlan {
  if (kind !== 'DUPLICATE_SENT_TWICE' || plan.return === null) {
    return plan;
  }
  const acceptedAt = acceptance(plan.return.method, sentAt, sessions) ?? plan.return.acceptedAt;
  return { ...plan, return: { ...plan.return, acceptedAt } };
}

function neighbour(random: SeededRandom, number: string, silent: readonly string[]): string | null {
  const county = silent.filter((other) => other.slice(0, 2) === number.slice(0, 2));
  const choice = county.length > 0 ? county : silent;
  return choice.length > 0 ? random.pick(choice) : null;
}

function addBounces(random: SeededRandom, plans: Plans, { book, timetable }: DrawingContext): void {
  const struck = random.shuffle([...plans.keys()]).slice(0, SOFT_BOUNCES + HARD_BOUNCES);
  for (const [index, number] of struck.entries()) {
    const own = random.fork(number);
    const kind = index < SOFT_BOUNCES ? 'SOFT' : 'HARD';
    const addressCorrectedAt =
      kind === 'SOFT'
        ? null
        : book.draw(own, {
            from: new Date(timetable.issuedAt.getTime() + 4 * HOUR),
            until: new Date(timetable.issuedAt.getTime() + 96 * HOUR),
            hours: OFFICE_HOURS,
          });
    const afterSeconds = own.integer(3, kind === 'SOFT' ? 900 : 60);
    plans.set(number, { ...plans.get(number)!, bounce: { kind, afterSeconds, addressCorrectedAt } });
  }
}

function addOutOfOffice(random: SeededRandom, plans: Plans, { timetable }: DrawingContext): void {
  const reached = [...plans.values()].filter(({ bounce }) => bounce === null);
  for (const plan of random.shuffle(reached).slice(0, OUT_OF_OFFICE)) {
    const own = random.fork(plan.number);
    // Only a reminder that is sure to go out: before anything that could stop or replan it.
    const stops = [
      plan.mishaps[0]?.sentAt,
      plan.return?.sentAt,
      plan.extension?.grantedAt,
      plan.resolution?.report?.knownAt,
    ]
      .filter((instant) => instant !== undefined)
      .map((instant) => localDate(instant, timetable.zone));
    const slots = REMINDED_DAYS_BEFORE.filter((days) =>
      stops.every((stop) => addDays(timetable.deadlineOn, -days) < stop),
    );
    const reminder = slots.length > 0 && own.chance(0.4);
    plans.set(plan.number, {
      ...plan,
      outOfOffice: {
        letter: reminder ? 'REMINDER' : 'INVITATION',
        slot: reminder ? `D-${own.pick(slots)}` : null,
        afterSeconds: own.integer(2, 240),
      },
    });
  }
}

function addQuestions(random: SeededRandom, plans: Plans, { book, timetable }: DrawingContext): void {
  for (const number of random.shuffle([...plans.keys()]).slice(0, QUESTIONS)) {
    const plan = plans.get(number)!;
    const own = random.fork(number);
    const ends = [
      startOfDay(timetable.deadlineOn, timetable.zone),
      ...(plan.mishaps[0] === undefined ? [] : [plan.mishaps[0].sentAt]),
      ...(plan.return === null ? [] : [plan.return.sentAt]),
      ...(plan.resolution === null ? [] : [plan.resolution.decidedAt]),
    ];
    const askedAt = book.draw(own, {
      from: new Date((plan.bounce?.addressCorrectedAt ?? timetable.issuedAt).getTime() + 24 * HOUR),
      until: new Date(Math.min(...ends.map((end) => end.getTime()))),
      hours: OFFICE_HOURS,
    });
    if (askedAt !== null) {
      plans.set(number, { ...plan, question: { askedAt, topic: own.pick(QUESTION_TOPICS) } });
    }
  }
}
