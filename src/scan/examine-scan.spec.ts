import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import type { Degradation } from '../../test/support/degrade-page.mjs';
import { halden, moss, ScanLab, type SampleForm, type Stroke } from '../../test/support/scan-lab.js';
import { examineScan } from './examine-scan.js';
import type { ScanLimits } from './scan-limits.js';
import type { FieldInk, FieldPlace, PageComparison, ScanReport } from './scan-report.js';

const copier: Degradation = { dpi: 150, turn: 0.8, noise: 8, blur: 0.4 };
const PATIENCE_MS = 120_000;

let lab: ScanLab;
beforeAll(() => {
  lab = new ScanLab();
});
afterAll(() => lab.close());

/** What is said of the file's only page, which was found and compared. */
function onlyPage(report: ScanReport): PageComparison {
  expect(report.pages.map((page) => page.notCompared)).toEqual([null]);
  return report.pages[0]!.comparison!;
}

function field({ fields }: PageComparison, name: string): FieldInk | undefined {
  return fields.find((candidate) => candidate.name === name);
}

describe.each<[string, Degradation]>([
  ['grey at 100 dpi', { dpi: 100, noise: 6, blur: 0.4 }],
  ['with dust, from a copier', { dpi: 150, turn: 1.2, noise: 10, blur: 0.5, specks: 40 }],
  ['fine, at 600 dpi', { dpi: 600, turn: -0.7 }],
  ['in black and white', { dpi: 200, turn: 1, noise: 10, threshold: 150, specks: 20 }],
  ['in black and white at 100 dpi', { dpi: 100, turn: 0.5, noise: 8, threshold: 150 }],
  ['upside down', { dpi: 150, turn: 180.8, noise: 10, blur: 0.4 }],
  ['turned by 63°', { dpi: 150, turn: 63, noise: 8 }],
  ['skewed and on its side', { dpi: 150, turn: 270, skew: 0.05, noise: 8 }],
  ['folded', { dpi: 150, turn: 0.6, noise: 8, fold: { at: 0.48, shade: 0.35, bend: 0.002 } }],
  ['photographed at an angle', { dpi: 200, turn: 7, perspective: 0.15, shadow: 0.4, noise: 8, blur: 0.7 }],
])('a signed page %s', (_, how) => {
  it(
    'is read, straightened, found as issued, with ink only where it was signed',
    async () => {
      const { report } = await lab.examine({ sheets: [{ form: halden, page: 2, how, signed: true }], given: [halden] });
      expect(report.pages[0]!.code).toMatchObject({ reference: halden.reference, page: 2, pages: 2 });
      const compared = onlyPage(report);
      expect(compared.alignment.deviation).toBeLessThan(0.3);
      expect(compared.alignment.found).toBeGreaterThan(0.7);
      expect(compared.differences).toEqual([]);
      expect(compared.fields.filter(({ state }) => state !== 'EMPTY').map(({ name, state }) => [name, state])).toEqual([
        ['penSignature', 'INK'],
      ]);
      expect(report).toMatchObject({ indication: 'INDETERMINATE', reasons: ['SCAN', 'PAGES_MISSING'] });
      expect(report.confidence).toBeGreaterThan(0.6);
    },
    PATIENCE_MS,
  );
});

