import { addDays, atLocalTime, isWorkingDay, isoWithOffset, localClockTime } from '../platform/calendar/index.js';
import { DEFAULT_REMINDER_PLAN, planReminders, type ReminderPlan } from './reminder-plan.policy.js';

const WINDOW = { from: '08:00', to: '16:00', workingDaysOnly: true, timeZone: 'Europe/Oslo' } as const;

function plan(start: string, deadlineOn: string, now: string = start): ReminderPlan {
  const [startDay, startTime] = start.split(' ') as [string, string];
  const [nowDay, nowTime] = now.split(' ') as [string, string];
  return planReminders({
    startsOn: atLocalTime(startDay, startTime),
    deadlineOn,
    plan: DEFAULT_REMINDER_PLAN,
    window: WINDOW,
    now: atLocalTime(nowDay, nowTime),
  });
}

const sent = ({ slots }: ReminderPlan) =>
  slots.map(({ slot, sendAt, daysLeft }) => `${slot} ${isoWithOffset(sendAt).slice(0, 16)} ${daysLeft}`);
const droppedBy = ({ dropped }: ReminderPlan) =>
  dropped.map(({ slot, reason, mergedInto }) => [slot, reason, ...(mergedInto === null ? [] : [mergedInto])].join(' '));

describe('planReminders', () => {
  it.each<[string, string, string, string[], string[]]>([
    [
      'Akson: issued on 24 April, due on Wednesday 1 July',
      '2020-04-24 09:00',
      '2020-07-01',
      ['D-14 2020-06-17T09:00 14', 'D-7 2020-06-24T09:00 7', 'D-2 2020-06-29T09:00 2', 'D-1 2020-06-30T09:00 1'],
      [],
    ],
    [
      'extended on 29 June to 7 July: D-3 is a Saturday',
      '2020-06-29 13:30',
      '2020-07-07',
      ['D-3 2020-07-03T09:00 4', 'D-1 2020-07-06T09:00 1'],
      [],
    ],
    [
      'extended on 2 July to 7 July: D-2 is a Sunday',
      '2020-07-02 10:00',
      '2020-07-07',
      ['D-2 2020-07-03T09:00 4', 'D-1 2020-07-06T09:00 1'],
      [],
    ],
    [
      'extended on 3 July: D-2 moves onto the day of the grant',
      '2020-07-03 08:15',
      '2020-07-07',
      ['D-1 2020-07-06T09:00 1'],
      ['D-2 NOT_AFTER_START'],
    ],
    ['extended on 5 July, a Sunday', '2020-07-05 12:00', '2020-07-07', ['D-1 2020-07-06T09:00 1'], []],
    ['extended on 6 July: one day, at once', '2020-07-06 10:20', '2020-07-07', ['AT-ONCE 2020-07-06T10:20 1'], []],
    ['extended on 6 July after hours', '2020-07-06 16:00', '2020-07-07', ['AT-ONCE 2020-07-07T08:00 0'], []],
    ['extended on the day itself, before hours', '2020-07-07 06:00', '2020-07-07', ['AT-ONCE 2020-07-07T08:00 0'], []],
    ['extended on the day itself, after hours', '2020-07-07 17:00', '2020-07-07', [], ['AT-ONCE NO_MOMENT_IN_WINDOW']],
    ['a weekend is too short for a reminder', '2020-07-03 16:30', '2020-07-04', [], ['AT-ONCE NO_MOMENT_IN_WINDOW']],
    [
      'Friday to Sunday: D-1 moves onto Friday, the start',
      '2020-07-03 07:00',
      '2020-07-05',
      [],
      ['D-1 NOT_AFTER_START'],
    ],
    [
      'due on a Monday: D-2 and D-1 meet on Friday',
      '2020-06-29 09:00',
      '2020-07-06',
      ['D-1 2020-07-03T09:00 3'],
      ['D-3 SAME_DAY D-1'],
    ],
    [
      'ten days and more: the slots before the start fall away',
      '2020-06-19 09:00',
      '2020-07-01',
      ['D-7 2020-06-24T09:00 7', 'D-2 2020-06-29T09:00 2', 'D-1 2020-06-30T09:00 1'],
      ['D-14 NOT_AFTER_START'],
    ],
    [
      'fourteen days: D-14 is the day of the start',
      '2020-06-17 06:00',
      '2020-07-01',
      ['D-7 2020-06-24T09:00 7', 'D-2 2020-06-29T09:00 2', 'D-1 2020-06-30T09:00 1'],
      ['D-14 NOT_AFTER_START'],
    ],
    [
      'due the Tuesday after Easter: three slots meet before it',
      '2020-03-02 09:00',
      '2020-04-14',
      ['D-14 2020-03-31T09:00 14', 'D-7 2020-04-07T09:00 7', 'D-1 2020-04-08T09:00 6'],
      ['D-2 SAME_DAY D-1'],
    ],
    [
      'due on 18 May 2021: 17 May and a weekend lie before it',
      '2021-04-01 09:00',
      '2021-05-18',
      ['D-14 2021-05-04T09:00 14', 'D-7 2021-05-11T09:00 7', 'D-1 2021-05-14T09:00 4'],
      ['D-2 SAME_DAY D-1'],
    ],
    [
      'across the change to summer time: nine o’clock stays nine o’clock',
      '2020-03-02 09:00',
      '2020-04-03',
      ['D-14 2020-03-20T09:00 14', 'D-7 2020-03-27T09:00 7', 'D-2 2020-04-01T09:00 2', 'D-1 2020-04-02T09:00 1'],
      [],
    ],
    [
      'planned late: what has passed is not sent any more',
      '2020-04-24 09:00',
      '2020-07-01',
      ['D-2 2020-06-29T09:00 2', 'D-1 2020-06-30T09:00 1'],
      ['D-14 PASSED', 'D-7 PASSED'],
    ],
    ['a deadline before its start has no plan', '2020-07-03 09:00', '2020-07-01', [], []],
  ])('%s', (name, start, deadlineOn, slots, dropped) => {
    const planned = plan(start, deadlineOn, name.startsWith('planned late') ? '2020-06-24 09:01' : start);
    expect(sent(planned)).toEqual(slots);
    expect(droppedBy(planned)).toEqual(dropped);
  });

  it('keeps UTC out of it: the period counts local days', () => {
    // 23:30 UTC on 30 June is already 1 July in Oslo: six days to 7 July, not seven.
    const planned = planReminders({
      startsOn: new Date('2020-06-30T23:30:00Z'),
      deadlineOn: '2020-07-05',
      plan: DEFAULT_REMINDER_PLAN,
      window: WINDOW,
      now: new Date('2020-06-30T23:30:00Z'),
    });
    expect(sent(planned)).toEqual(['D-1 2020-07-03T09:00 2']);
    expect(droppedBy(planned)).toEqual(['D-2 SAME_DAY D-1']);
  });

  it('says what was moved, and from which day', () => {
    const { slots } = plan('2020-06-29 13:30', '2020-07-07');
    expect(slots.map(({ movedFrom }) => movedFrom)).toEqual(['2020-07-04', null]);
  });

  it('takes another time and another window', () => {
    const input = {
      startsOn: atLocalTime('2020-06-29', '13:30'),
      deadlineOn: '2020-07-07',
      plan: DEFAULT_REMINDER_PLAN,
      window: { ...WINDOW, workingDaysOnly: false },
      now: atLocalTime('2020-06-29', '13:30'),
    };
    expect(sent(planReminders({ ...input, preferredTime: '15:59' }))).toEqual([
      'D-3 2020-07-04T15:59 3',
      'D-1 2020-07-06T15:59 1',
    ]);
    expect(() => planReminders({ ...input, preferredTime: '16:00' })).toThrow(RangeError);
    expect(() => planReminders({ ...input, window: { ...WINDOW, from: '16:00' } })).toThrow('empty');
    expect(() => planReminders({ ...input, plan: [{ periodOfAtLeastDays: 0, remind: [0] }] })).toThrow(RangeError);
  });

  it('reads the rows in whichever order they stand', () => {
    const input = { startsOn: atLocalTime('2020-04-24', '09:00'), deadlineOn: '2020-07-01', window: WINDOW };
    const now = input.startsOn;
    expect(planReminders({ ...input, now, plan: DEFAULT_REMINDER_PLAN.toReversed() })).toEqual(
      planReminders({ ...input, now, plan: DEFAULT_REMINDER_PLAN }),
    );
  });
});

