import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { median, rounded, sum } from './parts/figures.mjs';
import { progressLine } from './parts/in-child.mjs';
import { printTable } from './parts/print-table.mjs';

const READER = fileURLToPath(new URL('parts/scan-reader.mjs', import.meta.url));
const [PAGES, SEED] = [500, 20200424];
/** A page counts as straightened when its corners are found within a millimetre (in points). */
const STRAIGHT = 72 / 25.4;

/** Pages read and straightened, by kind of damage and by resolution, beside the same page undamaged, drawn and read. */
export async function measure() {
  const { pages, peakMemoryMb, growthMb } = await readAll();
  const heading = [
    '',
    'pages',
    'read %',
    'straightened %',
    'wrong',
    'corners off pt',
    'zxing alone %',
    'ms/page',
    'clean page ms',
  ];
  const byResolution = by(
    pages.toSorted((one, other) => one.dpi - other.dpi),
    (page) => page.dpi,
  );
  const rows = [
    ...by(pages, (page) => page.kind).map(([kind, group]) => row(kind, group)),
    ...byResolution.map(([dpi, group]) => row(`${dpi} dpi`, group)),
    row('all', pages),
  ];
  printTable(rows, { heading });
  console.log(`
Ours: a PDF of one scanned page opened, its picture unpacked, its code read, the page straightened (one core). Corners
off: how far the sheet's corners stand from where the scan was made to have them; straightened means within 1 mm.
zxing alone: zxing-wasm on the same picture. Clean page: the issued page itself drawn by PDFium at 200 dpi and read by
zxing-wasm. Times and distances are medians; all from seed ${SEED}. Memory is that of the process that reads.`);
  const readable = pages.filter((page) => page.dpi >= 150);
  return {
    ratio: rounded(median(pages.map((page) => page.wholeMs / page.cleanMs))),
    reference: 'the undamaged page drawn by PDFium at 200 dpi and its code read by zxing-wasm',
    peakMemoryMb,
    memoryGrowthOverLastHalfMb: growthMb,
    pages: pages.length,
    pagesPerSecond: rounded((1000 * pages.length) / sum(pages.map((page) => page.wholeMs))),
    msPerPage: rounded(median(pages.map((page) => page.wholeMs))),
    readShare: share(pages, (page) => page.read),
    readShareFrom150Dpi: share(readable, (page) => page.read),
    readShareByDpi: Object.fromEntries(byResolution.map(([dpi, group]) => [dpi, share(group, (page) => page.read)])),
    straightenedShareFrom150Dpi: share(readable, isStraight),
    wrongReadings: pages.filter((page) => page.wrong).length,
  };
}

/** One scan at a time is made here and read there. */
async function readAll() {
  const { issuedForms, seededScans } = await import('./parts/seeded-scans.mjs');
  const reader = fork(READER, { stdio: ['ignore', 2, 2, 'ipc'], serialization: 'advanced' });
  const ended = once(reader, 'close').then(([code]) => {
    throw new Error(`The reader ended with code ${code} before it was done.`);
  });
  const ask = async (message) => {
    reader.send(message);
    const [answer] = await Promise.race([once(reader, 'message'), ended]);
    return answer;
  };
  const onProgress = progressLine(`${PAGES} pages`);
  const pages = [];
  const peaks = [];
  await ask({ forms: await issuedForms() });
  for await (const scan of seededScans(PAGES, SEED)) {
    const { peakMb, ...read } = await ask({ scan });
    pages.push({ kind: scan.kind, dpi: scan.dpi, ...read });
    peaks.push(peakMb);
    onProgress(pages.length / PAGES);
  }
  ended.catch(() => undefined);
  reader.disconnect();
  return { pages, peakMemoryMb: peaks.at(-1), growthMb: peaks.at(-1) - peaks[PAGES / 2 - 1] };
}

const isStraight = (page) => page.cornersOff !== null && page.cornersOff < STRAIGHT;

function share(pages, holds) {
  return rounded(pages.filter(holds).length / Math.max(1, pages.length), 4);
}

function by(pages, nameOf) {
  const groups = new Map();
  for (const page of pages) groups.set(nameOf(page), [...(groups.get(nameOf(page)) ?? []), page]);
  return [...groups];
}

function row(name, group) {
  const percent = (holds) => (100 * share(group, holds)).toFixed(1);
  const off = group.flatMap((page) => (page.cornersOff === null ? [] : [page.cornersOff]));
  return [
    name,
    group.length,
    percent((page) => page.read),
    percent(isStraight),
    group.filter((page) => page.wrong).length,
    off.length === 0 ? '–' : median(off).toFixed(2),
    percent((page) => page.bareRead),
    Math.round(median(group.map((page) => page.wholeMs))),
    Math.round(median(group.map((page) => page.cleanMs))),
  ];
}
