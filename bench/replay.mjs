import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rounded } from './parts/figures.mjs';
import { printTable } from './parts/print-table.mjs';

const BOUND_SECONDS = 60;
const COMMAND = fileURLToPath(new URL('../bin/tilslutning.js', import.meta.url));
const PEAK_RECORDER = new URL('parts/record-peak-memory.mjs', import.meta.url).href;

/** The whole replay as a person starts it, on a state folder of its own: the database cluster is made as well. */
export async function measure() {
  const directory = await mkdtemp(join(tmpdir(), 'tilslutning-bench-'));
  try {
    const peakFile = join(directory, 'peak-memory');
    const started = performance.now();
    const outcome = await replay(join(directory, 'state'), peakFile);
    const seconds = (performance.now() - started) / 1000;
    const peakMemoryMb = Number(await readFile(peakFile, 'utf8'));
    const letters = Object.values(outcome.letters).flatMap((byDelivery) => Object.values(byDelivery));
    printTable([
      ['wall time, s', seconds.toFixed(1)],
      ['bound, s', BOUND_SECONDS.toFixed(1)],
      ['peak memory, MB', peakMemoryMb],
      ['forms issued', outcome.issued],
      ['letters', letters.reduce((total, count) => total + count, 0)],
    ]);
    console.log(`
From an empty state folder to the JSON, until 8 July 2020. Peak memory is that of the service's process with its threads,
without PostgreSQL's processes.`);
    return {
      ratio: rounded(seconds / BOUND_SECONDS),
      reference: `${BOUND_SECONDS} seconds`,
      peakMemoryMb,
      seconds: rounded(seconds, 1),
      issued: outcome.issued,
      auditHead: outcome.auditHead,
    };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function replay(stateDirectory, peakFile) {
  const child = spawn(
    process.execPath,
    ['--import', PEAK_RECORDER, COMMAND, 'demo', '--until', '2020-07-08', '--exit', '--json'],
    {
      env: { ...process.env, STATE_DIR: stateDirectory, PEAK_MEMORY_FILE: peakFile },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`The replay ended with code ${code}.`);
  return JSON.parse(output);
}
