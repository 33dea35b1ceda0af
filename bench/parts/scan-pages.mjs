/** Scans seeded pages of our own forms in every way there is, reads and straightens them; run by bench/scan.mjs. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { alignPage, pyramidOf } from '../../dist/scan/align-page.js';
import { codeCorners, IssuedPages } from '../../dist/scan/issued-pages.js';
import { openScan } from '../../dist/scan/open-scan.js';
import { readPageCodes } from '../../dist/scan/read-page-codes.js';
import { SCAN_LIMITS } from '../../dist/scan/index.js';
import { parsePageCode } from '../../dist/form/index.js';
import { seeded } from '../../test/support/degrade-page.mjs';
import { issueSample, scannedPdf, scanSheet } from '../../test/support/scan-lab-process.mjs';
import { peakMemoryMb } from './figures.mjs';

const [count, seed] = process.argv.slice(2).map(Number);
const random = seeded(seed);
const between = (least, most) => least + (most - least) * random();
const RESOLUTIONS = [100, 150, 200, 200, 300, 300, 400, 600];
const FORMS = Array.from({ length: 4 }, (_, index) => ({
  number: `300${index}`,
  name: ['Halden', 'Moss', 'Sarpsborg', 'Fredrikstad'][index],
  reference: `TEST-2020-300${index}-7K3Q${index}`,
}));

/** The kinds of damage, one after the other; how much of each is drawn by lot. */
const KINDS = {
  'straight, grey': () => ({ noise: between(2, 12), blur: between(0, 0.6) }),
  'low quality': () => ({ turn: between(-2, 2), noise: between(10, 20), blur: between(0.4, 0.9), specks: 40 }),
  'black and white': () => ({
    turn: between(-1.5, 1.5),
    noise: between(4, 12),
    threshold: between(120, 175),
    specks: 20,
  }),
  'turned by any angle': () => ({ turn: between(0, 360), noise: between(2, 10) }),
  'upside down': () => ({ turn: 180 + between(-2, 2), noise: between(4, 14), blur: between(0, 0.6) }),
  skewed: () => ({ skew: between(-0.06, 0.06), turn: between(-3, 3), noise: between(2, 10) }),
  folded: () => ({
    turn: between(-2, 2),
    noise: between(2, 10),
    fold: { at: between(0.3, 0.95), shade: between(0.1, 0.4), bend: between(0, 0.003) },
  }),
  'photographed at an angle': () => ({
    turn: between(-12, 12),
    perspective: between(0.03, 0.2),
    shadow: between(0, 0.5),
    noise: between(4, 12),
    blur: between(0.2, 0.8),
  }),
};

const isOurs = (text) => parsePageCode(text) !== null;
const ms = (from) => performance.now() - from;

/** zxing-wasm alone, over the page as it was already unpacked: colours, as its interface takes them. */
async function bareReading({ width, height, data }) {
  const colours = new Uint8ClampedArray(4 * data.length);
  for (let at = 0; at < data.length; at++) colours.fill(data[at], 4 * at, 4 * at + 3);
  const started = performance.now();
  const results = await readBarcodes({ data: colours, width, height }, { formats: ['QRCode'], tryHarder: true });
  return { ms: ms(started), read: results.some((result) => result.isValid) };
}

const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true });
const issued = new IssuedPages(await Promise.all(FORMS.map(issueSample)));
for (const { reference } of FORMS) for (const page of [1, 2]) await issued.page(reference, page);

const names = Object.keys(KINDS);
const pages = [];
for (let index = 0; index < count; index++) {
  const [kind, form, page] = [names[index % names.length], FORMS[index % FORMS.length], 1 + (index % 3 === 0 ? 0 : 1)];
  const how = { ...KINDS[kind](), dpi: RESOLUTIONS[Math.floor(random() * RESOLUTIONS.length)], seed: seed + index };
  const scan = await scanSheet({ form, page, how, signed: page === 2 });
  const file = await scannedPdf([scan], Math.round(between(25, 80)));

  const started = performance.now();
  const opened = await openScan(file, SCAN_LIMITS);
  let { picture } = await opened.page(0, false);
  const unpackedMs = ms(started);
  let { codes } = await readPageCodes(picture, isOurs, SCAN_LIMITS.treatments);
  if (codes.length === 0) {
    const sharper = (await opened.page(0, true)).picture;
    if (sharper.width > picture.width) {
      picture = sharper;
      ({ codes } = await readPageCodes(picture, isOurs, SCAN_LIMITS.treatments));
    }
  }
  const readMs = ms(started);
  const expected = `TEST-2020/${form.reference}/${page}/2`;
  const right = codes.find((code) => code.text === expected);
  const ready = await issued.page(form.reference, page);
  const aligning = performance.now();
  const alignment =
    right === undefined ? null : alignPage(ready.issued, pyramidOf(picture), codeCorners(ready.code, right));
  const wholeMs = readMs + ms(aligning);
  opened.close();
  const bare = await bareReading(picture);
  pages.push({
    kind,
    dpi: how.dpi,
    read: right !== undefined,
    wrong: codes.some((code) => code.text !== expected),
    aligned: alignment !== null,
    deviation: alignment?.deviation ?? null,
    unpackedMs,
    readMs,
    wholeMs,
    bareMs: bare.ms,
    bareRead: bare.read,
  });
  process.send({ progress: (index + 1) / count });
}
process.send({ pages, peakMb: peakMemoryMb() }, () => process.disconnect());