describe('what was changed outside the fields', () => {
  it.each<[string, readonly [string, string], number]>([
    ['a figure', ['348 millioner', '343 millioner'], 12],
    ['a word', ['kjøpe eller', 'kjøpe aller'], 30],
  ])(
    '%s is found where it stands',
    async (_, change, widest) => {
      const changed: SampleForm = { ...halden, changed: [change] };
      const { report } = await lab.examine({ sheets: [{ form: changed, page: 1, how: copier }], given: [halden] });
      const { differences } = onlyPage(report);
      expect(differences).toHaveLength(1);
      expect(differences[0]!.box.width).toBeLessThan(widest);
      expect(report.reasons).toContain('DIFFERENCES');
      expect(report.confidence).toBeLessThanOrEqual(0.5);
    },
    PATIENCE_MS,
  );

  it(
    'a tick in the margin is found, at its place, and dust is not',
    async () => {
      const strokes: Stroke[] = [
        { from: [40, 400], to: [44, 406], width: 1.2 },
        { from: [44, 406], to: [52, 392], width: 1.2 },
      ];
      const how = { ...copier, dpi: 200, specks: 30 };
      const { report } = await lab.examine({ sheets: [{ form: halden, page: 1, how, strokes }], given: [halden] });
      const { differences } = onlyPage(report);
      expect(differences.map((difference) => difference.kind)).toEqual(['ADDED']);
      const { box } = differences[0]!;
      expect(Math.abs(box.x - 39.4)).toBeLessThan(1.5);
      expect(Math.abs(box.y - 391.4)).toBeLessThan(1.5);
      expect(Math.abs(box.width - 13.2)).toBeLessThan(2);
    },
    PATIENCE_MS,
  );

  it(
    'a signature that goes beyond its frame is said to belong to it',
    async () => {
      const sheets = [{ form: halden, page: 2, how: copier, signed: 1.25 }];
      const { report } = await lab.examine({ sheets, given: [halden] });
      expect(onlyPage(report).differences.map(({ besideField }) => besideField)).toContain('penSignature');
    },
    PATIENCE_MS,
  );
});

describe('the fields', () => {
  it(
    'an empty frame is no signature, and dust no ink',
    async () => {
      const how = { ...copier, specks: 60 };
      const sheets = [1, 2].map((page) => ({ form: halden, page, how }));
      const { report } = await lab.examine({ sheets, given: [halden] });
      expect(report.reasons).toEqual(['SCAN', 'NO_PEN_SIGNATURE']);
      expect(report.findings.find((finding) => finding.check === 'PEN_SIGNATURE')?.result).toBe('FAILED');
    },
    PATIENCE_MS,
  );

  it(
    'boxes to tick are read, and what was written elsewhere is measured',
    async () => {
      const ticks = ['yes', 'no'].map((name, index): FieldPlace => {
        return { name, kind: 'TICK', page: 2, box: { x: 70 + 60 * index, y: 700, width: 12, height: 12 } };
      });
      const form: SampleForm = { ...halden, ticks };
      const { x, y } = ticks[0]!.box;
      const strokes: Stroke[] = [
        { from: [x + 2, y + 2], to: [x + 10, y + 10], width: 1 },
        { from: [x + 10, y + 2], to: [x + 2, y + 10], width: 1 },
        { from: [150, 705], to: [190, 705], width: 1 },
      ];
      const note: FieldPlace = { name: 'note', kind: 'TEXT', page: 2, box: { x: 145, y: 695, width: 60, height: 20 } };
      const withNote: SampleForm = { ...form, ticks: [...ticks, note] };
      const sheets = [{ form: withNote, page: 2, how: copier, strokes }];
      const compared = onlyPage((await lab.examine({ sheets, given: [withNote] })).report);
      expect([field(compared, 'yes')?.ticked, field(compared, 'no')?.ticked]).toEqual([true, false]);
      expect(compared.differences).toEqual([]);
      const ink = field(compared, 'note')!;
      expect(ink.state).toBe('INK');
      // 40 by 1 points are 5 mm².
      expect(ink.ink).toBeGreaterThan(3);
      expect(ink.ink).toBeLessThan(7);
      expect(Math.abs(ink.box!.x - 149.5)).toBeLessThan(1.5);
      expect(Math.abs(ink.box!.width - 41)).toBeLessThan(2);
    },
    PATIENCE_MS,
  );
});

