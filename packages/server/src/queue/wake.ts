import type { Principal } from '../access/principal.ts';
import { append } from '../audit/append.ts';
import type { ServerMeans } from '../server-means.ts';
import type { Writing } from '../store/database.ts';
import { type QueueName, taskSchema } from './queue.ts';

/** How many dead tasks were woken, and whether others are left. */
export interface Woken {
  readonly woken: number;
  readonly more: boolean;
}

// As many as one transaction does quickly.
const mostAtOnce = 500;

/** Has dead tasks tried again, the oldest first, once their cause was mended: those of one queue, or of all. */
export async function wake(
  queueName: QueueName | null,
  by: Principal,
  { database, queue, clock }: Pick<ServerMeans, 'database' | 'queue' | 'clock'>,
): Promise<Woken> {
  return database.write(async (writing) => {
    const rows = await writing
      .selectFrom('deadTask')
      .$if(queueName !== null, (query) => query.where('queue', '=', queueName))
      .orderBy('id')
      .limit(mostAtOnce + 1)
      .select(['id', 'uid', 'payload'])
      .$if(database.dialect === 'postgres', (query) => query.forUpdate().skipLocked())
      .execute();
    const dead = rows.slice(0, mostAtOnce);
    if (dead.length === 0) return { woken: 0, more: false };
    const ids = dead.map(({ id }) => id);
    await writing.deleteFrom('deadTask').where('id', 'in', ids).execute();
    for (const { payload } of dead) {
      const task = taskSchema.parse(JSON.parse(payload));
      if (task.is === 'ingest') await queueAgain(writing, task.reportId);
      await queue.add(writing, task);
    }
    const detail = { queue: queueName, tasks: dead.map(({ uid }) => uid) };
    const deed = { by, action: 'tasks.woken', subject: queueName ?? 'all', detail };
    await append(writing, [deed], { now: clock.now, dialect: database.dialect });
    return { woken: dead.length, more: rows.length > mostAtOnce };
  });
}

async function queueAgain(writing: Writing, reportId: number): Promise<void> {
  await writing
    .updateTable('report')
    .set({ state: 'queued', failure: null, processedAt: null })
    .where('id', '=', reportId)
    .where('state', '=', 'failed')
    .execute();
}
