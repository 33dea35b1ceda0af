import { namedReferences, withIssuedForm } from './match-disagreement.policy.js';
import type { MatchedBy, ReturnMatch } from './return.entity.js';

const MEANS: readonly MatchedBy[] = ['FORM', 'PAGE_CODE', 'CASE_TOKEN', 'THREAD', 'SUBJECT', 'HANDED_IN', 'OPERATOR'];
const pairs = MEANS.flatMap((one, index) => MEANS.slice(index).map((other): [MatchedBy, MatchedBy] => [one, other]));

it.each(pairs)('%s and %s disagree when they name two declarations, and agree when they name one', (one, other) => {
  const naming = (reference: string) => [
    { by: one, reference: 'A' },
    { by: other, reference },
  ];
  expect(namedReferences(naming('B'))).toEqual(['A', 'B']);
  expect(namedReferences(naming('A'))).toEqual(['A']);
});

it.each(MEANS)('%s and the domain of the sender do not disagree: that is a hint only', (by) => {
  const candidates = [
    { by, reference: 'A' },
    { by: 'SENDER' as const, reference: 'B' },
  ];
  expect(namedReferences(candidates)).toEqual(['A']);
});

it.each<[string, ReturnMatch, string | null, ReturnMatch['candidates']]>([
  ['none', { by: null, candidates: [] }, null, []],
  ['known', { by: 'FORM', candidates: [{ by: 'FORM', reference: 'A' }] }, 'A', [{ by: 'FORM', reference: 'A' }]],
  [
    'another one',
    { by: 'HANDED_IN', candidates: [{ by: 'HANDED_IN', reference: 'A' }] },
    'B',
    [
      { by: 'HANDED_IN', reference: 'A' },
      { by: 'FORM', reference: 'B' },
    ],
  ],
])('the issued form that a file begins with: %s', (_, match, issued, candidates) => {
  expect(withIssuedForm(match, issued)).toEqual({ by: match.by, candidates });
});
