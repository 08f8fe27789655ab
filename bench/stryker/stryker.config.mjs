/** One file a run, whose tests `STRYKER_TESTS` names (`scripts/test-stryker.mjs`). */
export default {
  testRunner: 'vitest',
  // TypeScript 7 has no interface to read it with, and nothing here asks for types.
  tsconfigFile: 'bench/stryker/none.json',
  plugins: [`${import.meta.dirname}/node_modules/@stryker-mutator/vitest-runner/dist/src/index.js`],
  vitest: { configFile: 'bench/stryker/vitest.config.ts', related: false },
  // The database's account, which is not ours when we are root, must be able to enter.
  tempDirName: process.env.STRYKER_FOLDER,
  ignorePatterns: ['.next', '.data', '.busy', 'bench/*/node_modules', 'test-results', 'playwright-report', 'public'],
  coverageAnalysis: 'perTest',
  // A change of a table at a file's top level needs a run, and so a database, of its own: minutes for each file.
  ignoreStatic: true,
  concurrency: 1,
  timeoutMS: 20_000,
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: false },
  jsonReporter: { fileName: process.env.STRYKER_REPORT },
}