describe('every period of 0 to 30 days, starting on each day of 2020 and 2021', () => {
  const rowOf = (days: number) =>
    days >= 10 ? [1, 14, 2, 7] : days >= 6 ? [1, 3] : days >= 4 ? [1, 2] : days >= 2 ? [1] : null;

  /** What is wrong with the plan of one period; written from the rules, not from the code. */
  function faultsOf(startDay: string, days: number): string[] {
    const startsOn = atLocalTime(startDay, '10:00');
    const deadlineOn = addDays(startDay, days);
    const input = { startsOn, deadlineOn, plan: DEFAULT_REMINDER_PLAN, window: WINDOW, now: startsOn };
    const { slots, dropped } = planReminders(input);
    const names = [...slots, ...dropped].map(({ slot }) => slot).toSorted();
    const row = rowOf(days);
    const wanted = row === null ? ['AT-ONCE'] : row.map((before) => `D-${before}`);
    return [
      names.join() === wanted.join() ? '' : `slots ${names.join()}`,
      new Set(slots.map(({ sendOn }) => sendOn)).size === slots.length ? '' : 'two on one day',
      ...slots.flatMap(({ slot, daysBefore, sendAt, sendOn, daysLeft }, index) => {
        const time = localClockTime(sendAt);
        const movedOver = Array.from({ length: daysLeft - (daysBefore ?? daysLeft) }, (_, day) =>
          addDays(sendOn, day + 1),
        );
        return [
          isWorkingDay(sendOn) && time >= '08:00' && time < '16:00' ? '' : `${slot} outside the window`,
          sendAt >= startsOn && sendOn <= deadlineOn ? '' : `${slot} outside the period`,
          index === 0 || slots[index - 1]!.sendAt < sendAt ? '' : `${slot} out of order`,
          daysBefore === null || (time === '09:00' && sendOn > startDay) ? '' : `${slot} at ${sendOn} ${time}`,
          daysBefore === null || daysLeft >= daysBefore ? '' : `${slot} moved forward`,
          movedOver.some(isWorkingDay) ? `${slot} moved over a working day` : '',
        ];
      }),
    ].filter((fault) => fault !== '');
  }

  it('plans or drops every slot of its row once: on working days, in the window, one a day, inside the period', () => {
    const faults: string[] = [];
    for (let offset = 0; offset < 731; offset += 1) {
      const startDay = addDays('2020-01-01', offset);
      for (let days = offset % 3; days <= 30; days += 3) {
        faults.push(...faultsOf(startDay, days).map((fault) => `${startDay}+${days}: ${fault}`));
      }
    }
    expect(faults).toEqual([]);
  });
});
