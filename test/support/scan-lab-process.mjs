/**
 * Issues forms, prints, signs and scans them, and has the scans examined, all by what the build made: picture work is
 * ten times as slow inside a test's own context. Run as a process (test/support/scan-lab.ts) or imported (bench).
 */
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import {
  assembleForm,
  authorFormTemplate,
  createSealCertificate,
  createSealer,
  describeForm,
  issueForm,
  parsePageCode,
  prepareFormTemplate,
  rsaKeyFromSeed,
} from '../../dist/form/index.js';
import { examineScan } from '../../dist/scan/index.js';
import { PdfiumDocument } from '../../dist/scan/pdfium-document.js';
import { degradePage, printedPage } from './degrade-page.mjs';

const PARAGRAPHS = [
  'Kommunen som er navngitt i skjemaet, støtter at det arbeides videre med felles kommunal journal.',
  'Erklæringen er frivillig og uttrykker en intensjon. Den forplikter ikke kommunen til å kjøpe eller ta i bruk noe, ' +
    'og den medfører ingen annen økonomisk forpliktelse. Kostnaden er anslått til 348 millioner kroner over 12 år.',
  'Det gjenstår arbeid med innhold, organisering, finansiering, kostnader, nytte og risiko. Kommunen tar stilling til ' +
    'resultatet når det foreligger, og kan trekke erklæringen ved å melde skriftlig fra til departementet.',
  'Den signeres av ordføreren eller av en annen som har fullmakt fra kommunen.',
];

const remembered = new Map();

async function once(key, make) {
  if (!remembered.has(key)) remembered.set(key, make());
  return await remembered.get(key);
}

async function makeSealer() {
  const key = await rsaKeyFromSeed((label, length) => {
    const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, index) =>
      createHash('sha256').update(`scan-lab/${label}/${index}`).digest(),
    );
    return Buffer.concat(blocks).subarray(0, length);
  });
  const certificate = createSealCertificate({
    key,
    organization: 'Prøvedepartementet',
    serialNumber: Uint8Array.of(1),
    notBefore: new Date('2020-01-01T00:00:00Z'),
    notAfter: new Date('2030-01-01T00:00:00Z'),
  });
  return createSealer(key, [certificate]);
}

/**
 * The form of a municipality, of two pages. `changed` replaces words, as somebody would who passes off another text as
 * the issued one; `ticks` are boxes to tick, drawn on the second page.
 */
export async function issueSample({ number, name, reference, changed = [], ticks = [], issued: given }) {
  if (given !== undefined) return { ...given, reference };
  return await once(`form ${JSON.stringify([reference, changed, ticks])}`, async () => {
    const template = await once(`template ${JSON.stringify(changed)}`, async () => {
      const paragraphs = [...PARAGRAPHS, ...PARAGRAPHS, ...PARAGRAPHS];
      for (const [from, to] of changed) paragraphs[1] = paragraphs[1].replace(from, to);
      return await authorFormTemplate({
        campaign: { code: 'TEST-2020', title: 'Test 2020', owner: 'Prøvedepartementet', mailbox: 'svar@test.example' },
        language: 'nb',
        text: { title: 'Intensjonserklæring', sections: [{ heading: 'Hva erklæringen gjelder', paragraphs }] },
        characters: '',
        authoredAt: new Date('2020-04-20T08:00:00Z'),
      });
    });
    const recipient = {
      reference,
      municipalityNumber: number,
      municipalityName: name,
      organizationNumber: '839953062',
      issuedAt: new Date('2020-04-24T07:00:00Z'),
    };
    const sealer = await once('sealer', makeSealer);
    const issued = await issueForm(prepareFormTemplate(template), recipient, sealer);
    const form = { ...describeForm(template.layout, reference), bytes: assembleForm(template, issued.revision) };
    return ticks.length === 0 ? form : await withTicks(form, ticks);
  });
}

async function withTicks(form, ticks) {
  const pdf = await PDFDocument.load(form.bytes, { updateMetadata: false });
  const page = pdf.getPage(1);
  for (const { box } of ticks) {
    page.drawRectangle({ ...box, y: page.getHeight() - box.y - box.height, borderWidth: 0.8, opacity: 0 });
  }
  return { ...form, bytes: await pdf.save(), fields: [...form.fields, ...ticks] };
}

/** A page (counted from 1) on paper, with what a pen adds. */
async function paper(form, page, strokes) {
  const key = createHash('sha256').update(form.bytes).digest('hex');
  const sheet = await once(`paper ${key} ${page}`, async () => {
    const document = await PdfiumDocument.open(form.bytes);
    try {
      return await document.withPage(page - 1, async (opened) => printedPage(opened.render(300), 300));
    } finally {
      document.close();
    }
  });
  return strokes.length === 0 ? sheet : written(sheet, strokes);
}

