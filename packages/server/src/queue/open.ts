import type { Database } from '../store/database.ts';
import type { Queue, QueueMeans } from './queue.ts';

/** Opens the queue that lies in a database: a table in SQLite, pg-boss in PostgreSQL. */
export async function openQueue(where: string, database: Database, means: QueueMeans): Promise<Queue> {
  if (database.dialect === 'postgres') {
    const { bossQueue } = await import('./boss-queue.ts');
    return bossQueue(where, database, means);
  }
  const { tableQueue } = await import('./table-queue.ts');
  return tableQueue(database, means);
}
