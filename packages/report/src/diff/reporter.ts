import type { Comparison } from '@fineprint/core';

/** What reporters of a comparison may use besides it. */
export interface DiffReporterMeans {
  /** Whether to write SGR colours. */
  readonly color: boolean;
  /** Columns of the terminal, or infinity where lines must not be folded. */
  readonly width: number;
}

/** Renders a comparison in one format, in pieces that are written one after another. */
export interface DiffReporter {
  readonly id: string;
  readonly title: string;
  render(comparison: Comparison, means: DiffReporterMeans): Iterable<string>;
}
