import type { Generated } from 'kysely';
import type { Outcome } from './tables.ts';

/** Why the licence of a component is believed to be what it is: what many reports say alike is here once. */
export interface EvidenceTable {
  id: Generated<number>;
  /** SHA-256 of the detail. */
  hash: string;
  /** The conclusion with its evidence, as JSON. */
  detail: string;
}

/** A licence text that a report held. */
export interface LicenseTextTable {
  id: Generated<number>;
  sha256: string;
  text: string;
}

/** What is being done with the questions of a batch, or was done last. */
export type BatchState =
  | 'deciding'
  | 'decided'
  | 'confirming'
  | 'confirmed'
  | 'declining'
  | 'declined'
  | 'withdrawing'
  | 'withdrawn';

/** One answer to many questions. */
export interface BatchTable {
  id: Generated<number>;
  uid: string;
  /** How its questions were selected, as JSON. */
  filter: string;
  /** At most one of these two is set. */
  projectId: number | null;
  projectGroupId: number | null;
  outcome: Outcome;
  reason: string;
  expiresAt: number | null;
  state: BatchState;
  /** 1 where its decisions wait for a second person. */
  isProposed: number;
  madeBy: string;
  madeAt: number;
  /** Who asked for what is being done now. */
  changedBy: string;
  changedVia: 'token' | 'session' | 'ci';
  /** Why it is being undone or declined, where somebody said. */
  changedBecause: Generated<string | null>;
  questions: number;
  /** How far what is being done has come: how many, and the id of the last. */
  done: Generated<number>;
  cursor: Generated<number>;
  /** How many decisions were made. */
  made: Generated<number>;
}

/** A question that a batch was made for. */
export interface BatchItemTable {
  batchId: number;
  decisionGroupId: number;
}

export interface ReviewTables {
  evidence: EvidenceTable;
  licenseText: LicenseTextTable;
  batch: BatchTable;
  batchItem: BatchItemTable;
}
