import type { Generated } from 'kysely';
import type { UseCounts } from '../history/counts.ts';
import type { AccessTables } from './access-tables.ts';
import type { CiTables } from './ci-tables.ts';
import type { ExportTables } from './export-tables.ts';
import type { HistoryTables } from './history-tables.ts';
import type { ObligationTables } from './obligation-tables.ts';
import type { PolicyTables } from './policy-tables.ts';
import type { DeadTaskTable } from './queue-tables.ts';
import type { ReviewTables } from './review-tables.ts';

// Times are milliseconds since 1970 in UTC; `uid` is the id that the API shows (UUIDv7), `id` stays inside.

/** Projects that are governed together: roles and decisions may be given for one. */
export interface ProjectGroupTable {
  id: Generated<number>;
  uid: string;
  name: string;
  createdAt: number;
}

/** One repository, with the roll-up of the report that stands for it. */
export interface ProjectTable extends Record<keyof UseCounts, Generated<number>> {
  id: Generated<number>;
  uid: string;
  name: string;
  groupId: number;
  remote: string | null;
  createdAt: number;
  /** Of the head of its main channel; `null` before the first report is taken in. */
  reportId: number | null;
  seenAt: number | null;
  /** The day of its latest snapshot, in days since 1970. */
  snapshotDay: number | null;
  components: Generated<number>;
  errors: Generated<number>;
  warnings: Generated<number>;
  notes: Generated<number>;
  /** Findings that wait for a decision. */
  open: Generated<number>;
}

/** A line of reports of one project: `main`, a branch, or `pr/7`. Only the main one counts in the portfolio. */
export interface ChannelTable {
  id: Generated<number>;
  projectId: number;
  name: string;
  reportId: number | null;
}

export type ReportState = 'queued' | 'processed' | 'failed';

/** An accepted document; its bytes lie in the blob store under `sha256`. */
export interface ReportTable {
  id: Generated<number>;
  uid: string;
  channelId: number;
  sha256: string;
  bytes: number;
  receivedAt: number;
  /** Name of the token or user that sent it. */
  sender: string;
  state: ReportState;
  processedAt: number | null;
  /** Why it could not be taken in, for people. */
  failure: string | null;
  /** When it was scanned, by its own word. */
  asOf: number | null;
  commit: string | null;
  complete: number | null;
  components: number | null;
  errors: number | null;
  warnings: number | null;
  notes: number | null;
}

/** A component without version, by its `key`. */
export interface ComponentTable {
  id: Generated<number>;
  key: string;
  kind: string;
  name: string;
  /** Lower case of the name, for search. */
  search: string;
}

/** A component as it is used, by its `ref`. */
export interface VersionTable {
  id: Generated<number>;
  componentId: number;
  ref: string;
  version: string | null;
  purl: string | null;
}

/** A concluded licence: an SPDX expression, `NONE` or `NOASSERTION`. */
export interface LicenseTable {
  id: Generated<number>;
  expression: string;
}

/** Which licence ids an expression consists of. */
export interface LicensePartTable {
  licenseId: number;
  spdxId: string;
}

/** What the head of a project's main channel uses. */
export interface UseTable {
  projectId: number;
  versionId: number;
  componentId: number;
  licenseId: number;
  /** The class of the licence, by the policy that judged it. */
  class: string | null;
  /** As the project's own report has it: others may name the same component otherwise. */
  version: string | null;
  /** What is asked for, where every place asks for the same. */
  requested: string | null;
  pin: string | null;
  usage: string;
  occurrences: number;
  /** Why its licence is believed to be that. */
  evidenceId: number | null;
}

/** A level as a number, so that the worst sorts last: a note is 0, a warning 1, an error 2. */
export type Severity = number;

export type FindingState =
  | 'open'
  | 'approved'
  | 'rejected'
  | 'needs-information'
  | 'false-positive'
  | 'waived';

