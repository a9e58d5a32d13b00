import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Reach } from './principal.ts';

/** The condition that a project belongs to what somebody reaches, for queries over the table of projects. */
export function within(reach: Reach): RawBuilder<SqlBool> {
  if (reach === 'all') return sql`true`;
  return reach.length === 0 ? sql`false` : sql`project.group_id in (${sql.join(reach)})`;
}

/** The condition that a decision holds for all, or within what somebody reaches, for queries over decisions with the project of each. */
export function decidedWithin(reach: Reach): RawBuilder<SqlBool> {
  if (reach === 'all') return sql`true`;
  return sql`(decision.project_id is null and decision.project_group_id is null
    or decision.project_id is not null and ${within(reach)}
    or decision.project_group_id in (${sql.join([...reach, 0])}))`;
}
