import type { Difference, FieldInk, PageComparison, ReadCode, ScannedPage, ScanReason } from './scan-report.js';
import { foundForms, pageConfidence, scanFindings, scanReasons } from './summarise-scan.js';

const REFERENCE = 'TEST-2020-9999-AAAAA';
const OTHER = 'TEST-2020-9998-BBBBB';

const code = (page: number, pages = 2, reference = REFERENCE, campaign = 'test'): ReadCode => ({
  text: `${campaign}/${reference}/${page}`,
  campaign,
  reference,
  page,
  pages,
});
const difference = (besideField: string | null): Difference => ({
  kind: 'ADDED',
  box: { x: 1, y: 2, width: 3, height: 4 },
  ink: 1,
  besideField,
});
const signature = (state: FieldInk['state']): FieldInk => ({
  name: 'pen',
  kind: 'PEN_SIGNATURE',
  state,
  ink: 12,
  share: 0.1,
  box: null,
  ticked: null,
});
const comparison = (change: Partial<PageComparison> & { seen?: number } = {}): PageComparison => ({
  alignment: { found: 0.9, deviation: 0.1, dotsPerInch: 200, turn: 0, seen: change.seen ?? 1 },
  differences: change.differences ?? [],
  more: change.more ?? false,
  creases: 0,
  fields: change.fields ?? [],
});
const notRead: ScannedPage['text'] = { state: 'NOT_NEEDED', candidates: [], identified: null, turn: null };
const read = (
  identified: string | null,
  candidates: readonly string[] = identified === null ? [] : [identified],
): ScannedPage['text'] => ({
  state: 'READ',
  candidates: candidates.map((reference) => ({ reference, by: 'NAME', likeness: 0.8, facts: [], read: 'Prøvenes' })),
  identified,
  turn: 0,
});
/** The first page of the form, compared and unchanged; its signature belongs on it. */
const page = (change: Partial<ScannedPage> = {}): ScannedPage => ({
  number: 1,
  width: 1654,
  height: 2339,
  source: 'PICTURE',
  code: code(1, 1),
  otherCodes: [],
  treatment: null,
  comparison: comparison({ fields: [signature('INK')] }),
  notCompared: null,
  text: notRead,
  confidence: 0.9,
  ...change,
});
const withoutCode = (change: Partial<ScannedPage> = {}): ScannedPage =>
  page({ code: null, comparison: null, notCompared: 'NO_CODE', ...change });
const formsOf = (pages: readonly ScannedPage[]): ReturnType<typeof foundForms> =>
  foundForms(pages.flatMap((item) => (item.code === null ? item.otherCodes : [item.code])));

describe('foundForms', () => {
  it.each<[string, ReadCode[], Partial<ReturnType<typeof foundForms>[number]>]>([
    [
      'all pages in order',
      [code(1), code(2)],
      { pages: 2, present: [1, 2], missing: [], duplicate: [], inOrder: true },
    ],
    ['a page missing', [code(1, 3), code(3, 3)], { present: [1, 3], missing: [2], duplicate: [], inOrder: true }],
    ['the first and the last missing', [code(2, 3)], { present: [2], missing: [1, 3] }],
    ['a page twice', [code(1), code(2), code(2)], { present: [1, 2], missing: [], duplicate: [2], inOrder: true }],
    ['turned round', [code(2), code(1)], { present: [1, 2], missing: [], duplicate: [], inOrder: false }],
    ['ten pages', [code(10, 10), code(9, 10)], { present: [9, 10], inOrder: false }],
    ['codes that disagree on the number of pages', [code(1, 1), code(1, 3)], { pages: 3, missing: [2, 3] }],
  ])('%s', (_, codes, expected) => {
    expect(foundForms(codes)).toEqual([
      expect.objectContaining({ campaign: 'test', reference: REFERENCE, ...expected }),
    ]);
  });

  it('tells forms apart by campaign and reference, in the order in which they first occur', () => {
    const codes = [code(1), code(1, 2, OTHER), code(2), code(1, 2, REFERENCE, 'other')];
    expect(foundForms(codes).map(({ campaign, reference, present }) => [campaign, reference, present])).toEqual([
      ['test', REFERENCE, [1, 2]],
      ['test', OTHER, [1]],
      ['other', REFERENCE, [1]],
    ]);
  });
});

describe('pageConfidence', () => {
  const aligned = (alignment: Partial<PageComparison['alignment']>, differences: Difference[] = []): ScannedPage =>
    page({ comparison: { ...comparison({ differences }), alignment: { ...comparison().alignment, ...alignment } } });
  it.each<[string, ScannedPage, number]>([
    ['no code', page({ code: null }), 0],
    ['not compared', page({ comparison: null }), 0.3],
    ['all found, in place', aligned({ found: 1, deviation: 0 }), 1],
    ['found in part', aligned({ found: 0.8, deviation: 0 }), 0.8],
    ['seen in part', aligned({ found: 1, deviation: 0, seen: 0.9 }), 0.9],
    ['a quarter of a point off', aligned({ found: 1, deviation: 0.25 }), 0.75],
    ['off by more than a point', aligned({ deviation: 2 }), 0],
    ['a difference of its own', aligned({ found: 1, deviation: 0 }, [difference(null)]), 0.5],
    ['a difference that adjoins a field', aligned({ found: 1, deviation: 0 }, [difference('pen')]), 1],
  ])('%s', (_, scanned, expected) => {
    expect(pageConfidence(scanned)).toBe(expected);
  });
});

