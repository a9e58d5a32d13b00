import type { Generated } from 'kysely';
import type { Severity } from './tables.ts';

export type PolicyState = 'draft' | 'published' | 'replaced' | 'discarded' | 'withdrawn';

/** A text of the policy for all projects, or for a project group: it is never changed, and the next one has the next number. */
export interface PolicyVersionTable {
  id: Generated<number>;
  uid: string;
  /** The project group that it is for, or `null` for all. */
  groupId: number | null;
  number: number;
  state: PolicyState;
  text: string;
  /** Why it is what it is, in its author's words. */
  note: string;
  /** The version that was published when it was written, if any. */
  baseId: number | null;
  writtenBy: string;
  writtenAt: number;
  /** Who published it last, and when. */
  publishedBy: string | null;
  publishedAt: number | null;
}

/** By what the report that stands for a project is judged, and when that is to be done anew. */
export interface JudgedTable {
  projectId: number;
  /** The `uid`s of the policies; empty where the report's own findings stand. */
  policies: string;
  at: number;
  /** `null` where nothing is to be done. */
  dueAt: number | null;
  attempts: Generated<number>;
  /** What the last attempt failed of. */
  failure: string | null;
  /** SHA-256 of what is entered of the report: who judges it to be the same has nothing to enter. `null` where that was not kept. */
  outcome: string | null;
}

export type DryRunState = 'queued' | 'running' | 'done' | 'stopped';

/** A policy that is tried out on every project that it would judge; nothing else changes by it. */
export interface DryRunTable {
  id: Generated<number>;
  uid: string;
  /** The project group that the policy would be for, or `null` for all. */
  groupId: number | null;
  text: string;
  state: DryRunState;
  startedBy: string;
  startedAt: number;
  finishedAt: number | null;
  /** The last project that was judged. */
  lastProjectId: Generated<number>;
  projects: number;
  judged: Generated<number>;
  failed: Generated<number>;
  opens: Generated<number>;
  closes: Generated<number>;
  changes: Generated<number>;
  /** Findings that would come, go or have another level, and wait for nobody before or after. */
  settled: Generated<number>;
}

/** How many findings of a rule would open, close, and have another level. */
export interface DryRunRuleTable {
  dryRunId: number;
  rule: string;
  opens: number;
  closes: number;
  changes: number;
}

/** How many findings of a project would open, close, and have another level. */
export interface DryRunProjectTable {
  dryRunId: number;
  projectId: number;
  opens: number;
  closes: number;
  changes: number;
  /** Why it could not be judged. */
  failure: string | null;
}

export type DryRunEffect = 'opens' | 'closes' | 'changes';

/** A finding that would open, close, or have another level. */
export interface DryRunFindingTable {
  id: Generated<number>;
  dryRunId: number;
  projectId: number;
  rule: string;
  effect: DryRunEffect;
  ref: string | null;
  severity: Severity;
  /** The level that it has now, where that would be another. */
  severityBefore: Severity | null;
  message: string;
}

export interface PolicyTables {
  policyVersion: PolicyVersionTable;
  judged: JudgedTable;
  dryRun: DryRunTable;
  dryRunRule: DryRunRuleTable;
  dryRunProject: DryRunProjectTable;
  dryRunFinding: DryRunFindingTable;
}
