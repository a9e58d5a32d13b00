import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import type { Database } from '../store/database.ts';
import { describeStores } from '../store/stores.testkit.ts';
import { openQueue } from './open.ts';
import { mostAttempts, type Queue, type QueueMeans, type Task } from './queue.ts';

describeStores('A queue', (open) => {
  const opened: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of opened.splice(0).reverse()) await close();
  });

  async function started(means: Partial<QueueMeans> = {}) {
    const { database, where } = await open();
    opened.push(() => database.close());
    const queue = async (): Promise<Queue> => {
      const made = await openQueue(where, database, { now: Date.now, failed: () => undefined, ...means });
      opened.push(() => made.stop(1_000));
      return made;
    };
    return { database, queue };
  }

  /** Answers once a number of tasks was done. */
  function collecting(count: number) {
    const done: Task[] = [];
    const { promise, resolve } = Promise.withResolvers<readonly Task[]>();
    const perform = async (task: Task) => {
      done.push(task);
      if (done.length >= count) resolve(done);
    };
    return { perform, all: promise };
  }

  test('does what was added, each task once by one of its workers', async () => {
    const { database, queue } = await started();
    const first = await queue();
    const { perform, all } = collecting(20);
    await first.work(perform, () => 2);
    await database.write(async (writing) => {
      for (let reportId = 1; reportId <= 20; reportId += 1)
        await first.add(writing, { is: 'ingest', reportId });
    });
    const ids = (await all).map((task) => (task.is === 'ingest' ? task.reportId : 0));
    expect(ids.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  test('knows nothing of a task whose transaction failed', async () => {
    const { database, queue } = await started();
    const first = await queue();
    const failing = database.write(async (writing) => {
      await first.add(writing, { is: 'ingest', reportId: 1 });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await first.state('ingest')).toEqual({ waiting: 0, dead: 0, oldestMs: 0 });
  });

  test('tries again what failed, and says why', async () => {
    const failures: unknown[] = [];
    const { database, queue } = await started({ failed: (cause) => failures.push(cause) });
    const first = await queue();
    const { perform, all } = collecting(2);
    await first.work(
      async (task) => {
        await perform(task);
        if (failures.length === 0) throw new Error('the disk is full');
      },
      () => 1,
    );
    await database.write((writing) => first.add(writing, { is: 'ingest', reportId: 7 }));
    expect(await all).toEqual([
      { is: 'ingest', reportId: 7 },
      { is: 'ingest', reportId: 7 },
    ]);
    expect(String(failures[0])).toContain('the disk is full');
  });

  test('counts no attempt that a stop ended, nor one of what waited behind it', async () => {
    const failures: unknown[] = [];
    const { database, queue } = await started({ failed: (cause) => failures.push(cause) });
    const first = await queue();
    await database.write(async (writing) => {
      for (const decisionGroupId of [1, 2, 3]) await first.add(writing, { is: 'settle', decisionGroupId });
      const lastAttempt =
        database.dialect === 'postgres'
          ? sql`update queue.job set retry_count = retry_limit where name = 'settle'`
          : sql`update job set attempts = ${mostAttempts - 1}`;
      await lastAttempt.execute(writing);
    });
    const begun = Promise.withResolvers<void>();
    await first.work(
      async (_task, signal) => {
        begun.resolve();
        await once(signal, 'abort');
        signal.throwIfAborted();
      },
      () => 1,
    );
    await begun.promise;
    await first.stop(10_000);
    await hasten(database);
    const { perform, all } = collecting(3);
    await (await queue()).work(perform, () => 1);
    expect(new Set(await all)).toEqual(
      new Set([1, 2, 3].map((decisionGroupId) => ({ is: 'settle', decisionGroupId }))),
    );
    expect(failures).toEqual([]);
    expect(await database.read.selectFrom('deadTask').selectAll().execute()).toEqual([]);
  });

  test('gives a task up after eight attempts, once, and says why', async () => {
    const { database, queue } = await started();
    const first = await queue();
    let attempts = 0;
    await first.work(
      async () => {
        attempts += 1;
        throw new Error(`no disk, ${attempts}`);
      },
      () => 1,
    );
    await database.write((writing) => first.add(writing, { is: 'settle', decisionGroupId: 7 }));
    const dead = () => database.read.selectFrom('deadTask').selectAll().execute();
    while ((await dead()).length === 0) {
      await hasten(database);
      // SQLite answers at once: without a turn of its own the worker would never begin.
      await nextTurn();
    }
    expect(await dead()).toEqual([
      expect.objectContaining({
        queue: 'settle',
        payload: '{"is":"settle","decisionGroupId":7}',
        failure: 'no disk, 8',
      }),
    ]);
    expect(await first.state('settle')).toEqual({ waiting: 0, dead: 1, oldestMs: 0 });
  });

  test.each([-3_600_000, 3_600_000])('does what waits though the clock jumps by %i ms', async (jump) => {
    let now = Date.now();
    const { database, queue } = await started({ now: () => now });
    const first = await queue();
    await database.write((writing) => first.add(writing, { is: 'ingest', reportId: 1 }));
    now += jump;
    const { perform, all } = collecting(1);
    await first.work(perform, () => 1);
    expect(await all).toHaveLength(1);
  });

  test('tells how much waits, and since when', async () => {
    const { database, queue } = await started({ now: () => Date.now() + 60_000 });
    const first = await queue();
    await database.write((writing) => first.add(writing, { is: 'ingest', reportId: 1 }));
    const { waiting, dead, oldestMs } = await first.state('ingest');
    expect({ waiting, dead }).toEqual({ waiting: 1, dead: 0 });
    expect(oldestMs).toBeGreaterThanOrEqual(0);
  });
});

/** Lets what is tried again be due: nobody waits for the pauses between the attempts. */
async function hasten(database: Database): Promise<void> {
  const due =
    database.dialect === 'postgres'
      ? sql`update queue.job set start_after = now() where state = 'retry'`
      : sql`update job set run_at = 0 where lease is null`;
  await database.write((writing) => due.execute(writing));
}
