/** `npm run corpus`: how well `verify --batch` fits the corpus, as a table, and every miss. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { printTable } from '../../bench/parts/print-table.mjs';
import { CORPUS_FOLDER, CORPUS_PRESENT, corpusCases, scoreCorpus } from './corpus.mjs';

if (!CORPUS_PRESENT) {
  console.error(`There is no corpus of signed files at ${CORPUS_FOLDER}: nothing to measure against.`);
  process.exit(2);
}
const program = join(dirname(fileURLToPath(import.meta.url)), '../../bin/tilslutning.js');
const cases = corpusCases();
const answers = await ask(cases.map(({ request }) => request));
const scores = scoreCorpus(cases, (id) => answers.get(id)?.summary);

for (const { column, misses } of scores) {
  for (const { id, case: name } of misses) {
    const { summary, error } = answers.get(id) ?? {};
    console.log(`${column}: ${id} (${name})\n  says ${JSON.stringify(summary ?? error ?? 'nothing')}`);
  }
}
console.log('');
printTable(
  scores.map(({ column, fit, of }) => [column, fit, of, of === 0 ? '' : ((100 * fit) / of).toFixed(1)]),
  { heading: ['column', 'fit', 'of', '%'] },
);
process.exitCode = scores.every(({ misses }) => misses.length === 0) ? 0 : 1;

async function ask(requests) {
  const child = spawn(process.execPath, [program, 'verify', '--batch'], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(requests.map((request) => `${JSON.stringify(request)}\n`).join(''));
  const answered = new Map();
  for await (const line of createInterface({ input: child.stdout })) {
    const answer = JSON.parse(line);
    answered.set(answer.id, answer);
  }
  if (child.exitCode === null) await once(child, 'exit');
  return answered;
}
