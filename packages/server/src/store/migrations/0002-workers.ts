import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../database.ts';
import { tables } from './columns.ts';

/** Tasks that are not tried again. */
export async function workers(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const table = tables(db, dialect);
  await table('dead_task', {
    id: 'identity',
    uid: 'unique',
    queue: 'text',
    payload: 'text',
    failure: 'text',
    died_at: 'integer',
  });
  await sql.raw('create index "dead_task_queue" on dead_task (queue, id)').execute(db);
}
