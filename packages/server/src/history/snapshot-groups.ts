import { type RawBuilder, sql } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Database } from '../store/database.ts';
import { useColumns } from './counts.ts';
import { dayOf } from './day.ts';

/** Stands for all project groups together. */
export const allGroups = 0;

/**
 * Keeps how the project groups stand today, and all of them together: each project as its latest snapshot says, with the
 * findings that wait now. It says the same however often it is done; the last time of a day is what stays.
 */
export async function snapshotGroups(database: Database, clock: Pick<Clock, 'now'>): Promise<void> {
  const day = dayOf(clock.now());
  await database.write(async (writing) => {
    await kept(sql`project.group_id`, sql`group by project.group_id`, day).execute(writing);
    await kept(sql.lit(allGroups), sql``, day).execute(writing);
  });
}

/** One pass over the projects: their own columns, and by the index of snapshots their latest one. */
function kept(of: RawBuilder<unknown>, grouped: RawBuilder<unknown>, day: number): RawBuilder<unknown> {
  const own = ['components', 'errors', 'warnings', 'notes', 'open'].map((column) => `project.${column}`);
  const uses = useColumns.map((column) => `snapshot.${column}`);
  const sums = [...own, ...uses].map((column) => sql`coalesce(sum(${sql.ref(column)}), 0)`);
  const columns = ['projects', ...[...own, ...uses].map((column) => column.replace(/^.*\./, ''))];
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const again = sql.join(columns.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`));
  return sql`insert into group_snapshot (project_group_id, day, ${names})
    select ${of}, ${sql.lit(day)}, count(*), ${sql.join(sums)}
    from project join snapshot on snapshot.project_id = project.id and snapshot.day = project.snapshot_day
    where project.report_id is not null ${grouped}
    on conflict (project_group_id, day) do update set ${again}`;
}
