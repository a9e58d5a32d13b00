import type { LicenseRange } from '../model/component.ts';
import type { Pin } from '../model/pin.ts';
import type { Report, ReportFinding, ReportLocation } from '../model/report.ts';
import type { Usage } from '../model/usage.ts';

/** What changed between two scans; every list is sorted. */
export interface Comparison {
  readonly schema: 'fineprint-comparison/1';
  readonly before: ComparedScan;
  readonly after: ComparedScan;
  /** Sentences: why a difference may come from the scans and not from what was scanned. */
  readonly doubts: readonly string[];
  /** Components whose key only the later scan has. */
  readonly added: readonly ComponentState[];
  /** Components whose key only the earlier scan has. */
  readonly removed: readonly ComponentState[];
  /** Components that both have under one key, where something of them differs. */
  readonly changed: readonly ComponentChange[];
  readonly findings: {
    readonly opened: readonly ChangedFinding[];
    readonly closed: readonly ChangedFinding[];
  };
}

/** One of the two scans; what its document does not tell is `null`. */
export interface ComparedScan {
  readonly root: Report['root'];
  readonly asOf: string | null;
  readonly complete: boolean | null;
  readonly tool: Report['tool'];
  readonly facts: Report['scan']['facts'] | null;
  readonly policy: Report['scan']['policy'] | null;
}

/** A component as one of the scans has it. */
export interface ComponentState {
  readonly key: string;
  readonly ref: string;
  readonly kind: string;
  readonly name: string;
  readonly version: string | null;
  readonly digest: string | null;
  readonly commit: string | null;
  readonly requested: string | null;
  readonly pin: Pin | null;
  /** `null` in an SBOM of another tool. */
  readonly usage: Usage | null;
  /** The concluded expression, `NONE`, or `NOASSERTION`. */
  readonly license: string;
  readonly class: string | null;
  /** Where the versions that it can have stand under different licences: which do under which. */
  readonly ranges: readonly Pick<LicenseRange, 'versions' | 'expression'>[];
  /** Empty where an SBOM tells none; it tells lines alone, so that the column is 1. */
  readonly locations: readonly ReportLocation[];
}

/** What of a component differs. */
export type Aspect = 'version' | 'pin' | 'license';

/** One key in two scans: the states that only one of them has, or one state of both that is told differently. */
export interface ComponentChange {
  readonly key: string;
  readonly kind: string;
  readonly name: string;
  readonly aspects: readonly Aspect[];
  /** Empty where a further version came in, and none went. */
  readonly before: readonly ComponentState[];
  /** Empty where a version went, and others stayed. */
  readonly after: readonly ComponentState[];
}

/** A finding that one scan has open and the other has not. */
export interface ChangedFinding {
  readonly finding: ReportFinding;
  /** Whether the other scan has it as well, but waived. */
  readonly waived: boolean;
}
