import { writeReport } from '@fineprint/core';
import { afterEach, expect, test } from 'vitest';
import { forgetReports } from '../history/forget-reports.ts';
import { scannedHarbour, startServer, type TestServer } from '../server.testkit.ts';
import { describeStores } from '../store/stores.testkit.ts';
import { forgetChecklists } from './forget-checklists.ts';

const dayMs = 86_400_000;

describeStores('What was worked out of what licences ask', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  test('goes after a week, unless somebody ticked it; and so does a branch after three months', async () => {
    const { database } = await open();
    server = await startServer(database);
    const { ask, send, token, clock } = server;
    const reviewer = await token('reviewer');
    const harbour = writeReport(await scannedHarbour());
    for (const channel of ['main', 'pr/7', 'tag/v1'])
      await send(harbour, `project=harbour&channel=${encodeURIComponent(channel)}`);
    const [{ id }] = (await ask(reviewer, 'GET', '/projects')).body.items;
    const path = `/projects/${id}/obligations`;
    const channels = async () => {
      const { items } = (await ask(reviewer, 'GET', `/projects/${id}/channels`)).body;
      return items.map(({ name }: { name: string }) => name);
    };
    for (const channel of ['main', 'pr/7']) await ask(reviewer, 'GET', `${path}?channel=${channel}`);
    const { body } = await ask(reviewer, 'GET', `${path}/count?channel=tag/v1`);
    const [asked] = (await ask(reviewer, 'GET', `${path}?channel=tag/v1`)).body.items;
    const asks = [{ obligation: asked.obligation, license: asked.license }];
    const ticks = { channel: 'tag/v1', report: body.report.id, asks, note: 'It was seen to.' };
    expect((await ask(reviewer, 'POST', `${path}/ticks`, ticks)).status).toBe(201);
    const left = async () => (await database.read.selectFrom('checklist').selectAll().execute()).length;
    await forgetChecklists(database, clock.now() + 6 * dayMs);
    expect(await left()).toBe(3);
    await forgetChecklists(database, clock.now() + 8 * dayMs);
    expect(await left()).toBe(1);
    expect((await ask(reviewer, 'GET', `${path}/count?channel=tag/v1`)).body).toMatchObject({ done: 1 });
    clock.turn(91 * dayMs);
    await forgetReports(database, clock, 1);
    expect(await channels()).toEqual(['main', 'tag/v1']);
  });
});
