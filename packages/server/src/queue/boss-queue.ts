import { sql } from 'kysely';
import { fromKysely, type Job, type JobWithMetadata, PgBoss } from 'pg-boss';
import type { Database } from '../store/database.ts';
import { bury } from './dead-tasks.ts';
import {
  mostAttempts,
  type Perform,
  type Queue,
  type QueueMeans,
  type QueueName,
  type QueueState,
  queueNames,
  taskSchema,
  wasStopped,
} from './queue.ts';

// The least that pg-boss takes is 10; a worker that is silent for so long is dead.
const heartbeatSeconds = 30;
// However long it takes, while its heart beats.
const expireInSeconds = 3_600;
const pollSeconds = 0.5;
// Whoever finds so many at once looks again without a pause.
const batchSize = 5;

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
  for (const name of queueNames) await makeQueue(boss, name);
  const stopping = new AbortController();
  return {
    add: async (writing, task) => {
      await boss.send(task.is, task, { db: fromKysely(writing) });
    },
    work: async (perform, most) => {
      for (const name of queueNames) {
        const { signal } = stopping;
        const doing = doer({ boss, database, name, perform, means, signal });
        for (let count = 0; count < most(name); count += 1)
          await boss.work(
            name,
            { pollingIntervalSeconds: pollSeconds, batchSize, burstWhenBatchFull: true },
            doing,
          );
        await boss.work(
          deadOf(name),
          { pollingIntervalSeconds: pollSeconds, batchSize, includeMetadata: true },
          burier(database, name, means),
        );
      }
    },
    state: (name) => stateOf(database, means.now(), name),
    stop: (waitMs) => {
      stopping.abort();
      return boss.stop({ graceful: true, timeout: waitMs });
    },
  };
}

async function makeQueue(boss: PgBoss, name: QueueName): Promise<void> {
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

interface DoerMeans {
  readonly boss: PgBoss;
  readonly database: Database;
  readonly name: QueueName;
  readonly perform: Perform;
  readonly means: QueueMeans;
  /** Aborted when no further task is to be begun. */
  readonly signal: AbortSignal;
}

/** Makes what does a batch, each task for itself: what became of one is written before the next begins. */
function doer({ boss, database, name, perform, means, signal: stopping }: DoerMeans) {
  return async (jobs: readonly Job<object>[]): Promise<void> => {
    for (const [index, { id, data, signal }] of jobs.entries()) {
      if (stopping.aborted) {
        // What is left of the batch is tried again by another worker, when pg-boss is told that it failed here.
        await spare(database, name, jobs.slice(index));
        throw stopping.reason;
      }
      const { data: task = null, error } = taskSchema.safeParse(data);
      try {
        if (!task) throw error;
        await perform(task, AbortSignal.any([stopping, signal]));
      } catch (cause) {
        if (wasStopped(cause, stopping)) await spare(database, name, [{ id }]);
        else means.failed(cause, task);
        await boss.fail(name, id, { message: cause instanceof Error ? cause.message : String(cause) });
        continue;
      }
      await boss.complete(name, id);
    }
  };
}

/**
 * Gives tasks that are stopped one more attempt, in place of this one. It stays counted, as pg-boss tells by its number who had
 * a task.
 */
async function spare(database: Database, name: QueueName, jobs: readonly { readonly id: string }[]) {
  const ids = jobs.map(({ id }) => id);
  await database.write((writing) =>
    sql`update queue.job set retry_limit = retry_limit + 1
      where name = ${name} and id::text in (${sql.join(ids)}) and state = 'active'`.execute(writing),
  );
}

/** Makes what takes the tasks that pg-boss gave up out of its queue for these. */
function burier(database: Database, queue: QueueName, means: QueueMeans) {
  return async (jobs: readonly JobWithMetadata<object>[]): Promise<void> => {
    for (const { id, data, sourceOutput } of jobs) {
      const failure = messageIn(sourceOutput);
      const dead = { uid: id, queue, payload: JSON.stringify(data), failure, diedAt: means.now() };
      await database.write((writing) => bury(writing, dead));
    }
  };
}

/** Why a task failed: ours, or what pg-boss says where its worker died. */
function messageIn(output: object | null): string {
  if (output !== null && 'message' in output) return String(output.message);
  return output === null ? 'Its worker ended.' : JSON.stringify(output);
}

async function stateOf({ read }: Database, now: number, name: QueueName): Promise<QueueState> {
  const { rows } = await sql<{ waiting: number; dead: number; oldest: number | null }>`
    select count(*) as waiting, (select count(*) from dead_task where queue = ${name}) as dead,
      (extract(epoch from min(created_on)) * 1000)::bigint as oldest
    from queue.job
    where name = ${name} and state < 'completed'`.execute(read);
  const [{ waiting, dead, oldest } = { waiting: 0, dead: 0, oldest: null }] = rows;
  return { waiting, dead, oldestMs: oldest === null ? 0 : Math.max(0, now - oldest) };
}

function deadOf(name: QueueName): string {
  return `${name}-dead`;
}
