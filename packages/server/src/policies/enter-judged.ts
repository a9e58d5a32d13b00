import { createHash } from 'node:crypto';
import type { FlatReport } from '../ingest/flatten.ts';
import type { Writing } from '../store/database.ts';
import { heldPolicies } from './in-force.ts';

/** By what a project's report was judged. */
export interface JudgedProject {
  readonly projectId: number;
  readonly groupId: number;
  readonly policies: string;
  readonly asked: string;
  readonly failure: string | null;
  readonly report: Pick<FlatReport, 'waivedUntil' | 'uses' | 'findings'>;
  readonly now: number;
  readonly locks: boolean;
}

const dayMs = 86_400_000;

/**
 * Enters by what a project's report was judged, and when that is to be done anew: now where other policies were published
 * meanwhile, and else when the first of the waivers ends.
 */
export async function enterJudged(writing: Writing, judged: JudgedProject): Promise<void> {
  const { projectId, groupId, policies, asked, failure, report, now, locks } = judged;
  const held = await heldPolicies(writing, groupId, locks);
  const isLate = held.ids !== asked;
  const { waivedUntil } = report;
  // What no policy of the server judges stays as its own scan says.
  const ends = policies === '' || waivedUntil === null ? null : Date.parse(waivedUntil) + dayMs;
  const outcome = outcomeOf(report);
  const row = { policies, at: now, dueAt: isLate ? now : ends, attempts: 0, failure, outcome };
  await writing
    .insertInto('judged')
    .values({ projectId, ...row })
    .onConflict((conflict) => conflict.column('projectId').doUpdateSet(row))
    .execute();
}

/** What tells whether two judgements of a project are the same in all that is entered of them. */
export function outcomeOf({ uses, findings }: Pick<FlatReport, 'uses' | 'findings'>): string {
  return createHash('sha256')
    .update(JSON.stringify([uses, findings]))
    .digest('hex');
}
