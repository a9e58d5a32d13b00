import type { DiffReporter } from './reporter.ts';

/** The comparison itself. */
export const diffJson = {
  id: 'json',
  title: 'Comparison as JSON',
  *render(comparison) {
    yield `${JSON.stringify(comparison, null, 2)}\n`;
  },
} as const satisfies DiffReporter;
