import { randomUUID } from 'node:crypto';
import type { Database } from '../store/database.ts';
import {
  mostAttempts,
  type Perform,
  type Queue,
  type QueueMeans,
  type QueueName,
  type QueueState,
  queueNames,
  type Task,
  taskSchema,
} from './queue.ts';

// A task whose worker is silent for so long is another's.
const leaseMs = 60_000;
const renewMs = 20_000;
const pollMs = 500;
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

/** Opens the queue that is a table of the same SQLite file, which one server has at a time: whoever had a task before is dead. */
export async function tableQueue(database: Database, means: QueueMeans): Promise<Queue> {
  await database.write((writing) =>
    writing
      .updateTable('job')
      .set({ lease: null, leasedUntil: null })
      .where('leasedUntil', 'is not', null)
      .execute(),
  );
  const workers: Worker[] = [];
  return {
    add: async (writing, task) => {
      await writing
        .insertInto('job')
        .values({ queue: task.is, payload: JSON.stringify(task), runAt: means.now() })
        .execute();
      for (const worker of workers) worker.wake();
    },
    work: async (perform, concurrency) => {
      for (const name of queueNames)
        for (let count = 0; count < concurrency; count += 1)
          workers.push(new Worker({ database, means, name, perform }));
    },
    state: (name) => stateOf(database, means.now(), name),
    stop: async (waitMs) => {
      await Promise.all(workers.map((worker) => worker.stop(waitMs)));
    },
  };
}

async function stateOf({ read }: Database, now: number, name: QueueName): Promise<QueueState> {
  const { waiting, dead, oldest } = await read
    .selectFrom('job')
    .where('queue', '=', name)
    .select(({ fn }) => [
      fn.countAll<number>().filterWhere('deadAt', 'is', null).as('waiting'),
      fn.count<number>('deadAt').as('dead'),
      fn.min<number | null>('runAt').filterWhere('deadAt', 'is', null).as('oldest'),
    ])
    .executeTakeFirstOrThrow();
  return { waiting, dead, oldestMs: oldest === null ? 0 : Math.max(0, now - oldest) };
}

interface Leased {
  readonly id: number;
  readonly payload: string;
  readonly attempts: number;
  readonly lease: string;
}

interface WorkerMeans {
  readonly database: Database;
  readonly means: QueueMeans;
  readonly name: QueueName;
  readonly perform: Perform;
}

/** Does the tasks of one queue, one after another. */
class Worker {
  readonly #with: WorkerMeans;
  readonly #stopping = new AbortController();
  readonly #done: Promise<void>;
  #wake: (() => void) | null = null;

  constructor(means: WorkerMeans) {
    this.#with = means;
    this.#done = this.#run();
  }

  wake(): void {
    this.#wake?.();
  }

  async stop(waitMs: number): Promise<void> {
    this.#stopping.abort();
    this.#wake?.();
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, waitMs);
    await Promise.race([this.#done, promise]);
    clearTimeout(timer);
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const leased = await leaseNext(this.#with).catch((cause) => this.#with.means.failed(cause, null));
      if (leased) await perform(leased, this.#with, this.#stopping.signal);
      else await this.#pause();
    }
  }

  #pause(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, this.#stopping.signal.aborted ? 0 : pollMs);
    this.#wake = () => {
      clearTimeout(timer);
      resolve();
    };
    return promise;
  }
}

/** Takes the next task that is due, or whose worker died; `undefined` where there is none. */
async function leaseNext({ database, means, name }: WorkerMeans): Promise<Leased | undefined> {
  const now = means.now();
  // Whoever only looks takes no lock.
  const next = await database.read
    .selectFrom('job')
    .where('queue', '=', name)
    .where('deadAt', 'is', null)
    .where('runAt', '<=', now)
    .where(({ eb, or }) => or([eb('leasedUntil', 'is', null), eb('leasedUntil', '<', now)]))
    .orderBy('runAt')
    .orderBy('id')
    .select(['id', 'attempts'])
    .executeTakeFirst();
  if (!next) return;
  const lease = randomUUID();
  const row = await database.write((writing) =>
    writing
      .updateTable('job')
      .set({ lease, leasedUntil: now + leaseMs, attempts: next.attempts + 1 })
      .where('id', '=', next.id)
      // Others may have taken it since.
      .where('attempts', '=', next.attempts)
      .returning(['id', 'payload', 'attempts'])
      .executeTakeFirst(),
  );
  return row && { ...row, lease };
}

async function perform(leased: Leased, { database, means, perform }: WorkerMeans, signal: AbortSignal) {
  const { id, lease, attempts } = leased;
  const own = (writing: Parameters<Parameters<Database['write']>[0]>[0]) => ({
    change: writing.updateTable('job').where('id', '=', id).where('lease', '=', lease),
    drop: writing.deleteFrom('job').where('id', '=', id).where('lease', '=', lease),
  });
  let task: Task | null = null;
  const renewal = setInterval(() => {
    database
      .write((writing) =>
        own(writing)
          .change.set({ leasedUntil: means.now() + leaseMs })
          .execute(),
      )
      .catch((cause) => means.failed(cause, task));
  }, renewMs);
  try {
    task = taskSchema.parse(JSON.parse(leased.payload));
    await perform(task, signal);
    await database.write((writing) => own(writing).drop.execute());
  } catch (cause) {
    means.failed(cause, task);
    const pause = Math.min(firstPauseMs * 2 ** (attempts - 1), longestPauseMs);
    await database
      .write((writing) =>
        own(writing)
          .change.set({
            lease: null,
            leasedUntil: null,
            failure: cause instanceof Error ? cause.message : String(cause),
            runAt: means.now() + pause,
            deadAt: attempts >= mostAttempts ? means.now() : null,
          })
          .execute(),
      )
      // Where not even this can be written, the lease runs out.
      .catch((again) => means.failed(again, task));
  } finally {
    clearInterval(renewal);
  }
}