describe('scanReasons', () => {
  it.each<[string, ScannedPage[], ScanReason[]]>([
    ['a whole form with its signature', [page()], []],
    ['no code', [withoutCode(), withoutCode()], ['NO_CODE_READ']],
    [
      'several codes on one picture',
      [withoutCode({ otherCodes: [code(1), code(2)], notCompared: 'SEVERAL_CODES' })],
      ['NOT_ALIGNED'],
    ],
    ['no code, but text', [withoutCode({ text: read(REFERENCE) })], ['NO_CODE_READ']],
    ['codes of two forms', [page(), page({ code: code(1, 1, OTHER) })], ['SEVERAL_REFERENCES']],
    ['codes of two campaigns', [page(), page({ code: code(1, 1, REFERENCE, 'other') })], ['SEVERAL_REFERENCES']],
    ['code and text of two forms', [page(), withoutCode({ text: read(OTHER) })], ['SEVERAL_REFERENCES']],
    [
      'text of two forms',
      [withoutCode({ text: read(REFERENCE) }), withoutCode({ text: read(OTHER) })],
      ['NO_CODE_READ', 'SEVERAL_REFERENCES'],
    ],
    ['code and text of one form', [page(), withoutCode({ text: read(REFERENCE) })], []],
    ['a page missing', [page({ code: code(1) })], ['PAGES_MISSING']],
    ['a page twice', [page(), page()], ['PAGES_DUPLICATE']],
    ['pages turned round', [page({ code: code(2) }), page({ code: code(1) })], ['PAGES_SHUFFLED']],
    ['a page of something else', [page(), withoutCode()], ['FOREIGN_PAGES']],
    ['a form that is not known', [page({ comparison: null, notCompared: 'FORM_NOT_GIVEN' })], ['FORM_NOT_GIVEN']],
    [
      'a page that the form does not have',
      [page({ comparison: null, notCompared: 'PAGE_NOT_OF_FORM' })],
      ['FORM_NOT_GIVEN'],
    ],
    [
      'a page that was not found in its picture',
      [page({ comparison: null, notCompared: 'NOT_ALIGNED' })],
      ['NOT_ALIGNED'],
    ],
    [
      'one of two pages that is not known, and one not found',
      [
        page(),
        page({ code: code(1, 1), comparison: null, notCompared: 'FORM_NOT_GIVEN' }),
        withoutCode({ text: read(REFERENCE), notCompared: 'NOT_ALIGNED' }),
      ],
      ['PAGES_DUPLICATE', 'FORM_NOT_GIVEN', 'NOT_ALIGNED'],
    ],
    ['something added', [page({ comparison: comparison({ differences: [difference(null)] }) })], ['DIFFERENCES']],
    [
      'a signature beyond its frame',
      [page({ comparison: comparison({ differences: [difference('pen')] }) })],
      ['DIFFERENCES'],
    ],
    ['a part cut off', [page({ comparison: comparison({ seen: 0.969 }) })], ['NOT_WHOLLY_SEEN']],
    ['a sliver cut off', [page({ comparison: comparison({ seen: 0.97 }) })], []],
    [
      'no ink where the signature belongs',
      [page({ comparison: comparison({ fields: [signature('EMPTY')] }) })],
      ['NO_PEN_SIGNATURE'],
    ],
    [
      'a trace where the signature belongs',
      [page({ comparison: comparison({ fields: [signature('TRACE')] }) })],
      ['NO_PEN_SIGNATURE'],
    ],
    [
      'one of two signatures',
      [page({ comparison: comparison({ fields: [signature('EMPTY'), signature('INK')] }) })],
      [],
    ],
    [
      'ink in another field alone',
      [page({ comparison: comparison({ fields: [signature('EMPTY'), { ...signature('INK'), kind: 'TEXT' }] }) })],
      ['NO_PEN_SIGNATURE'],
    ],
    [
      'no place for a signature',
      [page({ comparison: comparison({ fields: [{ ...signature('EMPTY'), kind: 'TEXT' }] }) })],
      [],
    ],
    [
      'a page that cannot be read',
      [page(), page({ code: null, comparison: null, notCompared: 'UNREADABLE' })],
      ['PAGES_UNREADABLE'],
    ],
  ])('%s', (_, pages, expected) => {
    expect(scanReasons(pages, formsOf(pages), false)).toEqual(['SCAN', ...expected]);
    expect(scanReasons(pages, formsOf(pages), true)).toEqual(['SCAN', ...expected, 'LIMIT_REACHED']);
  });
});

