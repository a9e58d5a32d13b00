import type { Level, Report, Usage } from '@fineprint/core';
import type { LinkTo } from './terminal.ts';

/** What a reporter needs to know about a rule besides its findings. */
export interface RuleDescription {
  readonly id: string;
  readonly title: string;
  readonly defaultLevel: Level;
  /** Its documentation in Markdown: why it is asked, how to fix it, examples. */
  readme(): string;
}

/** What is known of a licence, or an exception, by its id alone. */
export interface KnownLicense {
  readonly name: string;
  /** Where it can be read. */
  readonly url: string | null;
  /** The standard text of the SPDX list, or `null` where none is shipped. */
  readonly text: string | null;
}

/** What reporters may use besides the report; they compute nothing about the repository. */
export interface ReporterMeans {
  readonly rules: readonly RuleDescription[];
  /** Whether to write SGR colours. */
  readonly color: boolean;
  /** The addresses that places link to on a terminal that shows links; nothing for others. */
  readonly linkTo?: LinkTo | null;
  /** Columns of the terminal, or infinity where lines must not be folded. */
  readonly width: number;
  readonly showWaived: boolean;
  /** Least level that fails the scan. */
  readonly failOn: Level | 'none';
  /** Characters that a comment may have, for markdown; what has no room is counted there. Nothing means those of GitHub. */
  readonly maxCharacters?: number;
  /** What whoever asked for the scan is to know besides, as sentences; for markdown. */
  readonly remarks?: readonly string[];
  /** A further part for markdown, which stands folded behind the findings: its title, of our own words, and its text. */
  readonly further?: { readonly title: string; readonly body: string } | null;
  /** What whoever sees only annotations must not miss. */
  readonly warning?: string | null;
  /** Whether readers asked by the inputs of the GitHub Action, and know no options of a command. */
  readonly isAction?: boolean;
  /** Usages whose components a notice speaks of; the others are counted. */
  readonly noticeUsages: readonly Usage[];
  /** Looks a licence or an exception up by its id. */
  licenseOf(id: string): KnownLicense | null;
}

/** Renders a report in one format, in pieces that are written one after another. */
export interface Reporter {
  readonly id: string;
  readonly title: string;
  /** The most components that it can say, and the format to take for more. */
  readonly limit?: { readonly components: number; readonly instead: string };
  render(report: Report, means: ReporterMeans): Iterable<string>;
}
