import { type RawBuilder, sql } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Database } from '../store/database.ts';
import { useColumns } from './counts.ts';
import { dayOf } from './day.ts';

/** Stands for all project groups together. */
export const allGroups = 0;

/**
 * Keeps how the project groups stand today, and all of them together: the sums of what their projects carry, which is one pass
 * over these. It says the same however often it is done; the last time of a day is what stays.
 */
export async function snapshotGroups(database: Database, clock: Pick<Clock, 'now'>): Promise<void> {
  const day = dayOf(clock.now());
  await database.write(async (writing) => {
    const own = sql`select project.group_id, ${sql.lit(day)}, count(*), ${sums('project')} from project
      where project.report_id is not null group by project.group_id`;
    await kept(own).execute(writing);
    const all = sql`select ${sql.lit(allGroups)}, ${sql.lit(day)}, coalesce(sum(projects), 0), ${sums('group_snapshot')} from group_snapshot
      where project_group_id <> ${sql.lit(allGroups)} and day = ${sql.lit(day)}`;
    await kept(all).execute(writing);
  });
}

const columns: readonly string[] = ['components', 'errors', 'warnings', 'notes', 'open', ...useColumns];

function sums(table: string): RawBuilder<unknown> {
  return sql.join(columns.map((column) => sql`coalesce(sum(${sql.ref(`${table}.${column}`)}), 0)`));
}

/** Keeps rows; those of the same day are changed. */
function kept(rows: RawBuilder<unknown>): RawBuilder<unknown> {
  const counted = ['projects', ...columns];
  const again = sql.join(counted.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`));
  return sql`insert into group_snapshot (project_group_id, day, ${sql.join(counted.map((column) => sql.ref(column)))})
    ${rows} on conflict (project_group_id, day) do update set ${again}`;
}