/** A finding of the head of a project's main channel. */
export interface FindingTable {
  id: Generated<number>;
  uid: string;
  projectId: number;
  decisionGroupId: number;
  versionId: number | null;
  fingerprint: string;
  severity: Severity;
  state: FindingState;
  decisionId: number | null;
  /** The version for which that was decided, where it was another one. */
  inheritedFromId: number | null;
  message: string;
  /** Places, remedy, code frame and the repository's own waiver, as JSON. */
  detail: string;
  firstSeenAt: number;
}

/** What one decision can settle: a rule, about a component, under a licence. */
export interface DecisionGroupTable {
  id: Generated<number>;
  uid: string;
  rule: string;
  componentId: number | null;
  licenseId: number | null;
  /** Rule, key and expression as JSON: unique where components and licences are absent, too. */
  identity: string;
  /** The kind of its component. */
  kind: string | null;
  /** The class of its licence, by the policy that first asked. */
  class: string | null;
  /** That of the gravest of its findings that wait. */
  severity: Severity;
  open: Generated<number>;
  openProjects: Generated<number>;
  firstSeenAt: number;
}

/** Waiting findings of a decision group within a project group: what a reviewer of some groups sees. */
export interface OpenInGroupTable {
  projectGroupId: number;
  decisionGroupId: number;
  open: Generated<number>;
  openProjects: Generated<number>;
}

/** What a decision says of the findings that it settles. */
export type Outcome = 'approved' | 'approved-until' | 'rejected' | 'needs-information' | 'false-positive';

export type DecisionState = 'proposed' | 'in-force' | 'replaced' | 'withdrawn' | 'expired' | 'declined';

/** A reviewer's answer to a decision group, for one project, for a project group, or for all. */
export interface DecisionTable {
  id: Generated<number>;
  uid: string;
  decisionGroupId: number;
  /** At most one of these two is set. */
  projectId: number | null;
  projectGroupId: number | null;
  /** The versions that it is for, as npm writes ranges; `null` for all. */
  versions: string | null;
  outcome: Outcome;
  reason: string;
  state: DecisionState;
  expiresAt: number | null;
  decidedBy: string;
  decidedAt: number;
  /** Who confirmed it, where two have to agree. */
  confirmedBy: string | null;
  /** What it was made together with, so that all of it can be undone. */
  batch: string | null;
  /** Who withdrew, declined or replaced it, when, and why; `null` while it stands, and where it was ended before this was kept. */
  endedBy: Generated<string | null>;
  endedAt: Generated<number | null>;
  endedBecause: Generated<string | null>;
  /** The `uid` of the decision that took its place. */
  replacedBy: Generated<string | null>;
}

/** An entry of the audit log, which is only ever added to; each holds the hash of the one before it. */
export interface AuditTable {
  id: Generated<number>;
  at: number;
  actor: string;
  via: string;
  action: string;
  /** The `uid` or name of what was changed. */
  subject: string;
  /** What it was and what it became, as JSON. */
  detail: string;
  previous: string;
  hash: string;
}

/** A task of the queue that is a table; PostgreSQL has pg-boss in its place. */
export interface JobTable {
  id: Generated<number>;
  queue: string;
  payload: string;
  runAt: number;
  attempts: Generated<number>;
  /** Until when a worker has it; `null` while it waits. */
  leasedUntil: number | null;
  lease: string | null;
}

/** When something is to be done next that is done from time to time. */
export interface ChoreTable {
  name: string;
  dueAt: number;
}

/** Every table of the store. */
export interface Tables
  extends AccessTables,
    CiTables,
    ExportTables,
    HistoryTables,
    ObligationTables,
    PolicyTables,
    ReviewTables {
  projectGroup: ProjectGroupTable;
  project: ProjectTable;
  channel: ChannelTable;
  report: ReportTable;
  component: ComponentTable;
  version: VersionTable;
  license: LicenseTable;
  licensePart: LicensePartTable;
  use: UseTable;
  finding: FindingTable;
  decisionGroup: DecisionGroupTable;
  openInGroup: OpenInGroupTable;
  decision: DecisionTable;
  audit: AuditTable;
  job: JobTable;
  deadTask: DeadTaskTable;
  chore: ChoreTable;
}
