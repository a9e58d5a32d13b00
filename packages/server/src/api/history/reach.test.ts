import { type Report, writeReport } from '@fineprint/core';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { cookieName } from '../../access/cookie.ts';
import { startSession } from '../../access/sessions.ts';
import { setGrants } from '../../access/user-roles.ts';
import { scannedHarbour, startServer, type TestServer } from '../../server.testkit.ts';
import { describeStores } from '../../store/stores.testkit.ts';

let harbour: Report;
beforeAll(async () => {
  harbour = await scannedHarbour();
});

describeStores('The past, told to whoever sees some project groups', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  /** The cookie of somebody who sees `default` and many other groups, without `other`. */
  async function seesMany(count: number): Promise<Record<string, string>> {
    const { clock, means } = server;
    const { database, publicOrigin } = means;
    const createdAt = clock.now();
    const rows = Array.from({ length: count }, (_, at) => ({
      uid: clock.id(),
      name: `group ${at}`,
      createdAt,
    }));
    const text = await database.write(async (writing) => {
      await writing.insertInto('projectGroup').values(rows).execute();
      const groups = await writing
        .selectFrom('projectGroup')
        .where('name', '<>', 'other')
        .select('id')
        .execute();
      const { id } = await writing
        .insertInto('user')
        .values({ uid: clock.id(), name: 'Ada', createdAt })
        .returning('id')
        .executeTakeFirstOrThrow();
      const grants = groups.map(({ id: groupId }) => ({ role: 'viewer' as const, groupId }));
      await setGrants(writing, id, grants);
      return startSession(writing, id, clock);
    });
    return { [cookieName(publicOrigin())]: text };
  }

  test('lists their changes, however many groups they are, and however much others change', async () => {
    server = await startServer((await open()).database);
    const cookies = await seesMany(101);
    await server.send(writeReport(harbour), 'project=seen&group=default');
    for (const project of ['a', 'b', 'c'])
      await server.send(writeReport(harbour), `project=${project}&group=other`);
    const answer = await server.app.inject({ url: '/api/v1/changes?limit=1', cookies });
    expect(answer.json()).toMatchObject({ items: [{ project: { name: 'seen' } }], next: null });
  });

  test('sums nothing up where none of their projects has a report', async () => {
    server = await startServer((await open()).database);
    const { ask, means, send, token } = server;
    await send(writeReport(harbour), 'project=one&group=default');
    const kept = () => means.database.read.selectFrom('groupSnapshot').selectAll().execute();
    const trend = async (group: string) => (await ask(await token('viewer', group), 'GET', '/trend')).body;
    expect((await trend('other')).points).toEqual([]);
    expect(await kept()).toEqual([]);
    expect((await trend('default')).points).toHaveLength(1);
    expect(await kept()).toHaveLength(2);
  });
});
