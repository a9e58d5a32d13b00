import { defineConfig } from 'vitest/config';

// Tests against real servers, and of huge reports; they need git, Debian's docker-registry and the npm registry, which .ci/run provides.
export default defineConfig({
  test: {
    include: ['test/real/**/*.real.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // As in vitest.config.ts.
    maxWorkers: '100%',
  },
});
