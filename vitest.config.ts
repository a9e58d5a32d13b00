import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/fixtures/**', 'test/repos/**'],
    setupFiles: ['test/fast-check.setup.ts'],
    globalSetup: ['test/e2e/browser.setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'threads',
    // The default leaves a core to the reporter, which is one of two on a small machine.
    maxWorkers: '100%',
    // It imports JSON as bundlers do, which Node does not.
    server: { deps: { inline: ['@actions/workflow-parser'] } },
  },
});
