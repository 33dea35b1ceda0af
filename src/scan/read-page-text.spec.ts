import type { Degradation } from '../../test/support/degrade-page.mjs';
import { halden, moss, ScanLab } from '../../test/support/scan-lab.js';

const copier: Degradation = { dpi: 150, turn: 0.8, noise: 8, blur: 0.4 };
const PATIENCE_MS = 120_000;

let lab: ScanLab;
beforeAll(() => {
  lab = new ScanLab();
});
afterAll(() => lab.close());

describe('a page whose code cannot be read', () => {
  const known = [halden, moss].map(({ reference, number, name }) => ({ reference, number, name }));
  const spoilt = { form: halden, codeSpoilt: true };

  it.each<[string, number, Degradation]>([
    ['from a copier', 1, copier],
    ['at 100 dpi', 2, { dpi: 100, noise: 6, blur: 0.4 }],
    ['in black and white', 2, { dpi: 150, turn: 1.2, noise: 8, threshold: 150, specks: 40 }],
    ['turned by 63°', 2, { dpi: 200, turn: 63, noise: 8 }],
    ['upside down', 1, { dpi: 200, turn: 180.8, noise: 8 }],
    ['on its side and skewed', 2, { dpi: 150, turn: 270, skew: 0.05 }],
    ['photographed at an angle', 1, { dpi: 200, turn: 4, perspective: 0.08, shadow: 0.4, noise: 8, blur: 0.7 }],
  ])(
    'and that comes %s is known by its text',
    async (_, page, how) => {
      const { report } = await lab.examine({ sheets: [{ ...spoilt, page, how }], given: [], known });
      const [only] = report.pages;
      expect(only).toMatchObject({ code: null, notCompared: 'NO_CODE', confidence: 0 });
      expect(only!.text).toMatchObject({ state: 'READ', identified: halden.reference });
      expect(Math.abs(only!.text.turn! - ((how.turn ?? 0) % 360))).toBeLessThan(4);
      expect(report.reasons).toEqual(['SCAN', 'NO_CODE_READ']);
      expect(report.findings.find(({ check }) => check === 'PAGE_TEXT')!.sentence).toContain(halden.reference);
    },
    PATIENCE_MS,
  );

  it(
    'belongs to the page beside it, or says that there are two',
    async () => {
      const sheets = [
        { form: halden, page: 1, how: copier },
        { ...spoilt, page: 2, how: copier },
      ];
      const together = (await lab.examine({ sheets, given: [], known })).report;
      expect(together.reasons).toEqual(['SCAN', 'PAGES_MISSING', 'FORM_NOT_GIVEN']);
      const other = [sheets[0]!, { ...spoilt, form: moss, page: 2, how: copier }];
      const apart = (await lab.examine({ sheets: other, given: [], known })).report;
      expect(apart.pages[1]!.text.identified).toBe(moss.reference);
      expect(apart.reasons).toContain('SEVERAL_REFERENCES');
    },
    PATIENCE_MS,
  );

  it(
    'is not given to another when its own declaration is not known',
    async () => {
      const strangers = [moss, { ...halden, reference: 'TEST-2020-3001-WWWWW' }];
      const sheets = [1, 2].map((page) => ({ ...spoilt, page, how: copier }));
      const { report } = await lab.examine({ sheets, given: [], known: strangers });
      expect(report.pages.map(({ text }) => [text.state, text.identified])).toEqual([
        ['READ', null],
        ['READ', null],
      ]);
    },
    PATIENCE_MS,
  );

  it(
    'is not read where no declaration is named, nor past the limit',
    async () => {
      const one = await lab.examine({ sheets: [{ ...spoilt, page: 1, how: copier }], given: [] });
      expect(one.report.pages[0]!.text.state).toBe('LEFT_OUT');
      const blank = { form: halden, page: 1, how: { dpi: 100, threshold: -1 } };
      const many = await lab.examine({
        sheets: [blank, ...Array.from({ length: 5 }, () => ({ ...spoilt, page: 2, how: { dpi: 100 } }))],
        given: [],
        known: [{ reference: 'TEST-2020-9999-WWWWW', number: '9999', name: 'Utopia' }],
      });
      expect(many.report.pages.map(({ text }) => text.state)).toEqual([
        'READ',
        'READ',
        'READ',
        'LEFT_OUT',
        'LEFT_OUT',
        'LEFT_OUT',
      ]);
    },
    PATIENCE_MS,
  );
});
