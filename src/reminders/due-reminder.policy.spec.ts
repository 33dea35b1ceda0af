import { atLocalTime, isoWithOffset } from '../platform/calendar/index.js';
import { dueReminder } from './due-reminder.policy.js';

const WINDOW = { from: '08:00', to: '16:00', workingDaysOnly: true, timeZone: 'Europe/Oslo' } as const;

const at = (text: string): Date => {
  const [day, time] = text.split(' ') as [string, string];
  return atLocalTime(day, time);
};

const ALL = {
  'D-14': '2020-06-17 09:00',
  'D-7': '2020-06-24 09:00',
  'D-2': '2020-06-29 09:00',
  'D-1': '2020-06-30 09:00',
} as const;

function decide(now: string, slots: (keyof typeof ALL)[] = ['D-14', 'D-7', 'D-2', 'D-1']): string {
  const planned = slots.map((slot) => ({ slot, sendAt: at(ALL[slot]) }));
  const decision = dueReminder({ planned, now: at(now), deadlineOn: '2020-07-01', window: WINDOW });
  return [
    decision.action,
    'slot' in decision ? decision.slot.slot : '',
    'until' in decision ? isoWithOffset(decision.until).slice(0, 16) : '',
    decision.missed.map(({ slot }) => slot).join('+'),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

describe('dueReminder', () => {
  it.each<[string, (keyof typeof ALL)[] | undefined, string, string]>([
    ['2020-05-01 12:00', undefined, 'WAIT D-14 2020-06-17T09:00', 'nothing is due yet'],
    ['2020-06-17 09:00', undefined, 'SEND D-14', 'to the minute'],
    ['2020-06-17 09:12', undefined, 'SEND D-14', 'a little late'],
    ['2020-06-17 18:00', undefined, 'WAIT D-14 2020-06-18T08:00', 'late in the evening: next morning'],
    ['2020-06-19 16:00', undefined, 'WAIT D-14 2020-06-22T08:00', 'the window closes at 16:00, then comes a weekend'],
    ['2020-06-25 11:00', undefined, 'SEND D-7 D-14', 'two missed become one, the latest'],
    ['2020-06-29 10:00', undefined, 'SEND D-2 D-14+D-7', 'three missed become one'],
    ['2020-06-27 10:00', undefined, 'WAIT D-2 2020-06-29T09:00 D-14+D-7', 'on Saturday: Monday has its own'],
    ['2020-06-24 08:30', undefined, 'WAIT D-7 2020-06-24T09:00 D-14', 'half an hour before the next: no burst'],
    [
      '2020-06-29 17:00',
      ['D-2', 'D-1'],
      'WAIT D-1 2020-06-30T09:00 D-2',
      'the catch-up would share the day of the next',
    ],
    ['2020-06-30 15:59', ['D-1'], 'SEND D-1', 'the last minute of the window'],
    ['2020-06-30 16:00', ['D-1'], 'WAIT D-1 2020-07-01T08:00', 'on the deadline’s own morning'],
    ['2020-07-01 15:00', ['D-2', 'D-1'], 'SEND D-1 D-2', 'before the deadline’s end'],
    ['2020-07-01 16:00', ['D-2', 'D-1'], 'EXPIRED D-2+D-1', 'no window is left before the deadline’s end'],
    ['2020-07-02 09:00', undefined, 'EXPIRED D-14+D-7+D-2+D-1', 'after the deadline nothing is sent'],
    ['2020-06-30 12:00', [], 'NOTHING_PLANNED', 'all sent'],
  ])('at %s with %j: %s (%s)', (now, slots, expected) => {
    expect(decide(now, slots)).toBe(expected);
  });

  it('does not depend on the order of the slots', () => {
    expect(decide('2020-06-25 11:00', ['D-1', 'D-7', 'D-14', 'D-2'])).toBe('SEND D-7 D-14');
  });

  it('sends at most one on any day, whenever the service comes back and however often it asks', () => {
    for (let hour = 0; hour < 24 * 16; hour++) {
      let planned = Object.entries(ALL).map(([slot, time]) => ({ slot, sendAt: at(time) }));
      let now = new Date(at('2020-06-16 00:00').getTime() + hour * 3_600_000);
      const days: string[] = [];
      for (let turn = 0; turn < 20; turn++) {
        const decision = dueReminder({ planned, now, deadlineOn: '2020-07-01', window: WINDOW });
        const gone = new Set<string>(decision.missed.map(({ slot }) => slot));
        if (decision.action === 'SEND') {
          gone.add(decision.slot.slot);
          days.push(isoWithOffset(now).slice(0, 10));
        }
        planned = planned.filter(({ slot }) => !gone.has(slot));
        now = decision.action === 'WAIT' ? decision.until : now;
      }
      expect(planned).toEqual([]);
      expect(new Set(days).size).toBe(days.length);
      expect(days.every((day) => day <= '2020-07-01')).toBe(true);
    }
  });
});
