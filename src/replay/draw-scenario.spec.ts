import { readFileSync } from 'node:fs';
import { addDays, isWorkingDay, localClockTime, localDate } from '../platform/calendar/index.js';
import { parseRegister } from '../municipalities/index.js';
import { AKSON_2020_POSTPONED, AKSON_2020_TARGETS, AKSON_2020_TIMETABLE } from './akson-2020-scenario.js';
import { drawScenario, type DrawScenarioInput } from './draw-scenario.js';
import { parseKnownSigners } from './known-signers-file.js';
import { MISHAP_KINDS, type MunicipalityPlan, type Scenario } from './scenario.js';

const read = (file: string) => readFileSync(new URL(`../../data/${file}`, import.meta.url), 'utf8');
const municipalities = parseRegister(read('municipalities-2020.csv')).filter(
  ({ healthRegion, number }) => healthRegion !== 'Helse Midt-Norge' && number !== '1811',
);
const knownSigners = parseKnownSigners(read('akson-known-signers.csv'));
const people = new Map(municipalities.map(({ number, population }) => [number, population]));
const BASE = 4_632_214;

const input = (seed: string): DrawScenarioInput => ({
  seed,
  municipalities,
  knownSigners,
  forcedPostponed: AKSON_2020_POSTPONED,
  targets: AKSON_2020_TARGETS,
  timetable: AKSON_2020_TIMETABLE,
});

const NOON = new Date('2020-07-01T12:00:00+02:00');
const END = new Date('2020-07-08T00:00:00+02:00');
const ISSUED = new Date('2020-04-24T09:00:00+02:00');
const DEADLINE_ENDS = new Date('2020-07-01T23:59:59.999+02:00');
const EXTENDED_ENDS = new Date('2020-07-07T23:59:59.999+02:00');

const SEEDS = Array.from({ length: 50 }, (_, index) => `seed ${index}`);
const scenarios = SEEDS.map((seed) => drawScenario(input(seed)));

/** Every event of a plan with its name, in no order. Sessions are not events of a plan. */
function events(plan: MunicipalityPlan): [string, Date][] {
  const found: [string, Date | null | undefined][] = [
    ['decided', plan.resolution?.decidedAt],
    ['reported', plan.resolution?.report?.at],
    ['asked for an extension', plan.extension?.askedAt],
    ...plan.mishaps.map(({ kind, sentAt }): [string, Date] => [kind, sentAt]),
    ['returned', plan.return?.sentAt],
    ['asked a question', plan.question?.askedAt],
    ['address corrected', plan.bounce?.addressCorrectedAt],
  ];
  return found.filter((entry): entry is [string, Date] => entry[1] instanceof Date);
}

/** The operators' review times in words: 09:30 and 13:30 on working days, 11:30 on 1 July and 16:30 on 7 July. */
const SESSIONS = (() => {
  const times = ['2020-07-01T11:30:00+02:00', '2020-07-07T16:30:00+02:00'];
  for (let day = '2020-04-24'; day <= '2020-07-07'; day = addDays(day, 1)) {
    if (isWorkingDay(day)) {
      times.push(`${day}T09:30:00+02:00`, `${day}T13:30:00+02:00`);
    }
  }
  return times.map((time) => Date.parse(time)).toSorted((one, other) => one - other);
})();

function nextSession(sentAt: Date): number {
  return SESSIONS.find((session) => session > sentAt.getTime()) ?? Infinity;
}

function sumOf(plans: readonly MunicipalityPlan[]): number {
  return plans.reduce((sum, { number }) => sum + people.get(number)!, 0);
}

/** round half up of 100 × population ÷ BASE to two decimals, without dividing. */
function roundsTo(population: number, hundredths: number): boolean {
  const doubled = 20_000 * population;
  return doubled >= (2 * hundredths - 1) * BASE && doubled < (2 * hundredths + 1) * BASE;
}