describe('the pages of a file', () => {
  const how: Degradation = { dpi: 100, turn: 0.5, noise: 4 };

  it(
    'are told apart by municipality, and shuffled, missing and double ones named',
    async () => {
      const sheets = [
        { form: moss, page: 2, how },
        { form: halden, page: 2, how },
        { form: halden, page: 1, how },
        { form: halden, page: 2, how },
      ];
      const { report } = await lab.examine({ sheets, given: [] });
      expect(report.forms).toMatchObject([
        { reference: moss.reference, pages: 2, present: [2], missing: [1], duplicate: [], inOrder: true },
        { reference: halden.reference, present: [1, 2], missing: [], duplicate: [2], inOrder: false },
      ]);
      expect(report.reasons).toEqual([
        'SCAN',
        'SEVERAL_REFERENCES',
        'PAGES_MISSING',
        'PAGES_DUPLICATE',
        'PAGES_SHUFFLED',
        'FORM_NOT_GIVEN',
      ]);
    },
    PATIENCE_MS,
  );

  it(
    'without our code are foreign',
    async () => {
      const sheets = [{ form: halden, page: 2, how }];
      const { report } = await lab.examine({ sheets, given: [halden], kind: 'PDF_AND_OTHER_PAGE' });
      expect(report.pages.map((page) => page.notCompared)).toEqual([null, 'NO_CODE']);
      expect(report.reasons).toContain('FOREIGN_PAGES');
      expect(report.confidence).toBe(0);
    },
    PATIENCE_MS,
  );

  it(
    'two on one picture are both read, and neither is compared',
    async () => {
      const sheets = [1, 2].map((page) => ({ form: halden, page, how: { dpi: 100 } }));
      const { report } = await lab.examine({ sheets, given: [halden], kind: 'SIDE_BY_SIDE' });
      expect(report.pages[0]).toMatchObject({ code: null, notCompared: 'SEVERAL_CODES' });
      expect(report.forms).toMatchObject([{ reference: halden.reference, present: [1, 2] }]);
    },
    PATIENCE_MS,
  );
});

it(
  'a photo that the camera noted as turned is read, and the pictures for the reviewer are drawn',
  async () => {
    const sheets = [{ form: halden, page: 2, how: { ...copier, perspective: 0.08 }, signed: true }];
    const { report, pictures } = await lab.examine({ sheets, given: [halden], kind: 'TURNED_PHOTO', pictures: true });
    expect(report.pages[0]).toMatchObject({ source: 'PICTURE', notCompared: null });
    expect(pictures.map(({ page, kind }) => `${page} ${kind}`)).toEqual(['1 ALIGNED', '1 DIFFERENCES', '1 ISSUED']);
    for (const { png } of pictures) {
      expect(await sharp(png).metadata()).toMatchObject({ format: 'png', width: 1240, height: 1754 });
    }
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  },
  PATIENCE_MS,
);

describe('what cannot be looked at', () => {
  const examine = async (bytes: Uint8Array, limits?: ScanLimits) =>
    await examineScan(bytes, {
      parseCode: () => null,
      forms: [],
      pictures: false,
      ...(limits === undefined ? {} : { limits }),
    });

  it.each([
    ['an empty file', new Uint8Array()],
    ['a text', Buffer.from('Vi har signert.')],
    ['a PDF without an end', Buffer.from('%PDF-1.7\n1 0 obj')],
    ['a broken JPEG', Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex')],
  ])('%s is refused', async (_, bytes) => {
    await expect(examine(bytes)).rejects.toMatchObject({ code: 'SCAN_UNREADABLE' });
  });

  it('a file of more bytes and a picture of more pixels than allowed are not unpacked', async () => {
    const wide = await sharp({ create: { width: 4000, height: 4000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const limits = { bytes: 1e6, pages: 1, pixels: 1e6, megapixels: 10, treatments: 1, textStrips: 0 };
    await expect(examine(wide, limits)).rejects.toMatchObject({ code: 'SCAN_TOO_LARGE' });
    await expect(examine(Buffer.alloc(2e6), limits)).rejects.toMatchObject({ code: 'SCAN_TOO_LARGE' });
  });

  it('more pages than allowed are said to be left out', async () => {
    const pdf = await PDFDocument.create();
    for (let page = 0; page < 3; page++) pdf.addPage([200, 200]);
    const limits = { bytes: 1e6, pages: 2, pixels: 1e6, megapixels: 1, treatments: 1, textStrips: 0 };
    const { report } = await examine(await pdf.save(), limits);
    expect(report).toMatchObject({ pageCount: 3, pages: [{ number: 1 }, { number: 2 }] });
    expect(report.reasons).toContain('LIMIT_REACHED');
  });
});
