import type { BaselineComponent } from './baseline.ts';
import type { JudgedComponent, LicenseVerdict } from './component.ts';
import type { Curation } from './curation.ts';
import type { Level, Violation } from './finding.ts';
import type { Pin } from './pin.ts';
import type { ReportComponent, ReportLocation, ReportOccurrence, ReportProblem } from './report.ts';
import type { Unit } from './unit.ts';
import type { Usage } from './usage.ts';
import type { Waiver, WaiverUse } from './waiver.ts';

/** What a rule looks at, one at a time. */
export interface Subjects {
  readonly component: JudgedComponent;
  readonly occurrence: OccurrenceSubject;
  readonly unit: UnitSubject;
  readonly scan: ScanSubject;
  readonly change: ChangeSubject;
}
export type Subject = keyof Subjects;

/** One place where the repository names a component. */
export interface OccurrenceSubject {
  readonly occurrence: ReportOccurrence;
  readonly component: JudgedComponent;
}

/** A part of the repository with all that it names. */
export interface UnitSubject {
  readonly unit: Unit;
  readonly uses: readonly OccurrenceSubject[];
}

/** The scan as a whole, for rules about the repository rather than one component; asked when all others are answered. */
export interface ScanSubject {
  readonly components: readonly JudgedComponent[];
  readonly units: readonly Unit[];
  readonly problems: readonly ReportProblem[];
  /** Every waiver that this scan knows of, and what it did. */
  readonly waivers: readonly WaiverUse[];
  /** Where the scanned tree changes the policy that it would be judged by; a policy of the base judges it then. */
  readonly changedPolicy: ReportLocation | null;
  /** ISO 8601 time that expiries are judged by. */
  readonly asOf: string;
  /** Whether everything was scanned and read: what is not found in a part says nothing about the whole. */
  readonly isWhole: boolean;
}

/** A component that was there before, for rules about a change; asked only where there is a baseline. */
export interface ChangeSubject {
  readonly component: JudgedComponent;
  /** What the baseline has under its key: at least one. */
  readonly before: readonly BaselineComponent[];
}

/** One question to a repository, with a stable kebab-case id. It can neither set its level nor waive itself. */
export type Rule<Options = unknown> = {
  readonly [S in Subject]: {
    readonly id: string;
    /** A whole sentence, the first paragraph of its README. */
    readonly title: string;
    readonly subject: S;
    readonly defaultLevel: Level;
    /** `asOf` is the ISO 8601 time of the scan: a rule has no clock. */
    check(subject: Subjects[S], options: Options, asOf: string): Iterable<Violation>;
  };
}[Subject];

/** Rule with the level that a policy gives it, closed over its options. */
export type BoundRule = {
  readonly [S in Subject]: {
    readonly id: string;
    readonly title: string;
    readonly subject: S;
    readonly level: Level;
    check(subject: Subjects[S], asOf: string): Iterable<Violation>;
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
  /** The pin that is enough for a key in a unit, by its `ref`, where the policy says so for units of its kind; else `null`. */
  unitPin(key: string, unit: string): Pin | null;
  /** What the policy makes of a concluded licence, given its use. */
  judge(component: ReportComponent): LicenseVerdict;
}
