import type { ConcludedLicense, LicenseCoverage, LicenseEvidence, NoticeText } from '../license/evidence.ts';
import type { LicenseRange } from './component.ts';
import type { ContentState } from './content-state.ts';
import type { Edit, FailOn, Level } from './finding.ts';
import type { LockState } from './lock.ts';
import type { NonEmpty } from './nonempty.ts';
import type { Pin } from './pin.ts';
import type { ProblemCode } from './problem.ts';
import type { Unit } from './unit.ts';
import type { Upstream } from './upstream.ts';
import type { Scope, Usage } from './usage.ts';
import type { AppliedWaiver } from './waiver.ts';

/** Lines and columns from 1, path relative to the root. */
export interface ReportLocation {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface ReportOccurrence extends ReportLocation {
  /** `ref` of the archive or fetched component that holds the path. */
  readonly in: string | null;
  readonly text: string;
  readonly requested: string | null;
  readonly pin: Pin | null;
  readonly usage: Usage;
  readonly scope: Scope;
  readonly ecosystem: string;
  readonly unit: string;
  readonly address: string;
  /** Version that a comment beside a commit claims. */
  readonly claimed: string | null;
  readonly via: readonly ReportLocation[];
  /** What sort of request `requested` is; absent where nothing is asked. */
  readonly requestedAs?: 'version' | 'tag' | 'git-ref';
  /** Whether a lockfile, or a copy on disk, says what was chosen. */
  readonly locked?: true;
  /** What its lockfile says of it; absent where no tool would write one. */
  readonly lock?: ReportLock;
  /** Which part of the reference could not be evaluated. */
  readonly unresolved?: 'name' | 'version';
  /** Whether a credential stood in the reference; it is redacted everywhere. */
  readonly credential?: true;
  /** What the repository of its commit, or the registry of its digest, said of it; absent where it was not asked. */
  readonly upstream?: Upstream;
  /** What the repository's lock of contents says of it; absent without one, and where nothing is to be locked. */
  readonly content?: ContentState;
  /** Where the scanned repository names the fetched component that holds the path. */
  readonly heldAt?: ReportLocation;
}

/** A lockfile's answer with the number of hashes that its entry names, by algorithm. */
export interface ReportLock extends LockState {
  readonly hashes: Readonly<Record<string, number>>;
}

/** A conclusion with every field present, so that readers of JSON need no guards. */
export interface ReportConclusion {
  readonly is: ConcludedLicense['is'];
  readonly expression: string | null;
  readonly covers: LicenseCoverage | null;
  readonly because: string;
  readonly confidence: number;
  readonly evidence: readonly LicenseEvidence[];
}

export interface ReportLicense {
  readonly declared: string | null;
  readonly observed: readonly LicenseEvidence[];
  readonly concluded: ReportConclusion;
  readonly ranges: readonly LicenseRange[];
  /** Which further versions are admitted, of whose licence nothing is known; absent where there is none, or no range. */
  readonly gap?: string;
  readonly effective: string | null;
  readonly class: string | null;
  /** Notice files that were found with it; absent where there is none. */
  readonly notices?: readonly NoticeText[];
  /** What the evidence leaves open without the policy's correction; absent where nothing was corrected or left open. */
  readonly evidenceGap?: string;
}

export interface ReportComponent {
  readonly key: string;
  readonly ref: string;
  readonly purl: string | null;
  readonly proposedPurl: string | null;
  readonly kind: string;
  readonly name: string;
  /** The part of it that is used (`modules/vpc`); absent where that is the whole. */
  readonly subpath?: string;
  /** CycloneDX `component.type`, which its kind gives. */
  readonly type: string;
  readonly source: string | null;
  /** Registry in the key that an occurrence does not name itself: `docker.io` of `redis`. */
  readonly assumedSource?: string;
  readonly supplier: string | null;
  readonly version: string | null;
  readonly digest: string | null;
  readonly commit: string | null;
  readonly hashes: readonly string[];
  readonly requested: string | null;
  readonly pin: Pin | null;
  readonly usage: Usage;
  readonly scope: Scope;
  readonly license: ReportLicense;
  readonly occurrences: NonEmpty<ReportOccurrence>;
}

/** A violation with its level and waiver: what is reported about the repository. */
export interface ReportFinding {
  readonly rule: string;
  readonly level: Level;
  /** `ref` of the component or unit, or `null` for a finding about a file or the scan. */
  readonly ref: string | null;
  readonly message: string;
  readonly remedy: string;
  readonly locations: NonEmpty<ReportLocation>;
  /** SHA-256 in hex over rule, key, named place and, for rules about licences, the expression. */
  readonly fingerprint: string;
  readonly state: 'new' | 'known' | null;
  readonly waiver: AppliedWaiver | null;
  readonly fix: readonly Edit[] | null;
  /** The licence that it is about; absent where it is about something else. */
  readonly expression?: string;
  /** The line of the first location with carets below what is meant, credentials as stars; only of the first finding of a rule. */
  readonly frame?: string;
}

/** A waiver that the scan knew of, and what it did: enough to apply it again to a stored report. */
export interface ReportWaiver {
  readonly id: string;
  readonly rules: NonEmpty<string>;
  readonly component: string | null;
  readonly path: string | null;
  readonly reason: string;
  readonly owner: string | null;
  readonly expires: string;
  readonly ticket: string | null;
  readonly versions?: string;
  readonly license?: string;
  readonly texts?: readonly string[];
  /** Where it is written, for people. */
  readonly from: string;
  /** The same place where it lies inside the root. */
  readonly location: ReportLocation | null;
  /** Of an inline waiver, the line that it was written for. */
  readonly line?: { readonly path: string; readonly line: number };
  readonly isInForce: boolean;
  /** `false` for what the repository says about itself where another policy judged it. */
  readonly isApplied: boolean;
  /** Findings that it covers; of one that is not in force or not applied, those that it would cover. */
  readonly findings: number;
  /** Findings that it covered if the licence, or its text, were still the one that it was given for. */
  readonly lapsed: number;
}

export interface ReportProblem {
  readonly code: ProblemCode;
  readonly message: string;
  readonly location: ReportLocation | null;
}

/** Counts of occurrences and files that `coverage` promises to add up. */
export interface Coverage {
  readonly files: { readonly seen: number; readonly claimed: number; readonly read: number };
  readonly references: {
    readonly seen: number;
    readonly resolved: number;
    readonly licensed: number;
    readonly pinned: number;
  };
}

/** A name with the number of things that bear it. */
export interface Count {
  readonly name: string;
  readonly count: number;
}

/** Totals, computed by `evaluate`: reporters compute nothing. */
export interface Summary {
  readonly components: number;
  readonly occurrences: number;
  readonly findings: {
    readonly error: number;
    readonly warning: number;
    readonly note: number;
    readonly waived: number;
    /** Findings that the baseline has too; absent without one. The levels count the others. */
    readonly known?: number;
  };
  readonly kinds: readonly KindSummary[];
  /** Components by licence class; `none` without a licence, `unknown` where nothing is concluded. */
  readonly classes: readonly Count[];
  /** Components whose licence is the policy's own correction. */
  readonly curated?: number;
  /** Occurrences by pin, strongest first; `unknown` where nobody can know. */
  readonly pins: readonly Count[];
  readonly problems: readonly Count[];
}

/** The components of one kind. */
export interface KindSummary {
  readonly kind: string;
  readonly title: string;
  readonly components: number;
  readonly occurrences: number;
  readonly licensed: number;
  readonly pins: readonly Count[];
}

/** Edges from a unit or component to what it uses directly; both sorted by `ref`. */
export interface Dependency {
  readonly ref: string;
  readonly dependsOn: readonly string[];
  /** Whether these are all; absent where nobody knows. */
  readonly complete?: boolean;
}

/** The report `json-1`: everything a scan found, sorted and deterministic. */
export interface Report {
  readonly schema: 'fineprint-report/1';
  readonly tool: { readonly name: string; readonly version: string };
  readonly root: { readonly name: string; readonly commit: string | null; readonly remote: string | null };
  readonly scan: ScanFacts;
  readonly complete: boolean;
  readonly coverage: Coverage;
  readonly units: readonly Unit[];
  readonly components: readonly ReportComponent[];
  readonly dependencies: readonly Dependency[];
  readonly findings: readonly ReportFinding[];
  /** Every waiver that the scan knew of; absent where there is none. */
  readonly waivers?: readonly ReportWaiver[];
  readonly problems: readonly ReportProblem[];
  /** Licence and notice texts by SHA-256 in hex. */
  readonly texts: Readonly<Record<string, string>>;
  readonly summary: Summary;
}

/** What the verdict depends on. */
export interface ScanFacts {
  /** ISO 8601 time that expiries are judged by: SOURCE_DATE_EPOCH, else the commit's time, else the scan's. */
  readonly asOf: string;
  readonly online: boolean;
  readonly policy: {
    readonly names: readonly string[];
    readonly sha256: string;
    readonly from: string;
    /** The rules that were asked, each with its level; older reports do not say. */
    readonly rules?: readonly { readonly id: string; readonly level: Level; readonly title?: string }[];
  };
  readonly facts: { readonly version: string; readonly sha256: string };
  readonly excluded: readonly string[];
  readonly only: readonly string[];
  readonly baseline: string | null;
  /** Least level that fails where the user said another than `error`. */
  readonly failOn?: FailOn;
  /** Whether an incomplete scan, and one that recognised nothing, fails too. */
  readonly strict?: true;
}

/** What `schema` says in the first line of `ndjson`. */
export const reportLinesSchemaId = 'fineprint-report-lines/1';
