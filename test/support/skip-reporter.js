/**
 * Names every skipped test with its reason and ends the run's output with one plain line of counts. In CI a skipped
 * test fails the run: .ci/run installs what the tests need, so that nothing is left out unseen.
 */
export default class SkipReporter {
  #config;
  #error;

  constructor(globalConfig) {
    this.#config = globalConfig;
  }

  onRunComplete(_contexts, results) {
    const skipped = this.#namedAll() ? skippedTests(results, this.#config.rootDir) : [];
    const byReason = groupByReason(skipped);
    for (const [reason, tests] of byReason) {
      console.log(`\nSkipped: ${reason}`);
      for (const { file, name } of tests) console.log(`  ${file}: ${name}`);
    }
    // A file that could not be run counts as one failed test: it has no tests to count.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    if (process.env.CI === 'true' && skipped.length > 0) {
      this.#error = new Error(`${skipped.length} tests were skipped, and CI skips none.`);
      console.log(`\n${this.#error.message}`);
    }
    console.log(`\n${results.numPassedTests} passed, ${failed} failed, ${skipped.length} skipped`);
  }

  getLastError() {
    return this.#error;
  }

  /** With -t the tests of other names count as pending: they were not asked for. */
  #namedAll() {
    const pattern = this.#config.testNamePattern;
    return pattern === undefined || pattern === null || pattern === '';
  }
}

function skippedTests(results, rootDir) {
  return results.testResults.flatMap(({ testFilePath, testResults }) =>
    testResults
      .filter(({ status }) => status === 'pending' || status === 'todo' || status === 'disabled')
      .map(({ fullName }) => ({
        file: testFilePath.replace(`${rootDir}/`, ''),
        name: fullName.replace(/ ?\[skipped: [^\]]*\]/, ''),
        reason: /\[skipped: ([^\]]*)\]/.exec(fullName)?.[1] ?? 'no reason given',
      })),
  );
}

function groupByReason(skipped) {
  const groups = new Map();
  for (const test of skipped) groups.set(test.reason, [...(groups.get(test.reason) ?? []), test]);
  return groups;
}