/** A stroke goes from one point of the page to another, `width` points wide. */
function written(sheet, strokes) {
  const levels = sheet.levels.map((level) => {
    const data = level.data.slice();
    const scale = level.dpi / 72;
    for (const { from, to, width } of strokes) {
      const steps = Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) * scale * 2);
      const radius = Math.max(0.5, (width * scale) / 2);
      for (let step = 0; step <= steps; step++) {
        const x = (from[0] + ((to[0] - from[0]) * step) / steps) * scale;
        const y = (from[1] + ((to[1] - from[1]) * step) / steps) * scale;
        for (let py = Math.floor(y - radius); py <= y + radius; py++) {
          for (let px = Math.floor(x - radius); px <= x + radius; px++) {
            if (Math.hypot(px + 0.5 - x, py + 0.5 - y) <= radius) data[py * level.width + px] = 50;
          }
        }
      }
    }
    return { ...level, data };
  });
  return { levels };
}

/** A signature as a hand makes it: a wave through the frame, and with a `reach` above 1 beyond it. */
export function signatureStrokes(form, reach = 1) {
  const { box } = form.fields.find((field) => field.kind === 'PEN_SIGNATURE');
  const at = (t) => [
    box.x + box.width * (0.1 + 0.8 * t * reach),
    box.y + box.height * (0.5 + 0.3 * Math.sin(t * 40) * (1 - 0.5 * t)),
  ];
  return Array.from({ length: 80 }, (_, index) => ({ from: at(index / 80), to: at((index + 1) / 80), width: 1.1 }));
}

/** Lines through the page's code, so close to each other that error correction gives up. */
function spoiltCode(form, page) {
  const { x, y, width, height } = form.codes.find((code) => code.page === page).box;
  return Array.from({ length: 9 }, (_, index) => {
    const across = x + (width * (index + 0.5)) / 9;
    return { from: [across, y], to: [across, y + height], width: 2.4 };
  });
}

/** One page of a form, printed, written on and scanned. `how` is what degradePage takes. */
export async function scanSheet({ form, page, how = {}, strokes = [], signed, codeSpoilt = false }) {
  const issued = await issueSample(form);
  const all = [
    ...strokes,
    ...(signed ? signatureStrokes(issued, signed === true ? 1 : signed) : []),
    ...(codeSpoilt ? spoiltCode(issued, page) : []),
  ];
  return degradePage(await paper(issued, page, all), how);
}

const raw = (page) => sharp(page.data, { raw: { width: page.width, height: page.height, channels: 1 } });

export async function jpegOf(page, quality = 70) {
  return await raw(page).toColourspace('b-w').jpeg({ quality }).toBuffer();
}

/** A PDF as copiers make them: each page one picture, JPEG or, with only two shades, lossless. */
export async function scannedPdf(pages, quality = 70) {
  const pdf = await PDFDocument.create();
  for (const page of pages) {
    const lossless = page.data.every((shade) => shade === 0 || shade === 255);
    const image = lossless
      ? await pdf.embedPng(await raw(page).png({ colours: 2 }).toBuffer())
      : await pdf.embedJpg(await jpegOf(page, quality));
    const [width, height] = [(page.width * 72) / page.dpi, (page.height * 72) / page.dpi];
    pdf.addPage([width, height]).drawImage(image, { x: 0, y: 0, width, height });
  }
  return Buffer.from(await pdf.save());
}

async function sideBySide([left, right]) {
  const input = (page) => ({
    input: Buffer.from(page.data),
    raw: { width: page.width, height: page.height, channels: 1 },
  });
  const size = { width: left.width + right.width, height: left.height, channels: 3, background: '#ffffff' };
  return await sharp({ create: size })
    .composite([
      { ...input(left), left: 0, top: 0 },
      { ...input(right), left: left.width, top: 0 },
    ])
    .jpeg()
    .toBuffer();
}

async function fileOf(kind, pages, quality) {
  if (kind === 'PDF') return await scannedPdf(pages, quality);
  if (kind === 'PHOTO') return await jpegOf(pages[0], quality);
  if (kind === 'SIDE_BY_SIDE') return await sideBySide(pages);
  if (kind === 'TURNED_PHOTO') {
    const turned = await sharp(await jpegOf(pages[0], quality))
      .rotate(90)
      .toBuffer();
    return await sharp(turned).withMetadata({ orientation: 8 }).jpeg().toBuffer();
  }
  const pdf = await PDFDocument.load(await scannedPdf(pages, quality));
  pdf.addPage([595, 842]).drawText('Vedtak i kommunestyret', { x: 60, y: 700 });
  return Buffer.from(await pdf.save());
}

/** See ScanOrder in scan-lab.ts. */
export async function scanAndExamine({
  sheets,
  given,
  kind = 'PDF',
  quality = 45,
  pictures = false,
  known,
  examines = true,
}) {
  const pages = [];
  for (const sheet of sheets) pages.push(await scanSheet(sheet));
  const bytes = await fileOf(kind, pages, quality);
  if (!examines) return { bytes };
  const forms = await Promise.all(given.map(issueSample));
  const examined = await examineScan(bytes, { parseCode: parsePageCode, forms, pictures, known });
  return { ...examined, bytes, forms };
}

async function answer({ id, order }) {
  try {
    process.send({ id, done: await scanAndExamine(order) });
  } catch (error) {
    process.send({ id, fault: error instanceof Error ? String(error.stack) : String(error) });
  }
}

// Imported by a benchmark it answers nobody.
if (process.argv[1] === fileURLToPath(import.meta.url)) process.on('message', (message) => void answer(message));
