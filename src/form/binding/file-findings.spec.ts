import type { BindingResult } from './binding.js';
import { pagesFindings, referenceFindings } from './file-findings.js';
import type { PagePairs } from './pair-pages.js';
import type { Glyph } from './pdf-page.js';

const box = { left: 0, bottom: 0, right: 1, top: 1 };
const page = (text: string): Glyph[] =>
  text
    .split(' ')
    .flatMap((word) =>
      [...word].map((character, index) => ({ text: character, x: 0, y: 0, box, startsWord: index === 0 })),
    );
const coded = (municipality: string, number = 1): Glyph[] =>
  page(`side AKSON-2020/REF-${municipality}/${number}/2 slutt`);

describe('which form the pages say they are', () => {
  const issued = [coded('A', 1), coded('A', 2)];
  it.each<[string, Glyph[][], Glyph[][], [BindingResult, RegExp][]]>([
    ['its own code on each page', [coded('A', 1), coded('A', 2)], issued, [['PASSED', /^issued REF-A; found REF-A$/]]],
    ['its own code on one page', [page('intet'), coded('A', 2)], issued, [['PASSED', /found REF-A$/]]],
    ['no code', [page('intet')], issued, [['INDETERMINATE', /found none$/]]],
    ['the code of another form', [coded('B')], issued, [['FAILED', /found REF-B$/]]],
    ['codes of both', [coded('A'), coded('B')], issued, [['FAILED', /found REF-A, REF-B$/]]],
    ['a form without codes', [coded('B')], [page('intet')], []],
    ['a person’s number for a reference', [page('X/01017012345/1/1')], issued, [['FAILED', /found \*{11}$/]]],
  ])('%s', (_, returned, form, expected) => {
    const found = referenceFindings(returned, form);
    expect(found.map(({ result, check }) => [check, result])).toEqual(
      expected.map(([result]) => ['REFERENCE', result]),
    );
    for (const [index, [, evidence]] of expected.entries()) expect(found[index]!.evidence).toMatch(evidence);
  });

  it('says whether the own code is there beside the other one', () => {
    const sentence = (returned: Glyph[][]): string => referenceFindings(returned, issued)[0]!.sentence;
    expect(sentence([coded('A'), coded('B')])).toContain('more than one form');
    expect(sentence([coded('B')])).toContain('another form');
  });
});

describe('whether all pages are there', () => {
  const pairs: PagePairs = { returnedPages: [0, 1], repeated: [], before: [], between: [], after: [], inOrder: true };
  const text = [page('en'), page('to'), page('tre fire'), page('fem')];
  it.each<[string, Partial<PagePairs>, [string, BindingResult, number?][]]>([
    ['all of them', {}, [['PAGES', 'PASSED']]],
    [
      'and pages around them',
      { returnedPages: [1, 2], before: [0], after: [3] },
      [
        ['PAGES', 'PASSED'],
        ['ADDED_PAGES', 'INFO', 1],
        ['ADDED_PAGES', 'INFO', 4],
      ],
    ],
    ['one missing', { returnedPages: [0, null] }, [['PAGES', 'FAILED']]],
    [
      'one missing, and others',
      { returnedPages: [null, 0], after: [1] },
      [
        ['PAGES', 'FAILED'],
        ['ADDED_PAGES', 'INFO', 2],
      ],
    ],
    ['none of them', { returnedPages: [null, null], before: [0, 1] }, [['PAGES', 'INDETERMINATE']]],
    ['one of them once more', { repeated: [{ issued: 0, returned: 2 }] }, [['PAGES', 'FAILED', 3]]],
    ['another order', { returnedPages: [1, 0], inOrder: false }, [['PAGE_ORDER', 'FAILED']]],
    ['a page between', { returnedPages: [0, 2], between: [1] }, [['PAGE_ORDER', 'FAILED']]],
    [
      'another order, and one missing',
      { returnedPages: [1, null, 0], inOrder: false },
      [
        ['PAGES', 'FAILED'],
        ['PAGE_ORDER', 'FAILED'],
      ],
    ],
  ])('%s', (_, change, expected) => {
    const found = pagesFindings({ ...pairs, ...change }, text);
    expect(
      found.map(({ check, result, page: number }) => (number ? [check, result, number] : [check, result])),
    ).toEqual(expected);
  });

  it('names the pages that are missing, the order, and what was added', () => {
    const evidence = (change: Partial<PagePairs>): string[] =>
      pagesFindings({ ...pairs, ...change }, text).map((finding) => finding.evidence);
    expect(evidence({ returnedPages: [0, null, null] })).toEqual(['issued pages 2, 3 of 3; 14 characters in the file']);
    expect(evidence({ returnedPages: [1, null, 0], inOrder: false })[1]).toContain('pages 2, –, 1');
    expect(evidence({ after: [2] })).toEqual(['2 of 4 pages', '“tre fire”']);
    expect(evidence({ repeated: [{ issued: 1, returned: 2 }] })).toEqual(['issued page 2 once more']);
  });

  it.each([
    [99, 'has no text'],
    [100, 'text of the form was not found'],
  ])('says of %d characters without any of its pages: %s', (characters, sentence) => {
    const halves = [page('x'.repeat(50)), page('x'.repeat(characters - 50))];
    const [finding] = pagesFindings({ ...pairs, returnedPages: [null] }, halves);
    expect(finding?.sentence).toContain(sentence);
  });
});
