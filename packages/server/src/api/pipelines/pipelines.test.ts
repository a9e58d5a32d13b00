import { writeReport } from '@fineprint/core';
import { afterEach, expect, test } from 'vitest';
import { scannedHarbour, startServer, type TestServer } from '../../server.testkit.ts';
import { isSignedBy } from '../../signing/signing.ts';
import { describeStores } from '../../store/stores.testkit.ts';

describeStores('What pipelines fetch', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  async function fetched(project: string, bearer?: string) {
    const { status, body } = await server.ask(
      bearer ?? (await server.token('ingest')),
      'GET',
      `/pipelines?project=${project}`,
    );
    return { status, body, document: status === 200 ? JSON.parse(body.document) : null };
  }

  test('is signed, and says what holds for the project', async () => {
    server = await startServer((await open()).database);
    const { ask, token, send } = server;
    await send(writeReport(await scannedHarbour()), 'project=harbour&group=other');
    const admin = await token('admin');
    const { items: groups } = (await ask(admin, 'GET', '/groups')).body;
    const { id: group } = groups.find(({ name }: { name: string }) => name === 'other');
    for (const [scope, text] of [
      [{ is: 'all' }, 'extends: saas\n'],
      [{ is: 'group', group }, 'rules: { license-unknown: error }\n'],
    ] as const) {
      const { body } = await ask(admin, 'POST', '/policies/versions', { scope, text });
      await ask(admin, 'POST', `/policies/versions/${body.id}/changes`, { change: 'publish' });
    }
    await server.queue.doAll();
    const { items } = (await ask(admin, 'GET', '/inbox?limit=200')).body;
    const question = items.find(({ component }: { component: unknown }) => component !== null);
    const decision = { scope: { is: 'all' }, outcome: 'approved', reason: 'Read by counsel.' };
    await ask(admin, 'POST', '/decisions', { question: question.id, ...decision });
    const { body, document } = await fetched('harbour');
    const [{ publicKey, keyId }] = (await server.app.inject({ url: '/api/v1/signing-keys' })).json().items;
    expect(body.keyId).toBe(keyId);
    expect(isSignedBy(Buffer.from(body.document), body.signature, publicKey)).toBe(true);
    expect(isSignedBy(Buffer.from(body.document.replace('saas', 'audit')), body.signature, publicKey)).toBe(
      false,
    );
    expect(document).toMatchObject({
      schema: 'fineprint-pipeline/1',
      server: 'http://localhost',
      project: 'harbour',
      issuedAt: '2026-11-27T12:00:00.000Z',
      expiresAt: '2026-12-27T12:00:00.000Z',
      policies: [
        { name: 'policy of all projects, version 1', text: 'extends: saas\n' },
        { name: 'policy of other, version 1', text: 'rules: { license-unknown: error }\n' },
      ],
      waivers: [{ rule: question.rule, component: question.component.key, reason: 'Read by counsel.' }],
    });
    // It was not decided until a day, and so has to be fetched again.
    expect(document.waivers[0].expires).toBe('2026-12-27');
    expect((await fetched('not-there-yet')).document).toMatchObject({
      policies: [{ text: 'extends: saas\n' }],
      waivers: [{ rule: question.rule, component: question.component.key, reason: 'Read by counsel.' }],
    });
    expect((await fetched('harbour', await token('ingest', 'default'))).status).toBe(403);
    expect((await fetched('harbour', await token('ingest', 'other'))).status).toBe(200);
    // Whoever scans on a machine of their own sends nothing.
    expect((await fetched('harbour', await token('viewer'))).status).toBe(200);
  });

  test('is, of a project without a report, what was decided for all', async () => {
    server = await startServer((await open()).database);
    const { ask, token, send } = server;
    await send(writeReport(await scannedHarbour()), 'project=harbour&group=other');
    const admin = await token('admin');
    const { items: groups } = (await ask(admin, 'GET', '/groups')).body;
    const { id: group } = groups.find(({ name }: { name: string }) => name === 'other');
    const { items } = (await ask(admin, 'GET', '/inbox?limit=200')).body;
    const asked = items.filter(({ component }: { component: unknown }) => component !== null);
    const questions: readonly string[] = asked.map(({ id }: { id: string }) => id);
    const all = { is: 'all' };
    const decide = async (index: number, outcome: string, more: object = {}) => {
      const body = {
        question: questions[index],
        scope: all,
        outcome,
        reason: `${outcome} ${index}`,
        ...more,
      };
      const answer = await ask(admin, 'POST', '/decisions', body);
      expect(answer.status).toBe(201);
      return answer.body.id;
    };
    await decide(0, 'approved');
    await decide(1, 'rejected');
    // A rejection of all, but for some versions; and the other way round.
    await decide(2, 'rejected');
    await decide(2, 'approved', { versions: '<2' });
    const mixed = await decide(3, 'approved');
    await decide(3, 'rejected', { versions: '>=2' });
    // What was decided again, and what is another group's.
    await decide(4, 'approved');
    await decide(4, 'rejected');
    await decide(5, 'approved', { scope: { is: 'group', group } });
    const { document } = await fetched('new');
    expect(
      document.waivers.map(({ reason, versions }: Record<string, string>) => [reason, versions]),
    ).toEqual([
      ['approved 0', undefined],
      ['approved 2', '<2'],
    ]);
    expect(document.unsaid.map(({ id }: { id: string }) => id)).toEqual([mixed]);
    // Nothing of these was accepted.
    expect(document.refusals).toMatchObject(
      [1, 4].map((index) => ({ outcome: 'rejected', reason: `rejected ${index}` })),
    );
    // What is there already, without a report that stands for it, has the decisions of its group, too.
    await send(writeReport(await scannedHarbour()), 'project=pulled&group=other&channel=pr%2F1');
    const reasons = (await fetched('pulled')).document.waivers.map(
      ({ reason }: { reason: string }) => reason,
    );
    expect(reasons).toEqual(['approved 0', 'approved 2', 'approved 5']);
    const file = (await ask(admin, 'GET', '/waivers?project=pulled')).body;
    for (const reason of reasons) expect(file).toContain(reason);
    expect(file).toContain(`# No waiver can say decision ${mixed}`);
  });

  test('has of what was approved until a day that day, and none that is nearer', async () => {
    server = await startServer((await open()).database);
    const { ask, token, send } = server;
    await send(writeReport(await scannedHarbour()), 'project=harbour');
    const admin = await token('admin');
    const { items } = (await ask(admin, 'GET', '/inbox?limit=200')).body;
    const { id: question } = items.find(({ component }: { component: unknown }) => component !== null);
    const until = { outcome: 'approved-until', expiresAt: '2027-01-31T23:59:59.999Z' };
    const scope = { is: 'all' };
    await ask(admin, 'POST', '/decisions', { question, scope, ...until, reason: 'It is replaced by then.' });
    await server.queue.doAll();
    for (const project of ['harbour', 'not-there-yet'])
      expect((await fetched(project)).document.waivers).toMatchObject([{ expires: '2027-01-31' }]);
    const file = (await ask(admin, 'GET', '/waivers?project=harbour')).body;
    expect(JSON.parse(file).waivers).toMatchObject([{ expires: '2027-01-31' }]);
  });
});
