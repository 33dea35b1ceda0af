import { RepeatedTrouble } from './repeated-trouble.js';

const at = (seconds: number): Date => new Date(Date.UTC(2020, 3, 24, 9, 0, seconds));

it('tells of the first at once, and then once a minute how many there were', () => {
  const trouble = new RepeatedTrouble();
  const told = [0, 1, 2, 59, 60, 61, 119, 121, 300].map((second) => trouble.notice('send-letter', at(second)));
  expect(told).toEqual([0, null, null, null, 3, null, null, 2, 0]);
});

it('keeps the kinds apart', () => {
  const trouble = new RepeatedTrouble();
  expect(['a', 'b', 'a'].map((kind) => trouble.notice(kind, at(0)))).toEqual([0, 0, null]);
});
