import { fileURLToPath } from 'node:url';
import { median, rounded, sum } from './parts/figures.mjs';
import { inChild, progressLine } from './parts/in-child.mjs';
import { printTable } from './parts/print-table.mjs';

const SCRIPT = fileURLToPath(new URL('parts/scan-pages.mjs', import.meta.url));
const [PAGES, SEED] = [500, 20200424];

/** Pages read and straightened, by kind of damage and by resolution, beside zxing-wasm on the unpacked page. */
export async function measure() {
  const { pages, peakMb } = await inChild(SCRIPT, [PAGES, SEED], progressLine(`${PAGES} pages`));
  const heading = [
    '',
    'pages',
    'read %',
    'straightened %',
    'wrong',
    'off by pt',
    'zxing alone %',
    'ms/page',
    'zxing ms',
  ];
  const groups = [
    ...by(pages, (page) => page.kind),
    ...by(
      pages.toSorted((one, other) => one.dpi - other.dpi),
      (page) => `${page.dpi} dpi`,
    ),
    ['all', pages],
  ];
  printTable(
    groups.map(([name, group]) => row(name, group)),
    { heading },
  );
  const readable = pages.filter((page) => page.dpi >= 150);
  console.log(`
Ours: a PDF of one scanned page opened, its picture unpacked, its code read, the page straightened (one core).
zxing alone: zxing-wasm on the same picture, unpacked already, in colours. Figures are medians; all from seed ${SEED}. The peak of memory is mostly
the making of the scans.`);
  const wholeMs = median(pages.map((page) => page.wholeMs));
  return {
    ratio: rounded(median(pages.map((page) => page.wholeMs / page.bareMs))),
    reference: 'zxing-wasm alone on a page that is unpacked already',
    peakMemoryMb: peakMb,
    pages: pages.length,
    pagesPerSecond: rounded((1000 * pages.length) / sum(pages.map((page) => page.wholeMs))),
    msPerPage: rounded(wholeMs),
    readShare: share(pages, (page) => page.read),
    readShareFrom150Dpi: share(readable, (page) => page.read),
    alignedShareFrom150Dpi: share(readable, (page) => page.aligned),
    wrongReadings: pages.filter((page) => page.wrong).length,
  };
}

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
  const deviations = group.flatMap((page) => (page.deviation === null ? [] : [page.deviation]));
  return [
    name,
    group.length,
    percent((page) => page.read),
    percent((page) => page.aligned),
    group.filter((page) => page.wrong).length,
    deviations.length === 0 ? '–' : median(deviations).toFixed(3),
    percent((page) => page.bareRead),
    Math.round(median(group.map((page) => page.wholeMs))),
    Math.round(median(group.map((page) => page.bareMs))),
  ];
}
