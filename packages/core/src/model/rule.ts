import type { JudgedComponent, LicensedComponent, LicenseVerdict } from './component.ts';
import type { Curation } from './curation.ts';
import type { Level, Violation, Waiver } from './finding.ts';
import type { ResolvedOccurrence } from './occurrence.ts';
import type { Problem } from './problem.ts';
import type { Unit } from './unit.ts';
import type { Usage } from './usage.ts';

/** What a rule looks at, one at a time. */
export interface Subjects {
  readonly component: JudgedComponent;
  readonly occurrence: { readonly occurrence: ResolvedOccurrence; readonly component: JudgedComponent };
  readonly unit: Unit;
  readonly scan: ScanSubject;
  readonly change: ChangeSubject;
}
export type Subject = keyof Subjects;

/** The scan as a whole, for rules about the repository rather than one component. */
export interface ScanSubject {
  readonly components: readonly JudgedComponent[];
  readonly units: readonly Unit[];
  readonly problems: readonly Problem[];
}

/** A component as it was and as it is, for rules about a change. */
export interface ChangeSubject {
  readonly before: JudgedComponent | null;
  readonly after: JudgedComponent | null;
}

/** One question to a repository, with a stable kebab-case id. It can neither set its level nor waive itself. */
export type Rule<Options = unknown> = {
  readonly [S in Subject]: {
    readonly id: string;
    /** A whole sentence, the first paragraph of its README. */
    readonly title: string;
    readonly subject: S;
    readonly defaultLevel: Level;
    check(subject: Subjects[S], options: Options): Iterable<Violation>;
  };
}[Subject];

/** Rule with the level that a policy gives it, closed over its options. */
export type BoundRule = {
  readonly [S in Subject]: {
    readonly id: string;
    readonly title: string;
    readonly subject: S;
    readonly level: Level;
    check(subject: Subjects[S]): Iterable<Violation>;
  };
}[Subject];

/** A policy after binding: every rule is known and every option valid. */
export interface BoundPolicy {
  readonly names: readonly string[];
  readonly sha256: string;
  /** Where it comes from: a path, a ready-made name, or `built-in`. */
  readonly from: string;
  readonly rules: readonly BoundRule[];
  readonly waivers: readonly Waiver[];
  readonly curations: readonly Curation[];
  /** Path globs not scanned. */
  readonly exclude: readonly string[];
  /** The usage that the settings give to a path, or `null` where they say nothing. */
  usage(path: string): Usage | null;
  /** What the policy makes of a concluded licence, given its use. */
  judge(component: LicensedComponent): LicenseVerdict;
}
