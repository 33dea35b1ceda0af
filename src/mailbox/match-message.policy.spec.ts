import type { MatchedBy } from '../returns/index.js';
import { matchMessage, referencesIn } from './match-message.policy.js';

describe('matchMessage', () => {
  const hints = (...texts: string[]) =>
    texts.map((text) => {
      const [by, reference] = text.split('=') as [MatchedBy, string];
      return { by, reference };
    });

  it.each<[string[], string, string[]]>([
    [[], 'null=null', []],
    [['FORM=A'], 'FORM=A', ['FORM=A']],
    [['SUBJECT=A', 'CASE_TOKEN=A'], 'CASE_TOKEN=A', ['CASE_TOKEN=A', 'SUBJECT=A']],
    [['SUBJECT=A', 'THREAD=B'], 'THREAD=B', ['THREAD=B', 'SUBJECT=A']],
    [['THREAD=A', 'CASE_TOKEN=B'], 'CASE_TOKEN=B', ['CASE_TOKEN=B', 'THREAD=A']],
    [['FORM=B', 'CASE_TOKEN=A'], 'CASE_TOKEN=A', ['CASE_TOKEN=A', 'FORM=B']],
    [['FORM=B', 'SUBJECT=A'], 'SUBJECT=A', ['SUBJECT=A', 'FORM=B']],
    [['CASE_TOKEN=A', 'FORM=A'], 'FORM=A', ['CASE_TOKEN=A', 'FORM=A']],
    [['THREAD=A', 'THREAD=A'], 'THREAD=A', ['THREAD=A']],
    [['THREAD=A', 'THREAD=B'], 'THREAD=A', ['THREAD=A', 'THREAD=B']],
    [['FORM=A', 'OPERATOR=B'], 'OPERATOR=B', ['OPERATOR=B', 'FORM=A']],
  ])('%j', (given, strongest, all) => {
    const match = matchMessage(hints(...given));
    expect(`${match.by}=${match.reference}`).toBe(strongest);
    expect(match.candidates).toEqual(hints(...all));
  });
});

describe('every two means', () => {
  const order: readonly MatchedBy[] = [
    'HANDED_IN',
    'OPERATOR',
    'CASE_TOKEN',
    'THREAD',
    'SUBJECT',
    'FORM',
    'PAGE_CODE',
    'SENDER',
  ];
  const pairs = order.flatMap((strong, at) =>
    order.slice(at + 1).map((weak): [MatchedBy, MatchedBy] => [strong, weak]),
  );

  it.each(pairs)('%s stands before %s, and both candidates are kept', (strong, weak) => {
    const match = matchMessage([
      { by: weak, reference: 'B' },
      { by: strong, reference: 'A' },
    ]);
    expect(match).toEqual({
      by: strong,
      reference: 'A',
      candidates: [
        { by: strong, reference: 'A' },
        { by: weak, reference: 'B' },
      ],
    });
  });
});

describe('referencesIn', () => {
  it.each<[string, string[]]>([
    ['', []],
    ['Ang. AKSON-2020-0301-Q7K2M', ['AKSON-2020-0301-Q7K2M']],
    ['ang. akson-2020-0301-q7k2m.', ['AKSON-2020-0301-Q7K2M']],
    ['AKSON-2020-0301-Q7K2M og AKSON-2020-1101-AAAAA', ['AKSON-2020-0301-Q7K2M', 'AKSON-2020-1101-AAAAA']],
    ['AKSON-2020-0301-Q7K2M AKSON-2020-0301-Q7K2M', ['AKSON-2020-0301-Q7K2M']],
    ['Intensjonserklæring_AKSON-2020-0301-Q7K2M_signert.pdf', ['AKSON-2020-0301-Q7K2M']],
    ['XAKSON-2020-0301-Q7K2M', []],
    ['AKSON-2020-0301-Q7K2MX', []],
    ['AKSON-2020-0301-Q7K2', []],
    ['OTHER-2020-0301-Q7K2M', []],
  ])('%s', (text, references) => {
    expect(referencesIn(text, 'AKSON-2020')).toEqual(references);
  });

  it('a code is no pattern', () => {
    expect(referencesIn('AXB-0301-Q7K2M A.B-0301-Q7K2M', 'A.B')).toEqual(['A.B-0301-Q7K2M']);
  });

  it('at most ten', () => {
    const many = Array.from({ length: 30 }, (_, index) => `AKSON-2020-${1000 + index}-Q7K2M`).join(' ');
    expect(referencesIn(many, 'AKSON-2020')).toHaveLength(10);
  });
});
