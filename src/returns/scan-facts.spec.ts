import type { DifferenceKind, FieldState, ReadCode, ScannedPage, ScanReason, ScanReport } from '../scan/index.js';
import type { ScannedFile } from './examine-scan.js';
import { bindScan, scanFacts } from './scan-facts.js';

const halden = 'TEST-2020-3001-7K3Q9';
const moss = 'TEST-2020-3002-M4W2Z';
const box = { x: 0, y: 0, width: 10, height: 10 };

const codeOf = (reference: string, page: number): ReadCode => ({
  text: `TEST-2020/${reference}/${page}/2`,
  campaign: 'TEST-2020',
  reference,
  page,
  pages: 2,
});

interface Page {
  readonly of?: string | null;
  readonly page?: number;
  readonly besides?: readonly (string | null)[];
  readonly signature?: FieldState;
  readonly aligned?: boolean;
}

const comparison = ({ besides = [], signature }: Page): NonNullable<ScannedPage['comparison']> => ({
  alignment: { found: 1, deviation: 0.1, dotsPerInch: 150, turn: 0, seen: 1 },
  differences: besides.map((besideField) => ({ kind: 'ADDED' as DifferenceKind, box, ink: 1, besideField })),
  more: false,
  creases: 0,
  fields:
    signature === undefined
      ? []
      : [{ name: 'penSignature', kind: 'PEN_SIGNATURE', state: signature, ink: 0, share: 0, box: null, ticked: null }],
});

const scannedPage = (page: Page, index: number): ScannedPage => ({
  number: index + 1,
  width: 100,
  height: 100,
  source: 'PICTURE',
  code: page.of === null ? null : codeOf(page.of ?? halden, page.page ?? index + 1),
  otherCodes: [],
  treatment: null,
  comparison: page.aligned === false ? null : comparison(page),
  notCompared: page.aligned === false ? 'NOT_ALIGNED' : null,
  text: { state: 'NOT_NEEDED', candidates: [], identified: null, turn: null },
  confidence: 0.9,
});

function scanned(pages: readonly Page[], change: Partial<ScannedFile> = {}, reasons: ScanReason[] = []): ScannedFile {
  const references = [...new Set(pages.flatMap(({ of = halden }) => (of === null ? [] : [of])))];
  const report: ScanReport = {
    version: 1,
    indication: 'INDETERMINATE',
    reasons: ['SCAN', ...reasons],
    pageCount: pages.length,
    pages: pages.map(scannedPage),
    forms: references.map((reference) => {
      return { campaign: 'TEST-2020', reference, pages: 2, present: [1], missing: [], duplicate: [], inOrder: true };
    }),
    confidence: 0.9,
    findings: [{ check: 'PAGE_CODES', result: 'PASSED', evidence: '', sentence: 'Every page bears the code.' }],
  };
  const named = references.map((reference) => ({ declarationId: reference, campaignId: 'here', reference }));
  return { report, compared: true, pictures: [], named, aborted: null, ...change };
}

describe('what the decision is told', () => {
  it.each<[string, ScannedFile, string]>([
    ['all well', scanned([{}, { signature: 'INK' }]), ''],
    ['a difference on the form', scanned([{ besides: [null] }]), 'DIFFERENCES'],
    ['a signature beyond its frame is none', scanned([{ besides: ['penSignature'], signature: 'INK' }]), ''],
    ['an empty frame', scanned([{}, { signature: 'EMPTY' }]), 'NO_PEN_SIGNATURE'],
    ['a frame with a trace of ink', scanned([{ signature: 'TRACE' }]), 'NO_PEN_SIGNATURE'],
    ['no page with a frame', scanned([{}]), ''],
    ['the frame was signed on the other copy', scanned([{ signature: 'EMPTY' }, { signature: 'INK' }]), ''],
    [
      'of two forms one is not signed',
      scanned([{ signature: 'INK' }, { of: moss, signature: 'EMPTY' }]),
      'NO_PEN_SIGNATURE',
    ],
    ['a form that nobody issued', scanned([{}], { named: [] }), 'UNKNOWN_FORM'],
    ['pages missing', scanned([{}], {}, ['PAGES_MISSING', 'PAGES_SHUFFLED']), 'PAGES_MISSING'],
    ['no code at all', scanned([{ of: null, aligned: false }], {}, ['NO_CODE_READ']), 'NO_CODE_READ'],
    ['only codes were read', scanned([{ aligned: false }], { compared: false }, ['FORM_NOT_GIVEN']), ''],
    ['nothing could be unpacked', scanned([], { report: null }), 'PAGES_UNREADABLE'],
    ['it took too long', scanned([], { report: null, aborted: 'too long' }), 'NOT_VERIFIED'],
  ])('%s', (_, file, reasons) => {
    expect(scanFacts(file).reasons.join(' ')).toBe(reasons);
  });

  it.each<[ScannedFile, string, boolean]>([
    [scanned([{}]), 'COMPARED', true],
    [scanned([{}], { compared: false }), 'CODES_READ', true],
    [scanned([{ of: null }]), 'COMPARED', false],
    [scanned([], { report: null }), 'UNREADABLE', false],
    [scanned([], { report: null, aborted: 'too long' }), 'NOT_FINISHED', false],
  ])('the outcome', (file, outcome, showsForm) => {
    expect(scanFacts(file)).toMatchObject({ outcome, showsForm });
  });
});

describe('tier C', () => {
  it.each<[string, ScannedFile, string | null, 'C' | 'D', string]>([
    ['pages of the declaration', scanned([{}, {}]), halden, 'C', 'PASSED pages 1, 2 of the file'],
    ['one of two pages could be straightened', scanned([{}, { aligned: false }]), halden, 'C', 'PASSED pages 1, 2'],
    ['none of them', scanned([{ aligned: false }]), halden, 'D', 'PASSED page 1 of the file'],
    ['by its code alone, not compared yet', scanned([{ aligned: false }], { compared: false }), halden, 'C', 'PASSED'],
    ['pages of two declarations', scanned([{}, { of: moss }]), halden, 'C', `INDETERMINATE .* bear that of ${moss}`],
    ['pages of another one', scanned([{ of: moss }]), halden, 'D', `FAILED .* code of ${moss}`],
    ['of nobody', scanned([{}]), null, 'D', `FAILED .* code of ${halden}`],
    ['of a form that nobody issued', scanned([{}], { named: [] }), moss, 'D', 'FAILED .* not issued here'],
  ])('%s', (_, file, reference, tier, said) => {
    const binding = bindScan(file, reference);
    const [first] = binding.findings;
    expect([binding.tier, first!.check]).toEqual([tier, 'PAGE_CODE_REFERENCE']);
    expect(`${first!.result} ${first!.sentence}`).toMatch(new RegExp(said.replace('PASSED p', 'PASSED .* p')));
  });

  it('without a code says what the library says, and without a report nothing', () => {
    expect(bindScan(scanned([{ of: null }]), halden)).toMatchObject({ tier: 'D', findings: [{ check: 'PAGE_CODES' }] });
    expect(bindScan(scanned([], { report: null }), halden)).toMatchObject({ tier: 'D', findings: [] });
  });
});
