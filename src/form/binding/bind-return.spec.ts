import { degrees, PDFDocument, PDFName } from 'pdf-lib';
import { issuedForm } from '../../../test/support/issued-form.js';
import {
  addAnnotation,
  addHiddenLayer,
  drawnAsCurves,
  fieldValues,
  filled,
  onPage,
  paintedOver,
  resaved,
  rewrittenByService,
} from '../../../test/support/rewritten-forms.js';
import { bindReturn } from './bind-return.js';
import type { Binding, BindingFinding } from './binding.js';
import { type Box, union } from './geometry.js';
import { PdfFile } from './pdf-file.js';
import { startPdfium } from './pdfium.js';

const sentence = (sum: string): string => `Utgiften er ${sum} kroner i 2021, og office og flyt er med.`;
const SUM = '500 000';

let issued: Uint8Array;
/** The same form of the same municipality, with another figure in its text. */
let otherSum: Uint8Array;
let otherMunicipality: Uint8Array;
/** Where the figure stands on the second page. */
let sumBox: Box;

beforeAll(async () => {
  issued = (await issuedForm('nb', { lastParagraph: sentence(SUM) })).bytes;
  otherSum = (await issuedForm('nb', { lastParagraph: sentence('700 000') })).bytes;
  otherMunicipality = (
    await issuedForm('nb', {
      lastParagraph: sentence(SUM),
      reference: 'TEST-2020-9998-8K3Q8',
      municipalityName: 'Prøvenes',
    })
  ).bytes;
  sumBox = await boxOf(issued, 1, SUM.replace(' ', ''));
});

async function boxOf(form: Uint8Array, page: number, word: string): Promise<Box> {
  const file = PdfFile.open(await startPdfium(), form)!;
  const glyphs = file.withPage(page, (opened) => opened.glyphs());
  const at = glyphs
    .map(({ text }) => text)
    .join('')
    .indexOf(word);
  return glyphs
    .slice(at, at + word.length)
    .map(({ box }) => box)
    .reduce(union);
}

async function bind(returned: Uint8Array): Promise<Binding> {
  return await bindReturn({ returned, issued, laterChanges: 'suspicious' });
}

const failures = ({ findings }: Binding): string[] => [
  ...new Set(findings.filter(({ result }) => result === 'FAILED').map(({ check }) => check)),
];
const open = ({ findings }: Binding): string[] =>
  findings.filter(({ result }) => result === 'INDETERMINATE').map(({ check }) => check);

describe('tier A', () => {
  it.each([
    ['none', 'A'],
    ['permitted', 'A'],
    ['suspicious', 'B'],
    [null, 'B'],
  ] as const)('the issued bytes with later changes %s: %s', async (laterChanges, tier) => {
    const returned = Buffer.concat([issued, Buffer.from('\n')]);
    const binding = await bindReturn({ returned, issued, laterChanges });
    expect(binding.tier).toBe(tier);
    expect(binding.findings[0]).toMatchObject({ check: 'ISSUED_BYTES', result: 'PASSED' });
    expect(binding.findings.some(({ check }) => check === 'LATER_REVISIONS')).toBe(tier === 'B');
  });

  it('does not render', async () => {
    // A form that nothing could be compared with: only the bytes speak.
    const bytes = Buffer.from('%PDF-1.7 no pages %%EOF');
    expect((await bindReturn({ returned: bytes, issued: bytes, laterChanges: 'permitted' })).tier).toBe('A');
    const compared = await bindReturn({ returned: bytes, issued: bytes, laterChanges: null });
    expect(compared.findings.at(-1)).toMatchObject({ check: 'READABLE', result: 'INDETERMINATE' });
    expect(compared.findings.at(-1)?.evidence).toContain('the issued form');
  });
});

describe('tier B: the same form, written anew', () => {
  it.each<[string, () => Promise<Uint8Array>]>([
    ['saved as a whole', () => resaved(issued)],
    ['filled in', () => filled(issued, false)],
    ['filled in and flattened', () => filled(issued, true)],
    [
      'between pages of a signing service, smaller and with a footer',
      () => rewrittenByService(issued, { closingPages: 1 }),
    ],
    ['at full size, with a footer in the margin', () => rewrittenByService(issued, { scale: 1, frontPages: 0 })],
    ['filled in, then rewritten by a service', async () => await rewrittenByService(await filled(issued, true))],
    ['at 70 %', () => rewrittenByService(issued, { scale: 0.7 })],
    ['turned by a quarter', () => rewrittenByService(issued, { rotate: 90 })],
    ['upside down', () => rewrittenByService(issued, { rotate: 180 })],
    ['turned by three quarters', () => rewrittenByService(issued, { rotate: 270 })],
    [
      'with a picture of a signature in its field',
      async () => await withPicture({ x: 320, y: 330, width: 180, height: 60 }),
    ],
    ['with a stamp in the margin', () => annotated({ Subtype: 'Stamp', Rect: [5, 300, 50, 360] })],
    ['signed in the margin', () => annotated({ Subtype: 'Widget', FT: 'Sig', Rect: [5, 300, 50, 360] })],
  ])('%s', async (_, make) => {
    const binding = await bind(await make());
    expect(failures(binding)).toEqual([]);
    expect(open(binding)).toEqual([]);
    expect(binding.tier).toBe('B');
    expect(binding.findings.filter(({ check, result }) => check === 'PICTURE' && result === 'PASSED')).toHaveLength(2);
  });

  it('tells what was added', async () => {
    const binding = await bind(await rewrittenByService(issued, { closingPages: 1, footer: 'Født 010170 12345' }));
    const added = binding.findings.filter(({ result }) => result === 'INFO');
    expect(added.map(({ check, page }) => [check, page])).toEqual([
      ['ISSUED_BYTES', undefined],
      ['ADDED_PAGES', 1],
      ['ADDED_PAGES', 4],
      ['ADDED_PRINT', 2],
      ['ADDED_PRINT', 3],
    ]);
    expect(added[1]!.evidence).toContain('signert av Kari Nordmann');
    expect(added[3]!.evidence).toBe('“Født *********** 1”');
    expect(JSON.parse(JSON.stringify(binding))).toEqual(binding);
  });
});