/** What is out of order in one plan. */
function disorder(plan: MunicipalityPlan): string[] {
  const { resolution, extension, mishaps, question, return: returned } = plan;
  const corrected = plan.bounce?.addressCorrectedAt ?? ISSUED;
  const due = extension === null ? DEADLINE_ENDS : EXTENDED_ENDS;
  const report = resolution?.report ?? null;
  const rules: [string, boolean][] = [
    ['events lie within the campaign', events(plan).every(([, at]) => at > ISSUED && at < END)],
    ['nothing before the address is mended', events(plan).every(([, at]) => at >= corrected)],
    ['returned by its deadline', returned === null || returned.sentAt <= due],
    [
      'after noon on 1 July only that day or with an extension',
      returned === null || returned.sentAt < NOON || extension !== null || localDate(returned.sentAt) === '2020-07-01',
    ],
    ['decided before anything is sent', returned === null || resolution!.decidedAt < (mishaps[0] ?? returned).sentAt],
    ['known before the return', returned === null || report === null || report.knownAt < returned.sentAt],
    ['asked before the return', question === null || returned === null || question.askedAt < returned.sentAt],
    ['reported after the decision', report === null || report.at > resolution!.decidedAt],
    ['known in the next session', report === null || report.knownAt.getTime() === nextSession(report.at)],
    ['a case number', resolution === null || /^PS [1-9]\d{0,2}\/20$/.test(resolution.caseNumber)],
    ['asked for time before 1 July', extension === null || localDate(extension.askedAt) < '2020-07-01'],
    [
      'given time in the next session',
      extension === null || extension.grantedAt.getTime() === nextSession(extension.askedAt),
    ],
    ['given time to 7 July', extension === null || extension.until === '2020-07-07'],
    ...mishaps.flatMap(({ kind, sentAt, formOf }): [string, boolean][] => [
      ['a mishap before the return', sentAt < returned!.sentAt],
      [
        'dealt with before the return',
        kind === 'DUPLICATE_SENT_TWICE' || nextSession(sentAt) < returned!.sentAt.getTime(),
      ],
      ['another form only by mistake', (formOf === null) === (kind !== 'WRONG_MUNICIPALITY')],
      ['of a silent municipality', formOf === null || (formOf !== plan.number && people.has(formOf))],
    ]),
  ];
  return rules.filter(([, kept]) => !kept).map(([rule]) => rule);
}

