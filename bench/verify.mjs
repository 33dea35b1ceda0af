import { fileURLToPath } from 'node:url';
import { median, rounded } from './parts/figures.mjs';
import { inChild, progressLine } from './parts/in-child.mjs';
import { printTable } from './parts/print-table.mjs';

const SCRIPT = fileURLToPath(new URL('parts/verify-files.mjs', import.meta.url));
const SIZES = [
  { size: 100_000, rounds: 10, filesARound: 20 },
  { size: 1_000_000, rounds: 10, filesARound: 10 },
  { size: 10_000_000, rounds: 8, filesARound: 5 },
];

/**
 * Verifies files with one signature (RSA-2048, SHA-256, two certificates) to TOTAL_PASSED: in one thread, by the pool of
 * two processes that the service uses, by `pdfsig` (a process a file, as it is used), and the floor; all in turn.
 */
export async function measure() {
  const results = [];
  for (const { size, rounds, filesARound } of SIZES) {
    const figures = await inChild(SCRIPT, [size, rounds, filesARound], progressLine(`${size} bytes`));
    results.push(summary(figures));
  }
  printTable(
    results.map((one) => [
      one.bytes,
      one.ms.toFixed(2),
      one.floorMs.toFixed(2),
      one.ratio.toFixed(2),
      one.filesPerSecond,
      one.poolFilesPerSecond,
      one.pdfsigFilesPerSecond,
      one.vsPdfsig.toFixed(1),
      one.memoryPerByte.toFixed(1),
    ]),
    {
      heading: ['bytes', 'ms', 'floor ms', 'ratio', 'files/s', 'pool of 2', 'pdfsig', 'vs pdfsig', 'memory/file'],
    },
  );
  console.log(`
Floor: SHA-256 of the file, one RSA-2048 verification, one certificate parsed, by node:crypto. Medians: of single calls for the first two, of rounds for
the pool and pdfsig.
Memory: what one verification adds to the process, in multiples of the file.`);
  const [small, , large] = results;
  return {
    ratio: small.ratio,
    reference: 'SHA-256 of the file, one RSA-2048 verification and one certificate parsed, at 100 kB',
    vsPdfsig: small.vsPdfsig,
    ratioAt10Mb: large.ratio,
    memoryPerByteAt10Mb: large.memoryPerByte,
    peakMemoryMb: large.peakMb,
    sizes: results,
  };
}

function summary({ bytes, msPerFile, grownMb, peakMb }) {
  const { ours, floor, pool, pdfsig } = msPerFile;
  const perSecond = (values) => Math.round(1000 / median(values));
  return {
    bytes,
    ms: rounded(median(ours), 3),
    floorMs: rounded(median(floor), 3),
    ratio: rounded(median(ours) / median(floor)),
    filesPerSecond: perSecond(ours),
    poolFilesPerSecond: perSecond(pool),
    pdfsigFilesPerSecond: perSecond(pdfsig),
    vsPdfsig: rounded(median(pdfsig) / median(ours)),
    memoryPerByte: rounded((grownMb * 2 ** 20) / bytes, 1),
    peakMb,
  };
}
