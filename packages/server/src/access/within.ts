import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Reach } from './principal.ts';

/** The condition that a project belongs to what somebody reaches, for queries over the table of projects. */
export function within(reach: Reach): RawBuilder<SqlBool> {
  if (reach === 'all') return sql`true`;
  return reach.length === 0 ? sql`false` : sql`project.group_id in (${sql.join(reach)})`;
}