describe('scanFindings', () => {
  const results = (pages: readonly ScannedPage[], check: string): string[] =>
    scanFindings(pages, formsOf(pages))
      .filter((finding) => finding.check === check)
      .map(({ result }) => result);
  const finding = (pages: readonly ScannedPage[], check: string): string => {
    const found = scanFindings(pages, formsOf(pages)).find((item) => item.check === check);
    return `${found?.evidence} | ${found?.sentence}`;
  };

  it.each<[string, ScannedPage[], string[], RegExp]>([
    [
      'every page',
      [page(), page({ code: code(2) })],
      ['PASSED'],
      /^2 of 2 .*Every page bears the code of TEST-2020-9999/,
    ],
    ['none', [withoutCode()], ['INDETERMINATE'], /^0 of 1 .*No page code could be read/],
    ['some', [page(), withoutCode()], ['INDETERMINATE'], /^1 of 2 .*Some pages bear/],
    ['several on one picture', [withoutCode({ otherCodes: [code(1)] })], ['PASSED'], /^1 of 1 /],
    ['two forms', [page(), page({ code: code(1, 1, OTHER) })], ['INDETERMINATE'], /2 forms: .*9999.* and .*9998/],
  ])('page codes: %s', (_, pages, expected, words) => {
    expect(results(pages, 'PAGE_CODES')).toEqual(expected);
    expect(finding(pages, 'PAGE_CODES')).toMatch(words);
  });

  it.each<[string, ScannedPage[], string[], RegExp]>([
    ['whole', [page()], ['PASSED'], /All 1 pages are there, in order/],
    ['missing', [page({ code: code(2, 3) })], ['FAILED'], /pages 2 of 3 \| .* page 1, 3 is missing\.$/],
    ['twice', [page(), page()], ['INDETERMINATE'], / page 1 is there more than once\.$/],
    [
      'shuffled',
      [page({ code: code(2) }), page()],
      ['INDETERMINATE'],
      /9999-AAAAA the pages are not in their order\.$/,
    ],
    ['of two forms', [page(), page({ code: code(1, 2, OTHER) })], ['PASSED', 'FAILED'], /All 1 pages/],
    ['no form', [withoutCode()], [], /undefined/],
  ])('pages: %s', (_, pages, expected, words) => {
    expect(results(pages, 'PAGES_COMPLETE')).toEqual(expected);
    expect(finding(pages, 'PAGES_COMPLETE')).toMatch(words);
  });

  it.each<[string, ScannedPage['text'], string[], RegExp]>([
    ['not read', notRead, [], /undefined/],
    ['left out', { ...notRead, state: 'LEFT_OUT' }, [], /undefined/],
    [
      'names a declaration',
      read(REFERENCE),
      ['INDETERMINATE'],
      /"Prøvenes" for TEST-2020-9999.*its text is that of TEST-2020-9999/,
    ],
    ['may name one of two', read(null, [REFERENCE, OTHER]), ['INDETERMINATE'], /may be that of .*9999.* or .*9998/],
    ['names none', read(null), ['INDETERMINATE'], /nothing alike was read .*names no declaration/],
  ])('text: %s', (_, text, expected, words) => {
    expect(results([withoutCode({ text })], 'PAGE_TEXT')).toEqual(expected);
    expect(finding([withoutCode({ text })], 'PAGE_TEXT')).toMatch(words);
  });

  it.each<[string, Partial<PageComparison> | null, string[], RegExp]>([
    ['as issued', {}, ['PASSED'], /90 % found again, .*; 0 differences .*what was issued, as far as/],
    ['changed', { differences: [difference(null)] }, ['INDETERMINATE'], /; 1 differences .*in 1 places/],
    ['changed in many places', { differences: [difference(null)], more: true }, ['INDETERMINATE'], /; 1 or more diff/],
    ['signed beyond the frame', { differences: [difference('pen')] }, ['PASSED'], /; 0 differences/],
    ['not compared', null, [], /undefined/],
  ])('page: %s', (_, change, expected, words) => {
    const pages = [page({ comparison: change && comparison(change) })];
    expect(results(pages, 'SAME_AS_ISSUED')).toEqual(expected);
    expect(finding(pages, 'SAME_AS_ISSUED')).toMatch(words);
  });

  it.each<[string, FieldInk[], string[], RegExp]>([
    ['ink', [signature('INK')], ['INDETERMINATE'], /12 mm² .*There is ink where/],
    ['none', [signature('EMPTY')], ['FAILED'], /There is no ink/],
    ['a trace', [signature('TRACE')], ['INDETERMINATE'], /cannot be told/],
    ['not seen', [signature('NOT_SEEN')], ['INDETERMINATE'], /cannot be told/],
    ['no place for one', [{ ...signature('INK'), kind: 'TEXT' }], [], /undefined/],
  ])('signature: %s', (_, fields, expected, words) => {
    const pages = [page({ comparison: comparison({ fields }) })];
    expect(results(pages, 'PEN_SIGNATURE')).toEqual(expected);
    expect(finding(pages, 'PEN_SIGNATURE')).toMatch(words);
  });
});
