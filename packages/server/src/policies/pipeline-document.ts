import type { ExportedWaiver, Refused, Unsaid } from '../decisions/waivers.ts';
import { type DecidedProject, waiversOf } from '../decisions/waivers-of.ts';
import type { Database } from '../store/database.ts';
import { policiesFor } from './in-force.ts';

/** What a pipeline has to know of its project, as it is signed. */
export interface PipelineDocument {
  readonly schema: 'fineprint-pipeline/1';
  /** Of which server, and about which project: what is signed for one says nothing of another. */
  readonly server: string;
  readonly project: string;
  readonly issuedAt: string;
  /** When a kept copy is no longer used. */
  readonly expiresAt: string;
  /** The policies that judge the project, the later over the earlier. */
  readonly policies: readonly { readonly name: string; readonly text: string }[];
  readonly waivers: readonly ExportedWaiver[];
  /** What was decided against: told beside the findings, which stay as they are. */
  readonly refusals: readonly Refused[];
  /** Decisions that no waiver can say. */
  readonly unsaid: readonly Unsaid[];
}

/** A project, or the name of one that is not there yet: the policy for all holds for it, and what was decided for all. */
export interface PipelineProject {
  readonly name: string;
  readonly row: DecidedProject | null;
}

// Waivers of decisions without an end hold as long; others have their own day, and are found in a kept copy no longer than this.
const validMs = 30 * 86_400_000;

/** Puts together what holds for a project now. */
export async function pipelineDocument(
  { name, row }: PipelineProject,
  { database, now, server }: { readonly database: Database; readonly now: number; readonly server: string },
): Promise<PipelineDocument> {
  const { texts } = await policiesFor(row?.groupId ?? null, database.read);
  const { waivers, refusals, unsaid } = await waiversOf(row, now, database);
  return {
    schema: 'fineprint-pipeline/1',
    server,
    project: name,
    issuedAt: new Date(now).toISOString(),
    expiresAt: new Date(now + validMs).toISOString(),
    policies: texts.map((policy) => ({ name: policy.name, text: policy.text })),
    waivers,
    refusals,
    unsaid,
  };
}
