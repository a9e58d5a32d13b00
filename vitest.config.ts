import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const shared: NonNullable<TestProjectInlineConfiguration['test']> = {
  setupFiles: ['test/fast-check.setup.ts'],
  testTimeout: 60_000,
  hookTimeout: 120_000,
  pool: 'threads',
  // The default leaves a core to the reporter, which is one of two on a small machine.
  maxWorkers: '100%',
  // It imports JSON as bundlers do, which Node does not.
  server: { deps: { inline: ['@actions/workflow-parser'] } },
};
const noTests = ['**/node_modules/**', '**/dist/**', '**/fixtures/**', 'test/repos/**'];

/** Tests of functions alone: they change nothing that others see, no module, clock, environment or global. */
export const pureTests = ['core', 'extractors', 'kinds', 'licenses', 'pin', 'policy', 'report'].map(
  (name) => `packages/${name}/**/*.test.ts`,
);
/** Of these packages, what is not so: it has `node:zlib` mocked. */
export const impureTests = ['packages/core/src/parse/archive/zip.test.ts'];

export default defineConfig({
  test: {
    projects: [
      // A worker of its own for each of 250 files would import the same hundreds of modules each time.
      {
        test: {
          ...shared,
          name: 'pure',
          include: pureTests,
          exclude: [...noTests, ...impureTests],
          isolate: false,
        },
      },
      {
        test: {
          ...shared,
          name: 'other',
          include: ['packages/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...noTests, ...pureTests],
          globalSetup: ['test/e2e/browser.setup.ts'],
        },
      },
      {
        test: { ...shared, name: 'impure', include: impureTests },
      },
    ],
  },
});
