import { answerDueAt } from './answer-pace.policy.js';

const at = (time: string): Date => new Date(`2020-05-04T${time}:00Z`);

describe('when an automatic answer goes out', () => {
  it.each<[string, string[], string]>([
    ['the first', [], '10:00'],
    ['the third within an hour', ['09:59', '09:30'], '10:00'],
    ['the fourth waits until the first of three is an hour old', ['09:59', '09:45', '09:30'], '10:30'],
    ['exactly an hour later', ['09:59', '09:45', '09:00'], '10:00'],
    ['those before are long gone', ['07:00', '06:00', '05:00'], '10:00'],
    ['others wait already', ['10:40', '10:35', '10:30'], '11:30'],
    ['older ones do not count', ['09:59', '09:58', '08:00', '07:59'], '10:00'],
  ])('%s', (_case, latest, due) => {
    expect(answerDueAt(latest.map(at), at('10:00'))).toEqual(at(due));
  });
});
