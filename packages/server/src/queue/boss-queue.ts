import { sql } from 'kysely';
import { fromKysely, PgBoss } from 'pg-boss';
import type { Database } from '../store/database.ts';
import {
  mostAttempts,
  type Queue,
  type QueueMeans,
  type QueueName,
  type QueueState,
  queueNames,
  taskSchema,
} from './queue.ts';

// The least that pg-boss takes is 10; a worker that is silent for so long is dead.
const heartbeatSeconds = 30;
// However long it takes, while its heart beats.
const expireInSeconds = 3_600;
const pollSeconds = 0.5;

/** Makes the queue that pg-boss keeps in the same PostgreSQL database, in a schema of its own. */
export async function bossQueue(url: string, database: Database, means: QueueMeans): Promise<Queue> {
  const boss = new PgBoss({
    connectionString: url,
    schema: 'queue',
    max: 4,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
  });
  boss.on('error', (cause) => means.failed(cause, null));
  await boss.start();
  for (const name of queueNames) {
    await boss.createQueue(deadOf(name));
    await boss.createQueue(name, {
      heartbeatSeconds,
      expireInSeconds,
      retryLimit: mostAttempts - 1,
      retryDelay: 1,
      retryBackoff: true,
      retryDelayMax: 60,
      deadLetter: deadOf(name),
    });
  }
  return {
    add: async (writing, task) => {
      await boss.send(task.is, task, { db: fromKysely(writing) });
    },
    work: async (perform, concurrency) => {
      for (const name of queueNames)
        for (let count = 0; count < concurrency; count += 1)
          await boss.work(name, { pollingIntervalSeconds: pollSeconds }, async (jobs) => {
            for (const { data, signal } of jobs) {
              const task = taskSchema.parse(data);
              await perform(task, signal).catch((cause) => {
                means.failed(cause, task);
                throw cause;
              });
            }
          });
    },
    state: (name) => stateOf(database, means.now(), name),
    stop: (waitMs) => boss.stop({ graceful: true, timeout: waitMs }),
  };
}

async function stateOf({ read }: Database, now: number, name: QueueName): Promise<QueueState> {
  const { rows } = await sql<{ waiting: number; dead: number; oldest: number | null }>`
    select count(*) filter (where name = ${name}) as waiting,
      count(*) filter (where name = ${deadOf(name)}) as dead,
      (extract(epoch from min(created_on) filter (where name = ${name})) * 1000)::bigint as oldest
    from queue.job
    where name in (${name}, ${deadOf(name)}) and state < 'completed'`.execute(read);
  const [{ waiting, dead, oldest } = { waiting: 0, dead: 0, oldest: null }] = rows;
  return { waiting, dead, oldestMs: oldest === null ? 0 : Math.max(0, now - oldest) };
}

function deadOf(name: QueueName): string {
  return `${name}-dead`;
}
