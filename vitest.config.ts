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

/** Tests that change what others see: a module, the environment or a global. Each file of them has a worker of its own. */
export const testsApart = [
  'packages/cli/src/known-licenses.test.ts',
  'packages/core/src/parse/archive/zip.test.ts',
  'packages/registries/src/fetched-trees.test.ts',
  'packages/registries/src/web/egress.test.ts',
  // These set how git finds its settings.
  'test/e2e/diff.test.ts',
  'test/e2e/git-history.test.ts',
  'test/e2e/git-url.test.ts',
];

export default defineConfig({
  test: {
    projects: [
      // A worker of its own for each of 450 files would import the same hundreds of modules each time.
      {
        test: {
          ...shared,
          name: 'together',
          include: ['packages/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...noTests, ...testsApart],
          isolate: false,
          globalSetup: ['test/build.setup.ts', 'test/e2e/browser.setup.ts'],
        },
      },
      {
        test: { ...shared, name: 'apart', include: testsApart },
      },
    ],
  },
});
