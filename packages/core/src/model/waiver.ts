import type { NonEmpty } from './nonempty.ts';
import type { ReportLocation } from './report.ts';

/**
 * A dated, justified acceptance of findings; matched by rule and version-less identity or by place, never by message. It
 * names a component, a path, or both; an inline one names the line that it was written for.
 */
export interface Waiver {
  readonly id: string;
  readonly rules: NonEmpty<string>;
  /** A `key`, or a version-less purl pattern in which `*` stands for any characters. */
  readonly component?: string;
  /** A glob: every place of the finding lies there. */
  readonly path?: string;
  /** The line of a file that an inline waiver was written for. */
  readonly line?: FileLine;
  /** The versions that it is for, as npm writes ranges; absent where it is for all. */
  readonly versions?: string;
  /** The concluded licence it was given for; it lapses when that changes. */
  readonly license?: string;
  /** SHA-256 of the licence texts that it was given for; where another is found, it lapses. */
  readonly texts?: readonly string[];
  readonly reason: string;
  readonly owner: string | null;
  /** ISO date, the last day on which it holds. */
  readonly expires: string;
  readonly ticket?: string;
  /** Where it is written, for people: `fineprint.yaml:12:5`. */
  readonly writtenAt: string;
  /** The same place where it lies inside the root, or `null` for a policy from elsewhere. */
  readonly location: ReportLocation | null;
}

/** A line of a file inside the root. */
export interface FileLine {
  readonly path: string;
  readonly line: number;
}

/** Waiver as a finding shows it. */
export interface AppliedWaiver {
  readonly id: string;
  readonly reason: string;
  readonly owner: string | null;
  readonly expires: string;
  readonly ticket?: string;
  /** Whether it stands in a comment of a scanned file (SARIF `inSource`). */
  readonly isInline?: true;
}

/** A waiver and what it did to the findings of a scan. */
export interface WaiverUse {
  readonly waiver: Waiver;
  /** Whether its last day has not passed. */
  readonly isInForce: boolean;
  /** `false` for what the scanned repository says about itself where another policy judges it. */
  readonly isApplied: boolean;
  /** Findings that it covers; of one that is not in force or not applied, those that it would cover. */
  readonly findings: number;
  /** Findings that it covered if the licence, or its text, were still the one that it was given for. */
  readonly lapsed: number;
  /** The first place of what it covers, or would cover. */
  readonly covered: ReportLocation | null;
}