describe('what is no longer the issued form', () => {
  it.each<[string, () => Promise<Uint8Array>, string[]]>([
    ['a figure that is another one', () => resaved(otherSum), ['TEXT', 'PICTURE']],
    [
      'a figure that is another one, smaller and with a footer',
      () => rewrittenByService(otherSum),
      ['TEXT', 'PICTURE'],
    ],
    [
      'a figure painted over',
      () => onPage(issued, 2, (page) => paintedOver(page, '700 000', at(sumBox))),
      ['TEXT', 'PICTURE'],
    ],
    ['a figure painted over with curves: its text is the old one', () => onPage(issued, 2, curves), ['PICTURE']],
    [
      'a text that only a program reads',
      () => onPage(issued, 2, (page) => page.drawText('ikke', { ...spot, opacity: 0 })),
      ['TEXT'],
    ],
    [
      'a text that is there but not shown',
      () => onPage(issued, 2, (page) => page.drawRectangle({ ...at(sumBox), color: white })),
      ['PICTURE'],
    ],
    [
      'words in an empty part of the page',
      () => onPage(issued, 2, (page) => page.drawText('med forbehold', { x: 100, y: 200, size: 9 })),
      ['TEXT', 'PICTURE'],
    ],
    [
      'a tick where nothing stood',
      () => onPage(issued, 2, (page) => page.drawLine({ start: { x: 150, y: 200 }, end: { x: 156, y: 207 } })),
      ['PICTURE'],
    ],
    [
      'pale print',
      () => onPage(issued, 2, (page) => page.drawRectangle({ x: 150, y: 200, width: 20, height: 2, color: pale })),
      ['PICTURE'],
    ],
    [
      'a line through a sentence',
      () =>
        onPage(issued, 2, (page) =>
          page.drawRectangle({ x: sumBox.left, y: sumBox.bottom + 2, width: 60, height: 0.5, color: black }),
        ),
      ['PICTURE'],
    ],
    ['a page that is missing', () => resaved(issued, (pdf) => pdf.removePage(0)), ['PAGES']],
    ['pages in another order', () => rewrittenByService(issued, { order: [1, 0] }), ['PAGE_ORDER']],
    ['a page twice', () => rewrittenByService(issued, { order: [0, 1, 1] }), ['PAGES']],
    ['a page between', () => resaved(issued, (pdf) => pdf.insertPage(1)), ['PAGE_ORDER']],
    ['the form of another municipality', () => resaved(otherMunicipality), ['REFERENCE', 'TEXT', 'PICTURE']],
    ['the last page of another municipality’s form', () => mixed(), ['REFERENCE', 'TEXT', 'PICTURE']],
    ['another municipality’s form behind its own', () => both(), ['REFERENCE', 'PAGES']],
    ['a part cut off', () => onPage(issued, 2, (page) => page.setCropBox(0, 300, 595, 540)), ['PICTURE']],
    ['made too small to read', () => rewrittenByService(issued, { scale: 0.5 }), ['PLACEMENT']],
    [
      'a picture pasted on it',
      () => withPicture({ x: 100, y: 200, width: 20, height: 20 }),
      ['PICTURE', 'PASTED_PICTURES'],
    ],
    ['a note on it', () => annotated({ Subtype: 'Text', Rect: [100, 200, 120, 220] }), ['ANNOTATIONS']],
    [
      'a new field on it, still empty',
      () => annotated({ Subtype: 'Widget', FT: 'Tx', Rect: [100, 200, 200, 220] }),
      ['ANNOTATIONS'],
    ],
    [
      'a note in the margin that the window enlarges',
      () => annotated({ Subtype: 'Stamp', Rect: [5, 300, 50, 360], F: 4 | 8 }),
      ['ANNOTATIONS'],
    ],
  ])('%s', async (_, make, checks) => {
    const binding = await bind(await make());
    expect(binding.tier).toBe('D');
    expect(failures(binding)).toEqual(checks);
  });

  it('says where a figure was changed, and what stands there', async () => {
    const binding = await bind(await resaved(otherSum));
    const [text] = binding.findings.filter(({ check }) => check === 'TEXT') as [BindingFinding];
    expect(text).toMatchObject({ result: 'FAILED', page: 2 });
    expect(text.evidence).toMatch(/issued “.*er 500 000.*returned “.*er 700 000/);
    const picture = binding.findings.find(({ check, result }) => check === 'PICTURE' && result === 'FAILED')!;
    for (const found of [text, picture]) {
      const { x, y } = found.box ?? { x: 0, y: 0 };
      expect(Math.abs(x - sumBox.left)).toBeLessThan(4);
      expect(Math.abs(y - (841.89 - sumBox.top))).toBeLessThan(4);
    }
  });

  it('a field’s box is no hole: what reaches beyond it is found', async () => {
    const inside = await onPage(issued, 2, (page) => page.drawText('Kari', { x: 70, y: 525, size: 9 }));
    const beyond = await onPage(issued, 2, (page) => page.drawText('Kari', { x: 70, y: 513, size: 9 }));
    expect((await bind(inside)).tier).toBe('B');
    expect(failures(await bind(beyond))).toContain('TEXT');
    expect(Object.values(fieldValues)).toHaveLength(4);
  });
});

