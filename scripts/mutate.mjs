/**
 * Mutation test of the decisions: comparisons turned round, conditions made true or false, answers replaced, entries of
 * tables taken away, one at a time; each time a test must fail. All faults are compiled into the sources at once and
 * switched on by number, and each is tried only against the tests that come over it, so that one process tries hundreds
 * without starting anew.
 *
 *   npm run mutate                        every subject of scripts/mutation/subjects.json
 *   npm run mutate -- verdict changes     only files whose path holds one of the words
 *   npm run mutate -- --tables            only faults in what is made when a file is loaded
 *   npm run mutate -- --quick             tries each fault against the file's own spec, and for two seconds against the
 *                                         quickest of the others: some of what survives is found by a slower test
 *
 * Prints every fault that no test finds, and a table by folder. Exit 0: there is none; 1: there are; 2: cannot run.
 */
import { readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileMutants } from './mutation/compile-mutants.mjs';
import { MutantProcess } from './mutation/mutant-process.mjs';
import { printOutcome } from './mutation/print-outcome.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const work = join(root, '.mutants', String(process.pid));
const setting = (name) => JSON.parse(readFileSync(join(root, 'scripts/mutation', name), 'utf8'));
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const onlyTables = process.argv.includes('--tables');
/** How long the tests of other specs may take together for one fault, in milliseconds without any. */
const longest = process.argv.includes('--quick') ? 2_000 : Infinity;

const outcomes = [];
for (const group of setting('subjects.json')) outcomes.push(...(await tryGroup(group)));
rmSync(work, { recursive: true, force: true });
process.exitCode = printOutcome(outcomes, setting('equivalent-mutants.json')) ? 0 : 1;

/** Tries the mutants of some subjects against their specs. */
async function tryGroup(group) {
  const { mutants, specFiles } = compileMutants({ root, work, words, ...group });
  if (mutants.length === 0) return [];
  const first = new MutantProcess(specFiles);
  const { tests, atLoad, tables, failed } = await first.cover();
  if (failed.length > 0) {
    console.error(`These tests fail without any fault put in:\n${failed.join('\n')}`);
    process.exit(2);
  }
  const loaded = new Set(atLoad);
  const pending = mutants
    .map((mutant, index) => plan(mutant, index + 1, { mutants, tests, loaded, tables }))
    .filter(({ atLoad }) => !onlyTables || atLoad);
  const total = pending.length;
  console.error(`${total} mutants, ${tests.length} tests in ${specFiles.length} files`);
  const done = [];
  const lastFinders = new Map();
  const takeTurns = async (worker) => {
    for (let item = pending.shift(); item; item = pending.shift()) {
      const { file } = item.mutant;
      const order = withinTime(inGoodOrder(item.order, tests, lastFinders.get(file) ?? [], file), tests, file);
      const { outcome, killer } =
        order.length === 0 ? { outcome: 'not reached' } : await attempt(worker, { ...item, order }, specFiles);
      const others = (lastFinders.get(file) ?? []).filter((index) => index !== killer);
      if (killer !== undefined) lastFinders.set(file, [killer, ...others]);
      done.push({ ...item.mutant, outcome });
      if (outcome === 'survived') console.error(`${file}:${item.mutant.line}  ${item.mutant.what}`);
      if (done.length % 200 === 0) console.error(`${done.length} of ${total}`);
    }
    worker.end();
  };
  const further = Array.from({ length: Math.min(2, availableParallelism()) - 1 }, () => new MutantProcess(specFiles));
  await Promise.all([first, ...further].map(takeTurns));
  return done;
}

/** Which tests to try. What is made when its file is loaded concerns every test that comes into the file. */
function plan(mutant, number, { mutants, tests, loaded, tables }) {
  const atLoad = loaded.has(number);
  const concerns = atLoad ? (hit) => mutants[hit - 1].file === mutant.file : (hit) => hit === number;
  const concerned = tests.flatMap(({ own, hooks }, index) =>
    own.some(concerns) || hooks.some(concerns) ? [index] : [],
  );
  // A file of tables only is met by nothing that can be counted.
  const order = atLoad && concerned.length === 0 ? tests.map((_, index) => index) : concerned;
  return {
    mutant,
    number,
    atLoad,
    inOwnProcess: atLoad && !tables.some(({ from, to }) => from <= number && number <= to),
    order,
    hooks: order.filter((index) => tests[index].hooks.some(concerns)),
    milliseconds: order.reduce((sum, index) => sum + tests[index].milliseconds, 0),
  };
}

/** First the tests that found other faults of the same file, the last one before all; then its own; then the quick. */
function inGoodOrder(order, tests, finders, file) {
  const rank = (index) => {
    if (finders.includes(index)) return finders.indexOf(index) - tests.length;
    return isOwn(tests[index], file) ? 0 : tests[index].milliseconds;
  };
  return [...order].sort((a, b) => rank(a) - rank(b));
}

/** The tests of the file's own spec always have their time. */
function withinTime(order, tests, file) {
  let spent = 0;
  return order.filter((index) => isOwn(tests[index], file) || (spent += tests[index].milliseconds) <= longest);
}

function isOwn(test, file) {
  return test.file.endsWith(`/${file.replace(/\.ts$/, '.spec.js')}`);
}

/** What runs when a file is loaded, and is no table that can be made again, needs a process of its own. */
async function attempt(worker, item, specFiles) {
  if (!item.inOwnProcess) return worker.attempt(item);
  const own = new MutantProcess(specFiles, item.number);
  try {
    return await own.attempt(item);
  } finally {
    own.end();
  }
}
