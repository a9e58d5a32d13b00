import type { Location } from './location.ts';
import type { NonEmpty } from './nonempty.ts';

/** SARIF `level`. */
export const levels = ['error', 'warning', 'note'] as const;
export type Level = (typeof levels)[number];

/** What a rule saw: a sentence, what to do about it, and where. The engine makes a finding of it. */
export interface Violation {
  readonly message: string;
  readonly remedy: string;
  readonly locations: NonEmpty<Location>;
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

/** A violation with its level and waiver: what is reported about the repository. */
export interface Finding {
  readonly rule: string;
  readonly level: Level;
  /** `ref` of the component or unit, or `null` for a finding about a file or the scan. */
  readonly ref: string | null;
  readonly message: string;
  readonly remedy: string;
  readonly locations: NonEmpty<Location>;
  /** SHA-256 in hex over rule, key, named place and, for rules about licences, the expression. */
  readonly fingerprint: string;
  readonly state: 'new' | 'known' | null;
  readonly waiver: AppliedWaiver | null;
  readonly fix: readonly Edit[] | null;
}
