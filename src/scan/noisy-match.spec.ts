import { matchNoisy } from './noisy-match.js';

describe('what recognition makes of Norwegian print is near to it', () => {
  // As old engines read a letter of the ministry.
  it.each([
    ['journalløsninger', 'journallgsninger', 0.25],
    ['løsning', 'Igsning', 0.5],
    ['løsninger', 'l@sninger', 0.25],
    ['ønske', 'gnske', 0.25],
    ['stormøte', 'stormete', 0.25],
    ['før', 'far', 0.25],
    ['måneders', 'maneders', 0.15],
    ['å', '&', 0.15],
    ['kjære', 'kjaere', 0.3],
    ['vært', 'veert', 0.3],
    ['innebærer', 'innebzerer', 0.3],
    ['sør-øst', 'ser-jst', 0.5],
    ['kåfjord', 'kafjord', 0.15],
    ['porsáŋgu', 'porsangu', 1.15],
    ['lom', 'lorn', 0.3],
    ['nord-odal', 'nord odal', 0.15],
    ['nord-odal', 'nordodal', 0.15],
    ['sola', 'sula', 1],
    ['hol', 'hole', 1],
  ])('%s as %s', (pattern, text, cost) => {
    expect(matchNoisy(pattern, text.toLowerCase(), true).cost).toBeCloseTo(cost, 5);
  });

  it.each([
    ['0', 'O', 0.25],
    ['1', 'I', 0.25],
    ['1', '|', 0.25],
    ['7', '/', 0.4],
    ['Q', '9', 0.3],
    ['2', 'Z', 0.25],
    ['3', '8', 0.4],
    ['0', '6', 0.5],
    ['4', '7', 1],
  ])('and in capitals %s as %s', (pattern, text, cost) => {
    expect(matchNoisy(pattern, text, true).cost).toBeCloseTo(cost, 5);
    expect(matchNoisy(text, pattern, true).cost).toBeCloseTo(cost, 5);
  });
});

it('finds the place of a text that is most alike', () => {
  const text = 'REFERANSE: AKSON-2020-3O11-Q7K2M (';
  const { cost, from, to } = matchNoisy('AKSON-2020-3011-Q7K2M', text, false);
  expect([cost, text.slice(from, to)]).toEqual([0.25, 'AKSON-2020-3O11-Q7K2M']);
});

it.each([
  ['abc', '', 3],
  ['', 'abc', 3],
  ['', '', 0],
])('holds %j against the whole of %j', (pattern, text, cost) => {
  expect(matchNoisy(pattern, text, true)).toEqual({ cost, from: 0, to: text.length });
});
