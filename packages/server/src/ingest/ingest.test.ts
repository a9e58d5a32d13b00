import { Readable } from 'node:stream';
import { type Report, writeReport } from '@fineprint/core';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { scannedHarbour, startServer, type TestServer } from '../server.testkit.ts';
import { contradictions } from '../store/contradictions.testkit.ts';
import type { Database } from '../store/database.ts';
import { describeStores } from '../store/stores.testkit.ts';
import { accept } from './accept.ts';
import { ingest } from './ingest.ts';
import { readDocument } from './read-document.ts';

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

  test('of the same scan time takes the place of one that came before, and not the other way round', async () => {
    const { ask, send, token, queue, means } = await started();
    const viewer = await token('viewer');
    const isHead = async (id: string) => (await ask(viewer, 'GET', `/reports/${id}`)).body.isHead;
    const { body: first } = await send(writeReport(harbour), 'project=harbour');
    const { body: second } = await send(
      writeReport({ ...harbour, tool: { ...harbour.tool, version: '0.0.0' } }),
      'project=harbour',
    );
    expect([await isHead(first.id), await isHead(second.id)]).toEqual([false, true]);
    // As if the first had failed at first.
    await means.database.write(async (writing) => {
      const row = await writing
        .updateTable('report')
        .set({ state: 'queued' })
        .where('uid', '=', first.id)
        .returning('id')
        .executeTakeFirstOrThrow();
      await queue.add(writing, { is: 'ingest', reportId: row.id });
    });
    await queue.doAll();
    expect([await isHead(first.id), await isHead(second.id)]).toEqual([false, true]);
  });

  test('that says no time and comes again after another one stands again', async () => {
    const { ask, send, token, clock } = await started();
    const viewer = await token('viewer');
    const sbom = (name: string) =>
      JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components: [{ type: 'library', name }] });
    const sent = async (name: string) => {
      clock.turn(60_000);
      return (await send(sbom(name), 'project=p')).body.id;
    };
    const first = await sent('a');
    const second = await sent('b');
    expect(await sent('a')).toBe(first);
    const { body } = await ask(viewer, 'GET', `/reports/${first}`);
    expect(body).toMatchObject({ state: 'processed', isHead: true });
    expect((await ask(viewer, 'GET', `/reports/${second}`)).body.isHead).toBe(false);
    const { items } = (await ask(viewer, 'GET', '/changes')).body;
    expect(items.map(({ changes }: { changes: { added: number } }) => changes.added)).toEqual([1, 1, 1]);
    // A scan says when it was, and a second copy of it is no other one.
    const { body: scan } = await send(writeReport(harbour), 'project=q');
    await send(writeReport({ ...harbour, scan: { ...harbour.scan, asOf: later } }), 'project=q');
    await send(writeReport(harbour), 'project=q');
    expect((await ask(viewer, 'GET', `/reports/${scan.id}`)).body.isHead).toBe(false);
  });

  test('that failed is tried anew when it comes again', async () => {
    const { ask, send, token, database } = await started();
    const viewer = await token('viewer');
    const { body } = await send(writeReport(harbour), 'project=harbour');
    const failed = { state: 'failed', failure: 'An older version did not know it.' } as const;
    await database.write((writing) => writing.updateTable('report').set(failed).execute());
    expect((await send(writeReport(harbour), 'project=harbour')).body.id).toBe(body.id);
    const { body: again } = await ask(viewer, 'GET', `/reports/${body.id}`);
    expect(again).toMatchObject({ state: 'processed', failure: null, isHead: true });
  });

  test('of a project that another group made while it came in is not taken in', async () => {
    const { send, means, database } = await started();
    await send(writeReport(harbour), 'project=p&group=other');
    const [group] = await database.read
      .selectFrom('projectGroup')
      .where('name', '=', 'default')
      .select('id')
      .execute();
    const content = Readable.from([writeReport({ ...harbour, components: [] })]);
    const of = { project: 'p', channel: 'main', groupId: group?.id ?? 0, sender: 'test' };
    await expect(accept({ content, ...of }, means)).rejects.toMatchObject({ type: 'forbidden' });
  });

  test('comes in beside others that ask the same, and none of them has to be begun anew', async () => {
    const { means, database } = await started();
    let [asked, begun] = [0, 0];
    const counted: Database = {
      ...database,
      write: (work) => {
        asked += 1;
        return database.write((writing) => {
          begun += 1;
          return work(writing);
        });
      },
    };
    for (const project of ['a', 'b', 'c', 'd', 'e', 'f'])
      await accept(
        {
          content: Readable.from([writeReport(harbour)]),
          ...{ project, channel: 'main', groupId: 1, sender: 'test' },
        },
        means,
      );
    const reports = await database.read.selectFrom('report').select('id').execute();
    await Promise.all(reports.map(({ id }) => ingest(id, { ...means, database: counted, readDocument })));
    expect(begun).toBe(asked);
    expect(await contradictions(database)).toEqual([]);
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
