import { PDFiumLibrary } from '@hyzyla/pdfium';
import sharp from 'sharp';
import { issuedForm, type SampleForm, verifyPdf } from '../../../test/support/issued-form.js';
import { SeededRandom } from '../seeded-random.js';
import type { FilledFields } from './filled-fields.js';
import { type FormPlaces, readFormPlaces } from './form-places.js';
import type { Box } from './handwriting.js';
import { scanForm } from './scan-form.js';

const filled: FilledFields = {
  name: 'Åse Næss',
  role: 'Ordfører',
  place: 'Prøvedal',
  date: '24.06.2020',
  resolutionDate: '',
  resolutionCase: '',
};
const random = (): SeededRandom => new SeededRandom('scan').fork('9999');

let form: SampleForm;
let scan: Uint8Array;
let places: FormPlaces;

beforeAll(async () => {
  form = await issuedForm('nb');
  scan = await scanForm(form.bytes, filled, random());
  places = await readFormPlaces(form.bytes);
});

/** Dark pixels of a page of the scan within a box, at 72 pixels an inch; the edge of the box is left out. */
async function inkIn(library: PDFiumLibrary, { left, bottom, width, height }: Box): Promise<number> {
  const document = await library.loadDocument(scan);
  const page = await document
    .getPage(places.page)
    .render({ scale: 1, render: ({ data }) => Promise.resolve(Uint8Array.from(data)) });
  document.destroy();
  const inset = 4;
  const grey = await sharp(page.data, { raw: { width: page.width, height: page.height, channels: 4 } })
    .extract({
      left: Math.ceil(left + inset),
      top: Math.ceil(places.pageHeight - bottom - height + inset),
      width: Math.floor(width - 2 * inset),
      height: Math.floor(height - 2 * inset),
    })
    .greyscale()
    .raw()
    .toBuffer();
  return grey.filter((pixel) => pixel < 150).length;
}

it('is a PDF of pictures, one over each page, and no text', () => {
  const report = verifyPdf(scan, { trustAnchors: [], at: new Date('2020-06-24T10:00:00Z') });
  expect(report.summary).toMatchObject({ readable: true, signatures: 0, integrity: 'none' });
  expect(report.document).toMatchObject({ pages: 2, pageImages: 2, hasText: false, encrypted: false, revisions: 1 });
  expect(report.findings.filter(({ check }) => check === 'STRUCTURE')).toEqual([]);
});

it('bears ink in the blanks that were filled in and in the frame for the signature, and nowhere else', async () => {
  const library = await PDFiumLibrary.init();
  try {
    for (const name of ['name', 'role', 'place', 'date'] as const)
      expect(await inkIn(library, places.fields[name])).toBeGreaterThan(20);
    expect(await inkIn(library, places.signature)).toBeGreaterThan(100);
    expect(await inkIn(library, places.fields.resolutionDate)).toBe(0);
    expect(await inkIn(library, places.fields.resolutionCase)).toBe(0);
  } finally {
    library.destroy();
  }
});

it('depends on the draw', async () => {
  expect(Buffer.compare(await scanForm(form.bytes, filled, random()), scan)).toBe(0);
  expect(Buffer.compare(await scanForm(form.bytes, filled, random().fork('another')), scan)).not.toBe(0);
});
