import type { Writing } from '../store/database.ts';
import type { SnapshotTable } from '../store/history-tables.ts';
import type { UseCounts } from './counts.ts';

/** Keeps how a project stands on a day: the last state of a day wins, and no day before it is touched. */
export async function keepSnapshot(
  writing: Writing,
  { projectId, day, uses }: { readonly projectId: number; readonly day: number; readonly uses: UseCounts },
): Promise<void> {
  const totals = await writing
    .updateTable('project')
    .set({ snapshotDay: day, ...uses })
    .where('id', '=', projectId)
    .returning(['components', 'errors', 'warnings', 'notes', 'open'])
    .executeTakeFirstOrThrow();
  const snapshot: SnapshotTable = { projectId, day, ...totals, ...uses };
  await writing
    .insertInto('snapshot')
    .values(snapshot)
    .onConflict((conflict) => conflict.columns(['projectId', 'day']).doUpdateSet(snapshot))
    .execute();
}
