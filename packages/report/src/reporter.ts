import type { Level, Report } from '@fineprint/core';

/** What a reporter needs to know about a rule besides its findings. */
export interface RuleDescription {
  readonly id: string;
  readonly title: string;
  readonly defaultLevel: Level;
}

/** What reporters may use besides the report; they compute nothing about the repository. */
export interface ReporterMeans {
  readonly rules: readonly RuleDescription[];
  /** The text of a scanned file for code frames, or `null` where it is not at hand. */
  source(path: string): string | null;
  /** Whether to write SGR colours. */
  readonly color: boolean;
  /** Columns of the terminal, or infinity where lines must not be folded. */
  readonly width: number;
  readonly showWaived: boolean;
}

/** Renders a report in one format, in pieces that are written one after another. */
export interface Reporter {
  readonly id: string;
  readonly title: string;
  render(report: Report, means: ReporterMeans): Iterable<string>;
}
