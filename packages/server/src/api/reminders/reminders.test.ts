import { afterEach, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../server.testkit.ts';
import { describeStores } from '../../store/stores.testkit.ts';

const dayMs = 86_400_000;

describeStores('What ends soon', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  test('is listed in the order in which it ends, to those who may see it', async () => {
    server = await startServer((await open()).database);
    const { means, clock, ask, token } = server;
    await means.database.write(async (writing) => {
      await writing
        .insertInto('decisionGroup')
        .values({ uid: 'q', rule: 'r', identity: 'r', severity: 2, firstSeenAt: 0 })
        .execute();
      const given = {
        decisionGroupId: 1,
        outcome: 'approved-until',
        reason: 'r',
        state: 'in-force',
      } as const;
      const made = { ...given, decidedBy: 'Ann', decidedAt: 0 };
      const ends = [20, 3, 1, 1].map((days, index) => ({
        uid: `d${index}`,
        expiresAt: clock.now() + days * dayMs,
      }));
      await writing
        .insertInto('decision')
        .values(ends.map((end) => ({ ...made, ...end })))
        .execute();
      await writing
        .insertInto('decision')
        .values({ ...made, uid: 'of default', projectGroupId: 1, expiresAt: clock.now() + dayMs * 2.5 })
        .execute();
    });
    const listed = async (bearer: string, query: string) => {
      const { items, next } = (await ask(bearer, 'GET', `/decisions/expiring?${query}`)).body;
      return {
        ids: items.map(({ id, daysLeft }: { id: string; daysLeft: number }) => `${id} ${daysLeft}`),
        next,
      };
    };
    const viewer = await token('viewer');
    const first = await listed(viewer, 'limit=2');
    expect(first.ids).toEqual(['d2 1', 'd3 1']);
    expect((await listed(viewer, `limit=2&after=${first.next}`)).ids).toEqual(['of default 3', 'd1 3']);
    expect((await listed(viewer, 'days=30')).ids.length).toBe(5);
    expect((await listed(await token('viewer', 'other'), '')).ids).toEqual(['d2 1', 'd3 1', 'd1 3']);
  });
});
