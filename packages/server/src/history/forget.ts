import type { Database, Writing } from '../store/database.ts';
import { dayOf } from './day.ts';

const dayMs = 86_400_000;
/** How long snapshots, and what reports changed, are kept. */
const keptDays = 400;
// What is asked for again is worked out again.
const comparisonDays = 7;
// Short enough that nobody waits for it.
const batch = 500;

/** Deletes snapshots and changes that are too old; the latest snapshot of a project stays: it says how that stands. */
export async function forgetHistory({ write }: Database, now: number): Promise<void> {
  const first = dayOf(now) - keptDays;
  await untilNone(write, async (writing) => {
    const rows = await writing
      .selectFrom('snapshot')
      .innerJoin('project', 'project.id', 'snapshot.projectId')
      .where('snapshot.day', '<', first)
      .whereRef('project.snapshotDay', '!=', 'snapshot.day')
      .orderBy('snapshot.day')
      .limit(batch)
      .select(['snapshot.projectId', 'snapshot.day'])
      .execute();
    for (const [day, of] of Map.groupBy(rows, (row) => row.day))
      await writing
        .deleteFrom('snapshot')
        .where('day', '=', day)
        .where(
          'projectId',
          'in',
          of.map(({ projectId }) => projectId),
        )
        .execute();
    return rows.length;
  });
  await write((writing) => writing.deleteFrom('groupSnapshot').where('day', '<', first).execute());
  await untilNone(write, async (writing) => {
    const rows = await writing
      .selectFrom('projectChange')
      .where('at', '<', first * dayMs)
      .limit(batch)
      .select('id')
      .execute();
    if (rows.length > 0) await writing.deleteFrom('projectChange').where('id', 'in', idsOf(rows)).execute();
    return rows.length;
  });
}

/** Deletes comparisons that were made some time ago. */
export async function forgetComparisons({ write }: Database, now: number): Promise<void> {
  await untilNone(write, async (writing) => {
    const rows = await writing
      .selectFrom('comparison')
      .where('madeAt', '<', now - comparisonDays * dayMs)
      .limit(20)
      .select('id')
      .execute();
    await deleteComparisons(writing, idsOf(rows));
    return rows.length;
  });
}

/** Deletes comparisons with what they list. */
export async function deleteComparisons(writing: Writing, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await writing.deleteFrom('comparisonEntry').where('comparisonId', 'in', ids).execute();
  await writing.deleteFrom('comparison').where('id', 'in', ids).execute();
}

function idsOf(rows: readonly { readonly id: number }[]): readonly number[] {
  return rows.map(({ id }) => id);
}

async function untilNone(
  write: Database['write'],
  some: (writing: Writing) => Promise<number>,
): Promise<void> {
  while ((await write(some)) > 0);
}
