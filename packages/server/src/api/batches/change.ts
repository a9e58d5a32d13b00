import type { Principal } from '../../access/principal.ts';
import { append } from '../../audit/append.ts';
import type { ServerMeans } from '../../server-means.ts';
import type { BatchState } from '../../store/review-tables.ts';

/** What somebody may do with a batch as a whole. */
export type BatchChange = 'undo' | 'confirm' | 'decline';

/** A change, and why it is made, where somebody says. */
export interface ChangeOfBatch {
  readonly change: BatchChange;
  readonly reason: string | null;
}

/** What each change does, and from which states. */
export const batchChanges: Readonly<
  Record<
    BatchChange,
    { readonly from: readonly BatchState[]; readonly to: BatchState; readonly action: string }
  >
> = {
  undo: {
    from: ['deciding', 'decided', 'confirming', 'confirmed'],
    to: 'withdrawing',
    action: 'batch.undone',
  },
  confirm: { from: ['decided'], to: 'confirming', action: 'batch.confirmed' },
  decline: { from: ['decided'], to: 'declining', action: 'batch.declined' },
};

/** How long a batch can be undone. */
export const undoMs = 86_400_000;

/** Begins to change all decisions of a batch; answers whether it was in a state in which that can be done. */
export async function changeBatch(
  id: number,
  { change, reason }: ChangeOfBatch,
  by: Principal,
  { database, clock, queue }: ServerMeans,
): Promise<boolean> {
  const { from, to, action } = batchChanges[change];
  return database.write(async (writing) => {
    const row = await writing
      .updateTable('batch')
      .set({ state: to, changedBy: by.name, changedVia: by.via, changedBecause: reason, cursor: 0, done: 0 })
      .where('id', '=', id)
      .where('state', 'in', from)
      .returning('uid')
      .executeTakeFirst();
    if (!row) return false;
    const deed = {
      by,
      action,
      subject: row.uid,
      detail: { after: { state: to, ...(reason === null ? {} : { reason }) } },
    };
    await append(writing, [deed], { now: clock.now, dialect: database.dialect });
    await queue.add(writing, { is: 'batch', batchId: id });
    return true;
  });
}