describe.each(SEEDS)('the scenario of "%s"', (seed) => {
  const scenario = scenarios[SEEDS.indexOf(seed)]!;
  const { plans } = scenario;
  const signers = plans.filter((plan) => plan.return !== null);
  const acceptedBy = (at: Date) => signers.filter((plan) => plan.return!.acceptedAt <= at);
  const adoptedBy = (at: Date) =>
    plans.filter(
      ({ resolution }) => resolution?.outcome === 'ADOPTED' && resolution.report && resolution.report.knownAt <= at,
    );

  it('meets the reported figures to the last digit', () => {
    expect(plans.map(({ number }) => number)).toEqual([...people.keys()].toSorted());
    expect(sumOf(plans)).toBe(BASE);
    const accepted = acceptedBy(NOON);
    expect(roundsTo(sumOf(accepted), 5600)).toBe(true);
    expect(roundsTo(sumOf([...new Set([...accepted, ...adoptedBy(NOON)])]), 6361)).toBe(true);
    expect(acceptedBy(END)).toHaveLength(183);
    expect(roundsTo(sumOf(acceptedBy(END)), 6500)).toBe(true);
    expect(signers).toHaveLength(183);
  });

  it('keeps what is known', () => {
    const byNumber = new Map(plans.map((plan) => [plan.number, plan]));
    const unlike: string[] = [];
    for (const { number, signedNoLaterThan } of knownSigners) {
      const plan = byNumber.get(number)!;
      const limit = signedNoLaterThan === null ? EXTENDED_ENDS : new Date(`${signedNoLaterThan}T23:59:59.999+02:00`);
      if (!plan.known || plan.outcome !== 'SIGNS' || plan.return!.acceptedAt > limit) {
        unlike.push(number);
      }
    }
    expect(unlike).toEqual([]);
    expect(byNumber.get('3807')).toMatchObject({
      known: true,
      outcome: 'POSTPONES',
      resolution: { outcome: 'POSTPONED' },
    });
    expect(plans.filter(({ known }) => known)).toHaveLength(40);
  });

  it('lets forty decline or postpone, reported in time, and the others be silent', () => {
    const refusing = plans.filter(({ outcome }) => outcome === 'DECLINES' || outcome === 'POSTPONES');
    expect(refusing).toHaveLength(40);
    expect(refusing.every((plan) => plan.return === null && plan.resolution!.report!.knownAt < END)).toBe(true);
    expect(
      refusing.every(
        ({ outcome, resolution }) => resolution!.outcome === (outcome === 'DECLINES' ? 'DECLINED' : 'POSTPONED'),
      ),
    ).toBe(true);
    const silent = plans.filter(({ outcome }) => outcome === 'SILENT');
    expect(silent).toHaveLength(68);
    expect(silent.every((plan) => plan.return === null && plan.resolution === null && plan.extension === null)).toBe(
      true,
    );
  });

  it('accepts a document at once or in the next review session, and leaves none waiting when a report is made', () => {
    const wrong = signers.filter((plan) => {
      const { method, sentAt, acceptedAt } = plan.return!;
      const first = plan.mishaps.find(({ kind }) => kind === 'DUPLICATE_SENT_TWICE')?.sentAt ?? sentAt;
      // The machine accepts a short-term certificate by itself; everything else waits for the next session.
      const byMachine = method === 'DIGITAL_SHORT_TERM';
      const reviewed = [...plan.mishaps.map((mishap) => mishap.sentAt), sentAt].filter(
        (at) => !byMachine || at < first,
      );
      const waits = reviewed.some(
        (at) => nextSession(at) >= END.getTime() || (at <= NOON && nextSession(at) > NOON.getTime()),
      );
      return acceptedAt.getTime() !== (byMachine ? first.getTime() : nextSession(first)) || waits;
    });
    expect(wrong).toEqual([]);
  });

  it('keeps the order of things', () => {
    expect(plans.flatMap((plan) => disorder(plan).map((fault) => `${plan.number}: ${fault}`))).toEqual([]);
  });

  it('gives every event a second of its own, in plausible hours, clear of sessions and reports', () => {
    const instants = plans.flatMap(events).map(([, at]) => at.getTime());
    expect(new Set(instants.map((instant) => Math.floor(instant / 1000))).size).toBe(instants.length);
    const fixed = [...SESSIONS, NOON.getTime(), END.getTime()].toSorted((one, other) => one - other);
    const misplaced = instants.filter((instant) => {
      const at = new Date(instant);
      const time = localClockTime(at);
      const next = fixed.find((other) => other >= instant)!;
      return !isWorkingDay(localDate(at)) || time < '07:45' || time >= '21:30' || next - instant < 120_000;
    });
    expect(misplaced).toEqual([]);
    const afterIssue = SESSIONS.filter((session) => session > ISSUED.getTime());
    expect(scenario.reviewSessions.map((session) => session.getTime())).toEqual(afterIssue);
  });

  it('has every kind of mishap, way, method, bounce, question and out-of-office note', () => {
    const kinds = plans.flatMap(({ mishaps }) => mishaps.map(({ kind }) => kind));
    expect(new Set(kinds)).toEqual(new Set(MISHAP_KINDS));
    expect(new Set(signers.map((plan) => plan.return!.method)).size).toBe(3);
    expect(new Set(signers.map((plan) => plan.return!.channel)).size).toBe(3);
    expect(plans.filter(({ bounce }) => bounce?.kind === 'SOFT').length).toBeGreaterThan(0);
    expect(
      plans.filter(({ bounce }) => bounce?.kind === 'HARD' && bounce.addressCorrectedAt !== null).length,
    ).toBeGreaterThan(0);
    expect(plans.filter(({ question }) => question !== null).length).toBeGreaterThan(20);
    expect(new Set(plans.map(({ outOfOffice }) => outOfOffice?.letter))).toEqual(
      new Set([undefined, 'INVITATION', 'REMINDER']),
    );
    const later = signers.filter((plan) => plan.return!.sentAt > NOON);
    expect(later.filter(({ extension }) => extension === null).length).toBeGreaterThan(0);
    expect(later.filter(({ extension }) => extension !== null).length).toBeGreaterThan(0);
  });

  it('sums itself up as it is', () => {
    const { summary } = scenario;
    expect(summary.base).toEqual({ municipalities: 291, population: BASE });
    expect(summary.figures.first.accepted).toEqual({
      municipalities: acceptedBy(NOON).length,
      population: sumOf(acceptedBy(NOON)),
      share: '56.00',
    });
    expect([summary.figures.first.forecast.share, summary.figures.first.inReview]).toEqual(['63.61', 0]);
    expect([summary.figures.last.accepted.share, summary.figures.last.accepted.municipalities]).toEqual(['65.00', 183]);
    expect(summary.figures.last.inReview).toBe(0);
    expect(
      summary.outcomes.SIGNS + summary.outcomes.DECLINES + summary.outcomes.POSTPONES + summary.outcomes.SILENT,
    ).toBe(291);
    expect(summary.notice.en).toContain('not history');
    expect(summary.notice.nb).toContain('ikke historie');
  });
});

