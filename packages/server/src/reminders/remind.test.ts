import { afterEach, expect, test } from 'vitest';
import { expire } from '../decisions/decide.ts';
import { startServer, type TestServer } from '../server.testkit.ts';
import type { Database } from '../store/database.ts';
import { describeStores } from '../store/stores.testkit.ts';
import { remindAll } from './remind.ts';

const dayMs = 86_400_000;

describeStores('Reminders', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  async function started() {
    server = await startServer((await open()).database);
    const { database, clock } = server.means;
    const begun = clock.now();
    await database.write((writing) =>
      writing
        .insertInto('decisionGroup')
        .values({ uid: 'q', rule: 'r', identity: 'r', severity: 2, firstSeenAt: 0 })
        .execute(),
    );
    const decided = async (names: readonly string[], days: number) => {
      const rows = names.map((uid) => ({
        uid,
        decisionGroupId: 1,
        outcome: 'approved-until' as const,
        reason: 'for now',
        state: 'in-force' as const,
        expiresAt: clock.now() + days * dayMs,
        decidedBy: 'Ann',
        decidedAt: clock.now(),
      }));
      for (let start = 0; start < rows.length; start += 1_000)
        await database.write((writing) =>
          writing
            .insertInto('decision')
            .values(rows.slice(start, start + 1_000))
            .execute(),
        );
    };
    const told = async (action = 'decision.expiring') => {
      const rows = await database.read
        .selectFrom('audit')
        .where('action', '=', action)
        .orderBy('id')
        .select(['at', 'subject', 'detail'])
        .execute();
      return rows.map(({ at, subject, detail }) => [(at - begun) / dayMs, subject, JSON.parse(detail).days]);
    };
    return { ...server, decided, told };
  }

  test('are told once for each of the times, however often somebody looks', async () => {
    const { decided, told, means, clock } = await started();
    await decided(['month'], 30);
    await decided(['week'], 7);
    await decided(['two'], 2);
    await decided(['withdrawn'], 30);
    await means.database.write((writing) =>
      writing.updateTable('decision').set({ state: 'withdrawn' }).where('uid', '=', 'withdrawn').execute(),
    );
    for (let day = 0; day <= 31; day += 1) {
      await remindAll(means);
      await remindAll(means);
      clock.turn(dayMs);
    }
    expect(await told()).toEqual([
      [4, 'week', 3],
      [16, 'month', 14],
      [27, 'month', 3],
    ]);
  });

  test('that were missed are not told after those that are nearer', async () => {
    const { decided, told, means, clock } = await started();
    await decided(['month'], 30);
    clock.turn(28 * dayMs);
    await remindAll(means);
    await remindAll(means);
    expect(await told()).toEqual([[28, 'month', 3]]);
  });

  test('and ends of ten thousand decisions in the same minute are done in parts, each once', async () => {
    const { decided, told, means, clock } = await started();
    const names = Array.from({ length: 10_000 }, (_, index) => `d${String(index).padStart(5, '0')}`);
    await decided(names, 30);
    clock.turn(17 * dayMs);
    const sizes: number[] = [];
    const database = { ...means.database, write: sized(means.database, sizes) };
    await remindAll({ ...means, database });
    expect(Math.max(...sizes)).toBe(100);
    expect((await told()).map(([, subject]) => subject)).toEqual(names);
    clock.turn(13 * dayMs);
    let parts = 0;
    for (let isMore = true; isMore; parts += 1) isMore = await expire(means);
    expect(parts).toBe(101);
    expect((await told('decision.expired')).map(([, subject]) => subject)).toEqual(names);
    expect(await means.queue.state('settle')).toMatchObject({ waiting: 100 });
    const left = means.database.read.selectFrom('decision').where('state', '!=', 'expired').selectAll();
    expect(await left.execute()).toEqual([]);
    await remindAll(means);
    expect((await told()).length).toBe(10_000);
  });
});

/** Writes as the database does, and keeps how many entries of the audit log each transaction adds. */
function sized({ read, write }: Database, sizes: number[]): Database['write'] {
  const count = async () => {
    const row = await read
      .selectFrom('audit')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return Number(row.count);
  };
  return async (work) => {
    const before = await count();
    const answer = await write(work);
    sizes.push((await count()) - before);
    return answer;
  };
}
