import { type RawBuilder, type SqlBool, sql } from 'kysely';

/** Where a decision holds: at most one of these is set. */
export interface Scope {
  readonly projectId: number | null;
  readonly projectGroupId: number | null;
}

/** The condition that anything of a question waits in a scope, for queries over decision groups. */
export function waitsIn({ projectId, projectGroupId }: Scope): RawBuilder<SqlBool> {
  if (projectId !== null)
    return sql`decision_group.id in (select finding.decision_group_id from finding
      where finding.project_id = ${projectId} and finding.state = 'open')`;
  if (projectGroupId !== null)
    return sql`exists (select 1 from open_in_group
      where open_in_group.decision_group_id = decision_group.id
        and open_in_group.project_group_id = ${projectGroupId} and open_in_group.open > 0)`;
  return sql`decision_group.open > 0`;
}
