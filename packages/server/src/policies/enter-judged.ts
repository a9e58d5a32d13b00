import type { Writing } from '../store/database.ts';
import { heldPolicies } from './in-force.ts';

/** By what a project's report was judged. */
export interface JudgedProject {
  readonly projectId: number;
  readonly groupId: number;
  readonly policies: string;
  readonly failure: string | null;
  readonly now: number;
  readonly locks: boolean;
}

/** Enters by what a project's report was judged; where other policies were published meanwhile, that is to be done anew. */
export async function enterJudged(writing: Writing, judged: JudgedProject): Promise<void> {
  const { projectId, groupId, policies, failure, now, locks } = judged;
  const held = await heldPolicies(writing, groupId, locks);
  const isLate = failure === null && held.ids !== policies;
  const row = { policies, at: now, dueAt: isLate ? now : null, attempts: 0, failure };
  await writing
    .insertInto('judged')
    .values({ projectId, ...row })
    .onConflict((conflict) => conflict.column('projectId').doUpdateSet(row))
    .execute();
}