describe('drawScenario', () => {
  const plain = (scenario: Scenario) => JSON.stringify(scenario);

  it('draws the same for the same seed, whatever the order of its lists', () => {
    const turned = {
      ...input('seed 0'),
      municipalities: municipalities.toReversed(),
      knownSigners: knownSigners.toReversed(),
    };
    expect(plain(drawScenario(turned))).toBe(plain(scenarios[0]!));
    expect(new Set(scenarios.map(({ plans }) => JSON.stringify(plans))).size).toBe(SEEDS.length);
  });

  it('does not always choose the same municipalities', () => {
    const signs = new Map<string, number>();
    for (const { plans } of scenarios) {
      plans
        .filter(({ outcome }) => outcome === 'SIGNS')
        .forEach(({ number }) => signs.set(number, (signs.get(number) ?? 0) + 1));
    }
    const never = [...people.keys()].filter((number) => !signs.has(number));
    expect(never).toEqual(['3807']);
    // Besides those known, Oslo: with a seventh of all people its absence would leave 65 % to nearly all other cities.
    const always = [...signs].filter(([, times]) => times === SEEDS.length).map(([number]) => number);
    expect(always.toSorted()).toEqual([...knownSigners.map(({ number }) => number), '0301'].toSorted());
  });

  it.each<[string, Partial<DrawScenarioInput>]>([
    [
      'a share that no choice of 183 can have',
      { targets: { ...AKSON_2020_TARGETS, last: { ...AKSON_2020_TARGETS.last, acceptedShare: 9990 } } },
    ],
    ['a known signer that is no recipient', { knownSigners: [{ number: '5001', signedNoLaterThan: null }] }],
    ['a known signer that postponed', { forcedPostponed: ['4204'] }],
    [
      'a forecast below the accepted share',
      { targets: { ...AKSON_2020_TARGETS, first: { ...AKSON_2020_TARGETS.first, forecastShare: 5000 } } },
    ],
  ])('refuses %s', (_, change) => {
    expect(() => drawScenario({ ...input('x'), ...change })).toThrow(
      expect.objectContaining({ code: 'SCENARIO_UNREACHABLE' }),
    );
  });

  it('refuses a timetable without time to review', () => {
    const timetable = { ...AKSON_2020_TIMETABLE, reviewTimes: [], extraReviewTimes: [] };
    expect(() => drawScenario({ ...input('x'), timetable })).toThrow(
      expect.objectContaining({ code: 'SCENARIO_NO_ROOM' }),
    );
  });
});
