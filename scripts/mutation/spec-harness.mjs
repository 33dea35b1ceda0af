/** The part of Jest's globals that the specs use, so that a test can be run again and again in one process. */
import { expect } from 'expect';

/** `{ name, file, run, suites }`; `suites` hold hooks, the outermost first. */
export const tests = [];
let suite = { parent: null, name: '', before: [], beforeEach: [], ready: false, hits: new Set() };
let file = '';

export function startFile(name) {
  file = name;
  suite = { parent: null, name: '', before: [], beforeEach: [], ready: false, hits: new Set() };
}

function describe(name, body) {
  const outer = suite;
  suite = { parent: outer, name: `${name}`, before: [], beforeEach: [], ready: false, hits: new Set() };
  body();
  suite = outer;
}

function test(name, run) {
  const suites = [];
  for (let at = suite; at; at = at.parent) suites.unshift(at);
  const full = [...suites.map((item) => item.name), name].filter(Boolean).join(' › ');
  tests.push({ name: full, file, run, suites, hits: new Set(), milliseconds: 0 });
}

const each = (single) => (table) => (name, run) => {
  for (const [index, row] of table.entries())
    single(`${name} [${index}]`, (...rest) => (Array.isArray(row) ? run(...row, ...rest) : run(row, ...rest)));
};
test.each = each(test);
describe.each = each(describe);

Object.assign(globalThis, {
  describe,
  test,
  it: test,
  expect,
  beforeAll: (hook) => suite.before.push(hook),
  beforeEach: (hook) => suite.beforeEach.push(hook),
  afterAll: () => {},
  afterEach: () => {},
});

/** Runs one test; hooks that came over a mutant are run again when it is switched on, and after. Throws what it throws. */
export async function runTest(item, mutant, onHook) {
  const stale = [];
  for (const level of item.suites) {
    const concerned = mutant !== 0 && level.hits.has(mutant);
    if (level.ready && !concerned) continue;
    if (concerned) stale.push(level);
    for (const hook of level.before) await onHook(level, hook);
    level.ready = !concerned;
  }
  try {
    for (const level of item.suites) for (const hook of level.beforeEach) await onHook(level, hook);
    await item.run();
  } finally {
    for (const level of stale) level.ready = false;
  }
}
