import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Reach } from '../access/principal.ts';
import { within } from '../access/within.ts';
import type { Reading } from '../store/database.ts';

/** The condition that somebody may see a decision: those for all, and those within what they reach; for queries that join projects. */
export function seenBy(reach: Reach): RawBuilder<SqlBool> {
  if (reach === 'all') return sql`true`;
  const ids = sql.join([...reach, 0]);
  return sql`(decision.project_id is null and decision.project_group_id is null
    or decision.project_id is not null and ${within(reach)}
    or decision.project_group_id in (${ids}))`;
}

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
    .where(seenBy(reach))
    .orderBy('decision.id', 'desc')
    .limit(1)
    .select('decision.uid')
    .executeTakeFirst();
  return row?.uid ?? null;
}