describe('what cannot be told', () => {
  it.each<[string, () => Promise<Uint8Array>, string[]]>([
    ['layers that can be shown', () => onPage(issued, 2, (page, pdf) => addHiddenLayer(pdf, page)), ['HIDDEN_LAYERS']],
    ['no PDF', () => Promise.resolve(Buffer.from('no PDF')), ['READABLE']],
    ['another document', () => otherDocument('Saksutskrift fra kommunestyret. '.repeat(8)), ['REFERENCE', 'PAGES']],
    ['no text', () => otherDocument(''), ['REFERENCE', 'PAGES']],
    ['more pages than are looked at', () => manyPages(), ['LIMITS']],
    ['a page larger than is rendered', () => rewrittenByServiceOnPoster(), ['LIMITS']],
  ])('%s', async (_, make, checks) => {
    const binding = await bind(await make());
    expect(binding.tier).toBe('D');
    expect(failures(binding)).toEqual([]);
    expect(open(binding)).toEqual(checks);
  });
});

const spot = { x: 100, y: 200, size: 9 };
const [white, black, pale] = [1, 0, 0.8].map(
  (value) => ({ type: 'RGB', red: value, green: value, blue: value }) as never,
);
const at = ({ left, bottom, right, top }: Box) => ({
  x: left,
  y: bottom - 1,
  width: right - left,
  height: top - bottom + 2,
});

const curves: Parameters<typeof onPage>[2] = async (page) => {
  page.drawRectangle({ ...at({ ...sumBox, right: sumBox.left + 5.2 }), color: white });
  await drawnAsCurves(page, '7', { x: sumBox.left - 0.3, y: sumBox.bottom, size: 10.5 });
};

const annotated = (entries: Parameters<typeof addAnnotation>[2]): Promise<Uint8Array> =>
  onPage(issued, 2, (page, pdf) => addAnnotation(pdf, page, entries));

/** A black square of two by two pixels. */
async function withPicture(place: { x: number; y: number; width: number; height: number }): Promise<Uint8Array> {
  return await onPage(issued, 2, (page, pdf) => {
    const { context } = pdf;
    const image = context.register(
      context.stream(new Uint8Array(4), {
        Type: 'XObject',
        Subtype: 'Image',
        Width: 2,
        Height: 2,
        ColorSpace: 'DeviceGray',
        BitsPerComponent: 8,
      }),
    );
    const name = page.node.newXObject('Pasted', image);
    const content = `q ${place.width} 0 0 ${place.height} ${place.x} ${place.y} cm ${name.toString()} Do Q`;
    page.node.addContentStream(context.register(context.stream(content)));
  });
}

async function mixed(): Promise<Uint8Array> {
  const other = await PDFDocument.load(otherMunicipality);
  return await resaved(issued, async (pdf) => {
    pdf.removePage(1);
    const [page] = await pdf.copyPages(other, [1]);
    pdf.addPage(page);
  });
}

async function both(): Promise<Uint8Array> {
  const other = await PDFDocument.load(otherMunicipality);
  return await resaved(issued, async (pdf) => {
    for (const page of await pdf.copyPages(other, [0, 1])) pdf.addPage(page);
  });
}

async function otherDocument(words: string): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.addPage().drawText(words, { x: 20, y: 700, size: 6 });
  return await pdf.save();
}

async function manyPages(): Promise<Uint8Array> {
  return await resaved(issued, (pdf) => {
    for (let count = 0; count < 200; count++) pdf.addPage();
  });
}

async function rewrittenByServiceOnPoster(): Promise<Uint8Array> {
  return await onPage(issued, 1, (page) => {
    page.setMediaBox(0, 0, 2000, 2000);
    page.setRotation(degrees(0));
    page.node.delete(PDFName.of('CropBox'));
  });
}
