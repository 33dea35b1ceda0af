/** Measures one size in a process of its own, so that its peak memory is its own: SIZE ROUNDS FILES-A-ROUND. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { verifyPdf } from '../../dist/pades/index.js';
import { ProcessVerifier, VERIFIER_LIMITS } from '../../dist/verification/index.js';
import { peakMemoryMb, timed } from './figures.mjs';
import { JUDGED_AT, makeSigner, signedFile } from './signed-file.mjs';
import { verifyFloor } from './verify-floor.mjs';

const [size, roundCount, filesARound] = process.argv.slice(2).map(Number);
const PROCESSES = 2;

const signer = await makeSigner();
const bytes = await signedFile(size, signer);
const options = { trustAnchors: [signer.anchor], at: JUDGED_AT };
const folder = await mkdtemp(join(tmpdir(), 'tilslutning-bench-'));
const file = join(folder, 'signed.pdf');
await writeFile(file, bytes);
const pool = new ProcessVerifier({ ...VERIFIER_LIMITS, processes: PROCESSES });
const floor = verifyFloor(signer.certificate);
const times = (count, work) => Array.from({ length: count }, work);

/** Called one by one, in turn: a call is short, so the median is one that no other process interrupted. */
const calls = {
  floor: () => floor(bytes),
  ours: () => mustPass(verifyPdf(bytes, options)),
};
const rounds = {
  pool: async () =>
    await Promise.all(times(filesARound, async () => mustPass((await pool.verify({ bytes, ...options })).report))),
  pdfsig: async () => {
    for (let run = 0; run < filesARound; run++) await pdfsig();
  },
};

// What is measured has been compiled by then; the memory that this took is not the file's.
const warmUp = size > 2_000_000 ? 10 : 300;
for (let run = 0; run < warmUp; run++) for (const call of Object.values(calls)) call();
await rounds.pool();
const before = process.memoryUsage.rss();
calls.ours();
const grownMb = Math.max(0, process.memoryUsage.rss() - before) / 2 ** 20;

const ms = { floor: [], ours: [], pool: [], pdfsig: [] };
for (let round = 0; round < roundCount; round++) {
  for (let run = 0; run < filesARound; run++) {
    for (const [name, call] of Object.entries(calls)) ms[name].push(await timed(call));
  }
  for (const [name, work] of Object.entries(rounds)) ms[name].push((await timed(work)) / filesARound);
  process.send({ progress: (round + 1) / roundCount });
}
await pool.close();
await rm(folder, { recursive: true });
process.send({ bytes: bytes.length, msPerFile: ms, grownMb, peakMb: peakMemoryMb() });
process.disconnect();

function mustPass({ summary }) {
  if (summary.indication !== 'TOTAL_PASSED') throw new Error(`Not passed: ${JSON.stringify(summary)}`);
}

async function pdfsig() {
  const { stdout } = await promisify(execFile)('pdfsig', ['-nocert', file]);
  if (!stdout.includes('Signature is Valid')) throw new Error(`pdfsig says: ${stdout}`);
}
