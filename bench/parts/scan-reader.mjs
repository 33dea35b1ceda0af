/** Reads and straightens scans that it is sent one by one; run by bench/scan.mjs, so that its memory is its own. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { parsePageCode } from '../../dist/form/index.js';
import { alignPage, pyramidOf } from '../../dist/scan/align-page.js';
import { mapPoint, scaleAt } from '../../dist/scan/homography.js';
import { SCAN_LIMITS } from '../../dist/scan/index.js';
import { codeCorners, IssuedPages } from '../../dist/scan/issued-pages.js';
import { openScan } from '../../dist/scan/open-scan.js';
import { PdfiumDocument } from '../../dist/scan/pdfium-document.js';
import { readPageCodes } from '../../dist/scan/read-page-codes.js';
import { peakMemoryMb } from './figures.mjs';

const isOurs = (text) => parsePageCode(text) !== null;
const ms = (from) => performance.now() - from;
const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true });
let forms;
let issued;

/** zxing-wasm alone over a picture, with the options that it reads most with. */
async function bareReading({ width, height, data }) {
  const map = Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), data]);
  const results = await readBarcodes(map, { formats: ['QRCode'], tryHarder: true });
  return results.filter((result) => result.isValid).map((result) => result.text);
}

/** The reference: the issued page itself drawn by PDFium at 200 dpi, and its code read by zxing-wasm. */
async function cleanReading(form, page) {
  const started = performance.now();
  const document = await PdfiumDocument.open(form.bytes);
  const drawn = await document.withPage(page - 1, async (opened) => opened.render(200));
  document.close();
  const texts = await bareReading(drawn);
  return { ms: ms(started), read: texts.length === 1 };
}

/** Root mean square distance of the sheet's four corners from where they are, in points of the page. */
function cornersOff({ placement }, { width, height }, corners, picture) {
  const ends = [
    { x: 0, y: 0 },
    { x: width, y: 0 },
    { x: width, y: height },
    { x: 0, y: height },
  ];
  const squares = ends.map((end, index) => {
    const found = mapPoint(placement.homography, end);
    const truth = { x: corners[index].x * picture.width, y: corners[index].y * picture.height };
    return (Math.hypot(found.x - truth.x, found.y - truth.y) / scaleAt(placement.homography, end)) ** 2;
  });
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / 4);
}

async function read({ file, reference, page, code, corners }) {
  const started = performance.now();
  const opened = await openScan(file, SCAN_LIMITS);
  let { picture } = await opened.page(0, false);
  let { codes } = await readPageCodes(picture, isOurs, SCAN_LIMITS.treatments);
  if (codes.length === 0) {
    const sharper = (await opened.page(0, true)).picture;
    if (sharper.width > picture.width) {
      picture = sharper;
      ({ codes } = await readPageCodes(picture, isOurs, SCAN_LIMITS.treatments));
    }
  }
  opened.close();
  const readMs = ms(started);
  const right = codes.find((found) => found.text === code);
  const ready = await issued.page(reference, page);
  const aligning = performance.now();
  const alignment =
    right === undefined ? null : alignPage(ready.issued, pyramidOf(picture), codeCorners(ready.code, right));
  const wholeMs = readMs + ms(aligning);
  const clean = await cleanReading(
    forms.find((form) => form.reference === reference),
    page,
  );
  return {
    read: right !== undefined,
    wrong: codes.some((found) => found.text !== code),
    cornersOff: alignment === null ? null : cornersOff(alignment, ready.issued, corners, picture),
    wholeMs,
    cleanMs: clean.ms,
    bareRead: (await bareReading(picture)).includes(code),
  };
}

async function answer({ forms: given, scan }) {
  if (given === undefined) return await read(scan);
  forms = given;
  issued = new IssuedPages(forms);
  for (const { reference, codes } of forms) for (const { page } of codes) await issued.page(reference, page);
  return {};
}

process.on(
  'message',
  (message) => void answer(message).then((said) => process.send({ ...said, peakMb: peakMemoryMb() })),
);
