import type { Reach } from '../access/principal.ts';
import { decidedWithin } from '../access/within.ts';
import type { Reading } from '../store/database.ts';

/** The `uid` of the last decision of a question that stands, in force or proposed, of those that somebody may see. */
export async function standingIn(
  read: Reading,
  decisionGroupId: number,
  reach: Reach,
): Promise<string | null> {
  const row = await read
    .selectFrom('decision')
    .leftJoin('project', 'project.id', 'decision.projectId')
    .where('decision.decisionGroupId', '=', decisionGroupId)
    .where('decision.state', 'in', ['in-force', 'proposed'])
    .where(decidedWithin(reach))
    .orderBy('decision.id', 'desc')
    .limit(1)
    .select('decision.uid')
    .executeTakeFirst();
  return row?.uid ?? null;
}
