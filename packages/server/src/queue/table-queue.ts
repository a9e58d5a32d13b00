import { randomUUID } from 'node:crypto';
import type { Database, Writing } from '../store/database.ts';
import { bury } from './dead-tasks.ts';
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
  wasStopped,
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
    work: async (perform, most) => {
      for (const name of queueNames)
        for (let count = 0; count < most(name); count += 1)
          workers.push(new Worker({ database, means, name, perform }));
    },
    state: (name) => stateOf(database, means.now(), name),
    stop: async (waitMs) => {
      await Promise.all(workers.map((worker) => worker.stop(waitMs)));
    },
  };
}

async function stateOf({ read }: Database, now: number, name: QueueName): Promise<QueueState> {
  const { waiting, oldest } = await read
    .selectFrom('job')
    .where('queue', '=', name)
    .select(({ fn }) => [fn.countAll<number>().as('waiting'), fn.min<number | null>('runAt').as('oldest')])
    .executeTakeFirstOrThrow();
  const { dead } = await read
    .selectFrom('deadTask')
    .where('queue', '=', name)
    .select(({ fn }) => fn.countAll<number>().as('dead'))
    .executeTakeFirstOrThrow();
  return { waiting, dead, oldestMs: oldest === null ? 0 : Math.max(0, now - oldest) };
}

interface Leased {
  readonly id: number;
  readonly queue: string;
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
    // What lies further ahead than anything is put off was written before the clock was set back.
    .where(({ eb, or }) => or([eb('runAt', '<=', now), eb('runAt', '>', now + longestPauseMs)]))
    .where(({ eb, or }) =>
      or([eb('leasedUntil', 'is', null), eb('leasedUntil', '<', now), eb('leasedUntil', '>', now + leaseMs)]),
    )
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
      .returning(['id', 'queue', 'payload', 'attempts'])
      .executeTakeFirst(),
  );
  return row && { ...row, lease };
}

async function perform(leased: Leased, { database, means, perform }: WorkerMeans, signal: AbortSignal) {
  let task: Task | null = null;
  const failed = (cause: unknown) => means.failed(cause, task);
  const renewal = setInterval(() => {
    database
      .write((writing) =>
        ownIn(writing, leased)
          .change.set({ leasedUntil: means.now() + leaseMs })
          .execute(),
      )
      .catch(failed);
  }, renewMs);
  try {
    // A worker that was killed counted its attempt and could not say why.
    if (leased.attempts > mostAttempts) throw new Error('Its worker ended each time.');
    task = taskSchema.parse(JSON.parse(leased.payload));
    await perform(task, signal);
    await database.write((writing) => ownIn(writing, leased).drop.execute());
  } catch (cause) {
    const stopped = wasStopped(cause, signal);
    if (!stopped) failed(cause);
    const back = (writing: Writing) =>
      stopped ? giveBack(writing, leased) : putBack(writing, leased, cause, means.now());
    // Where not even this can be written, the lease runs out.
    await database.write(back).catch(failed);
  } finally {
    clearInterval(renewal);
  }
}

/** The row of a task, as long as it is this worker's. */
function ownIn(writing: Writing, { id, lease }: Leased) {
  return {
    change: writing.updateTable('job').where('id', '=', id).where('lease', '=', lease),
    drop: writing.deleteFrom('job').where('id', '=', id).where('lease', '=', lease),
  };
}

/** Leaves a task that was stopped to whoever comes next, as if it had not been begun. */
async function giveBack(writing: Writing, leased: Leased): Promise<void> {
  const attempts = leased.attempts - 1;
  await ownIn(writing, leased).change.set({ lease: null, leasedUntil: null, attempts }).execute();
}

/** Lets a task that failed wait for its next attempt, or buries it after the last. */
async function putBack(writing: Writing, leased: Leased, cause: unknown, now: number): Promise<void> {
  const { attempts, queue, payload } = leased;
  const { change, drop } = ownIn(writing, leased);
  if (attempts < mostAttempts) {
    const runAt = now + Math.min(firstPauseMs * 2 ** (attempts - 1), longestPauseMs);
    await change.set({ lease: null, leasedUntil: null, runAt }).execute();
    return;
  }
  const row = await drop.returning('id').executeTakeFirst();
  const failure = cause instanceof Error ? cause.message : String(cause);
  if (row) await bury(writing, { uid: randomUUID(), queue, payload, failure, diedAt: now });
}
