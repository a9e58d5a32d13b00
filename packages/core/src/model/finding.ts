import type { NonEmpty } from './nonempty.ts';
import type { ReportLocation } from './report.ts';

/** SARIF `level`. */
export const levels = ['error', 'warning', 'note'] as const;
export type Level = (typeof levels)[number];

/** The least level of a finding that fails a scan. */
export type FailOn = Level | 'none';

/** What a rule saw: a sentence, what to do about it, and where. The engine makes a finding of it. */
export interface Violation {
  readonly message: string;
  readonly remedy: string;
  readonly locations: NonEmpty<ReportLocation>;
  /** Address of the named place (`module.vpc`), for rules about a place; never a line. */
  readonly place?: { readonly path: string; readonly address: string };
  /** For rules about licences: the expression that the violation is about. */
  readonly expression?: string;
}

/** A dated, justified acceptance of findings; matched by rule and version-less identity, never by message. */
export interface Waiver {
  readonly id: string;
  readonly rule: string;
  /** A `key`, or a version-less purl pattern in which `*` stands for any characters. */
  readonly component: string;
  readonly path?: string;
  readonly versions?: string;
  /** The concluded licence it was given for; it lapses when that changes. */
  readonly license?: string;
  readonly reason: string;
  readonly owner: string | null;
  /** ISO date, the last day on which it holds. */
  readonly expires: string;
}

/** Waiver as a finding shows it. */
export interface AppliedWaiver {
  readonly id: string;
  readonly reason: string;
  readonly owner: string | null;
  readonly expires: string;
}

/** Byte-preserving change that would mend a finding. */
export interface Edit {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}
