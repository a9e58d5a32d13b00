import { afterEach, expect, test } from 'vitest';
import { bury } from '../../queue/dead-tasks.ts';
import { startServer, type TestServer } from '../../server.testkit.ts';
import { describeStores } from '../../store/stores.testkit.ts';

describeStores('A report whose task failed too often', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  const sbom = '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[]}';

  test('has failed, with a reason, until an administrator has it tried again', async () => {
    server = await startServer((await open()).database);
    const { ask, app, token, queue, means } = server;
    const admin = await token('admin');
    const { id } = (
      await app.inject({
        method: 'POST',
        url: '/api/v1/reports?project=shop',
        headers: { authorization: `Bearer ${await token('ingest')}`, 'content-type': 'application/json' },
        payload: sbom,
      })
    ).json();
    const report = async () => (await ask(admin, 'GET', `/reports/${id}`)).body;
    const { id: reportId } = await means.database.read
      .selectFrom('report')
      .select('id')
      .executeTakeFirstOrThrow();
    const payload = JSON.stringify({ is: 'ingest', reportId });
    const dead = { uid: 'd', queue: 'ingest', payload, failure: 'no bucket', diedAt: means.clock.now() };
    const hook = { name: 'chat', url: 'https://chat.example/hook', events: ['report.failed'] };
    expect((await ask(admin, 'POST', '/webhooks', hook)).status).toBe(201);
    const told = () => means.database.write((writing) => bury(writing, dead));
    await told();
    await told();
    expect(await report()).toMatchObject({
      state: 'failed',
      failure:
        'Fineprint failed to take it in 8 times. An administrator can see why, and have it tried again.',
    });
    const announced = await means.database.read
      .selectFrom('webhookDelivery')
      .select(['type', 'event'])
      .execute();
    expect(announced.map(({ type, event }) => [type, JSON.parse(event)])).toEqual([
      ['report.failed', { report: id, channel: 'main', project: 'shop', failure: (await report()).failure }],
    ]);
    expect((await ask(admin, 'GET', '/tasks/dead')).body.items).toEqual([
      {
        id: 'd',
        queue: 'ingest',
        task: { is: 'ingest', reportId },
        failure: 'no bucket',
        diedAt: '2026-11-27T12:00:00.000Z',
      },
    ]);
    // Those of another queue sleep on.
    expect((await ask(admin, 'POST', '/tasks/wake', { queue: 'settle' })).body).toEqual({
      woken: 0,
      more: false,
    });
    expect((await ask(admin, 'POST', '/tasks/wake', {})).body).toEqual({ woken: 1, more: false });
    expect(await report()).toMatchObject({ state: 'queued', failure: null });
    await queue.doAll();
    expect(await report()).toMatchObject({ state: 'processed', failure: null });
    const { body } = await ask(admin, 'GET', '/audit');
    expect(body.items[0]).toMatchObject({ action: 'tasks.woken', subject: 'all' });
    expect((await ask(admin, 'GET', '/tasks/dead')).body.items).toEqual([]);
  });
});
