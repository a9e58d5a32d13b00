import type { NonEmpty } from './nonempty.ts';
import type { Pin } from './pin.ts';
import type { ReportFinding, ReportLocation } from './report.ts';

/** SARIF `level`. */
export const levels = ['error', 'warning', 'note'] as const;
export type Level = (typeof levels)[number];

/** The least level of a finding that fails a scan. */
export type FailOn = Level | 'none';

/** The levels whose findings fail a scan. */
export function failingLevels(failOn: FailOn): readonly Level[] {
  return failOn === 'none' ? [] : levels.slice(0, levels.indexOf(failOn) + 1);
}

/** Tells whether a finding asks for something: it is neither waived nor known from the baseline. */
export function isOpen({ waiver, state }: Pick<ReportFinding, 'waiver' | 'state'>): boolean {
  return waiver === null && state !== 'known';
}

/** What a rule saw: a sentence, what to do about it, and where. The engine makes a finding of it. */
export interface Violation {
  readonly message: string;
  readonly remedy: string;
  readonly locations: NonEmpty<ReportLocation>;
  /** Address of the named place (`module.vpc`), for rules about a place; never a line. */
  readonly place?: { readonly path: string; readonly address: string };
  /** For rules about licences: the expression that the violation is about. */
  readonly expression?: string;
  /** The weakest pin of the occurrence that would mend it; absent where none does. */
  readonly mendedBy?: Pin;
}

/** Byte-preserving change that would mend a finding; offsets are in UTF-16 code units of the file's text, as in a `Place`. */
export interface Edit {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Set where the file begins with a byte order mark, which is one of the units that offsets count. */
  readonly byteOrderMark?: true;
}
