import { type Report, writeReport } from '@fineprint/core';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { scannedHarbour, startServer, type TestServer } from '../server.testkit.ts';
import { describeStores } from '../store/stores.testkit.ts';

let harbour: Report;
beforeAll(async () => {
  harbour = await scannedHarbour();
});

describeStores('A report that was accepted', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  async function started() {
    server = await startServer((await open()).database);
    const { database } = server.means;
    const groups = () => database.read.selectFrom('decisionGroup').select(['open', 'openProjects']).execute();
    return { ...server, database, groups };
  }

  const later = '2027-01-01T00:00:00Z';

  test('is what its project is known by', async () => {
    const { database, send, groups } = await started();
    // Its own totals are a claim.
    const summary = { ...harbour.summary, components: 0 };
    await send(writeReport({ ...harbour, summary }), 'project=harbour');
    const project = await database.read.selectFrom('project').selectAll().executeTakeFirstOrThrow();
    const { components, findings } = harbour.summary;
    expect(project).toMatchObject({
      name: 'harbour',
      components,
      errors: findings.error,
      warnings: findings.warning,
      notes: findings.note,
    });
    expect((await database.read.selectFrom('use').selectAll().execute()).length).toBe(components);
    expect(project.open).toBe(findings.error + findings.warning + findings.note);
    expect((await groups()).reduce((sum, { open }) => sum + open, 0)).toBe(project.open);
  });

  test('is one report, however often it comes', async () => {
    const { send, queue } = await started();
    const all = await Promise.all(
      Array.from({ length: 8 }, () => send(writeReport(harbour), 'project=harbour')),
    );
    expect(all.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 202));
    expect(new Set(all.map(({ body }) => body.id)).size).toBe(1);
    expect((await send(writeReport(harbour), 'project=harbour')).body.id).toBe(all[0]?.body.id);
    expect((await queue.state('ingest')).waiting).toBe(0);
  });

  test('keeps the counts of what waits right as reports follow one another', async () => {
    const { database, send, groups } = await started();
    const empty = {
      ...harbour,
      components: [],
      findings: [],
      dependencies: [],
      scan: { ...harbour.scan, asOf: later },
    };
    await send(writeReport(harbour), 'project=harbour');
    await send(writeReport(harbour), 'project=second');
    expect((await groups()).every(({ openProjects }) => openProjects === 2)).toBe(true);
    await send(writeReport(empty), 'project=harbour');
    expect((await groups()).every(({ openProjects }) => openProjects === 1)).toBe(true);
    await send(writeReport(empty), 'project=second');
    expect((await groups()).every(({ open, openProjects }) => open === 0 && openProjects === 0)).toBe(true);
    expect(await database.read.selectFrom('use').selectAll().execute()).toEqual([]);
  });

  test('does not take the place of one that was scanned later', async () => {
    const { ask, send, token } = await started();
    const viewer = await token('viewer');
    const { body: first } = await send(
      writeReport({ ...harbour, scan: { ...harbour.scan, asOf: later } }),
      'project=harbour',
    );
    const { body: second } = await send(writeReport(harbour), 'project=harbour');
    const isHead = async (id: string) => (await ask(viewer, 'GET', `/reports/${id}`)).body.isHead;
    expect([await isHead(first.id), await isHead(second.id)]).toEqual([true, false]);
  });

  test('from a clock that is ahead keeps no later one from its place', async () => {
    const { ask, send, token, clock } = await started();
    const viewer = await token('viewer');
    const scannedAt = (asOf: string) => writeReport({ ...harbour, scan: { ...harbour.scan, asOf } });
    await send(scannedAt('2999-01-01T00:00:00Z'), 'project=harbour');
    clock.turn(60_000);
    const { body } = await send(scannedAt(new Date(clock.now()).toISOString()), 'project=harbour');
    expect((await ask(viewer, 'GET', `/reports/${body.id}`)).body.isHead).toBe(true);
  });

  test('of another channel counts nowhere else', async () => {
    const { send, database } = await started();
    await send(writeReport(harbour), 'project=harbour&channel=pr%2F7');
    const project = await database.read.selectFrom('project').selectAll().executeTakeFirstOrThrow();
    expect([project.reportId, project.components, project.open]).toEqual([null, 0, 0]);
  });

  test('says why it could not be taken in', async () => {
    const { ask, send, token } = await started();
    const viewer = await token('viewer');
    for (const [document, reason] of [
      ['{"schema":"fineprint-report/1"}', 'json-1'],
      ['no JSON', 'JSON'],
      [writeReport({ ...harbour, scan: { ...harbour.scan, asOf: 'soon' } }), 'scan.asOf: it is no time'],
    ] as const) {
      const { body } = await send(document, 'project=harbour');
      expect((await ask(viewer, 'GET', `/reports/${body.id}`)).body).toMatchObject({
        state: 'failed',
        failure: expect.stringContaining(reason),
      });
    }
  });
});
