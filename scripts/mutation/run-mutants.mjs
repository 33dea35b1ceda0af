/**
 * Holds the instrumented sources and the specs, and answers its parent: `cover` runs every test once and says which
 * mutants each came over; `try` switches one mutant on and runs tests until one fails.
 */
import { pathToFileURL } from 'node:url';
import { startKeysOf } from './keep-rsa-keys.mjs';

const { specs, active: fromTheStart } = JSON.parse(process.argv[2]);
let active = fromTheStart;
let hits = new Set();
globalThis.__mutant = (n) => {
  hits?.add(n);
  return n === active;
};
const tables = [];
globalThis.__table = (from, to, remake) => {
  tables.push({ from, to, remake });
};
// What a test prints is not this command's.
console.log = console.info = console.warn = console.error = () => {};

// A fault may leave promises behind that nobody waits for.
process.on('unhandledRejection', () => {});

const { runTest, startFile, tests } = await import('./spec-harness.mjs');
let broken = null;
for (const file of specs) {
  startFile(file);
  try {
    await import(pathToFileURL(file).href);
  } catch (error) {
    broken ??= `${file}: ${error?.stack ?? error}`;
  }
}
const atLoad = hits;
hits = null;

async function onHook(level, hook) {
  const before = hits;
  if (before) hits = level.hits;
  startKeysOf(`hook of ${level.name}`);
  await hook();
  startKeysOf('test');
  hits = before;
}

process.on('message', (message) => {
  void (message.kind === 'cover' ? cover() : attempt(message)).then((answer) => process.send(answer));
});
process.send({ kind: 'ready', broken });

async function cover() {
  const failed = [];
  for (const item of tests) {
    const started = performance.now();
    hits = item.hits;
    startKeysOf('test');
    try {
      await runTest(item, 0, onHook);
    } catch (error) {
      failed.push(`${item.name}: ${error?.message ?? error}`);
    }
    item.milliseconds = performance.now() - started;
  }
  hits = null;
  return {
    kind: 'covered',
    atLoad: [...atLoad],
    tables: tables.map(({ from, to }) => ({ from, to })),
    failed,
    tests: tests.map(({ name, file, hits: own, suites, milliseconds }) => ({
      name,
      file,
      milliseconds,
      own: [...own],
      hooks: [...new Set(suites.flatMap((level) => [...level.hits]))],
    })),
  };
}

async function attempt({ mutant, order, hooks }) {
  if (broken) return { kind: 'tried', mutant, killedBy: broken };
  active = mutant;
  let restore = () => {};
  try {
    restore = tables.find(({ from, to }) => from <= mutant && mutant <= to)?.remake() ?? restore;
    return { kind: 'tried', mutant, ...(await findKiller(mutant, order, hooks)) };
  } catch (error) {
    return { kind: 'tried', mutant, killedBy: `the table cannot be made: ${error?.message ?? error}` };
  } finally {
    active = fromTheStart;
    restore();
  }
}

async function findKiller(mutant, order, hooks) {
  for (const index of hooks) for (const level of tests[index].suites) level.hits.add(mutant);
  for (const index of order) {
    startKeysOf('test');
    try {
      await runTest(tests[index], mutant, onHook);
    } catch {
      return { killedBy: tests[index].name, killer: index };
    }
  }
  return { killedBy: null };
}
