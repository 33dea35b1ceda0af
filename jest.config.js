export default {
  testRegex: '\\.(spec|int-spec|e2e-spec)\\.ts$',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: 'node',
  // Jest leaves one core free, and on a machine with two that is half of it.
  maxWorkers: '100%',
  // Modules of a test file that has ended are never let go of: past some gigabytes a worker does little but collect them.
  workerIdleMemoryLimit: '1500MB',
  // A net for what hangs, and for nothing else: how long a sound test takes is the machine's affair, not the test's.
  testTimeout: 300_000,
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
  reporters: ['default', 'summary', '<rootDir>/test/support/skip-reporter.js'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2022',
        },
        module: { type: 'es6' },
      },
    ],
  },
};
