import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Report } from '@fineprint/core';
import { writeReport } from '@fineprint/core';
import { runScan } from 'fineprint';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { folderOfBlobs } from '../blobs/folder.ts';
import type { Queue } from '../queue/queue.ts';
import { describeStores } from '../store/stores.testkit.ts';
import { uuidV7 } from '../system-clock.ts';
import { accept } from './accept.ts';
import { ingest } from './ingest.ts';
import { readDocument } from './read-document.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-blobs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let harbour: Report;
beforeAll(async () => {
  const means = {
    policies: [],
    exclude: [],
    only: [],
    cache: null,
    env: { SOURCE_DATE_EPOCH: '1790000000' },
  };
  harbour = (await runScan('test/repos/harbour', means)).report;
});

describeStores('A report that was accepted', (open) => {
  async function started() {
    const { database } = await open();
    let count = 0;
    const clock = {
      now: () => 1_790_000_000_000 + count,
      id: () => uuidV7(1_790_000_000_000, Buffer.from(String(++count).padStart(10))),
    };
    const blobs = folderOfBlobs(folder);
    const queue: Pick<Queue, 'add'> = { add: async () => {} };
    const means = { database, blobs, clock, mostBytes: 1e7, readDocument };
    await database.write((writing) =>
      writing.insertInto('projectGroup').values({ uid: 'g', name: 'all', createdAt: 0 }).execute(),
    );
    const send = (text: string, channel = 'main', project = 'harbour') =>
      accept(
        { content: Readable.from([Buffer.from(text)]), project, channel, sender: 'test', groupId: 1 },
        {
          ...means,
          queue: {
            ...queue,
            work: async () => {},
            state: async () => ({ waiting: 0, dead: 0, oldestMs: 0 }),
            stop: async () => {},
          },
        },
      );
    const take = async () => {
      const rows = await database.read
        .selectFrom('report')
        .where('state', '=', 'queued')
        .select('id')
        .orderBy('id')
        .execute();
      for (const { id } of rows) await ingest(id, means);
    };
    return { database, send, take };
  }

  test('is what its project is known by', async () => {
    const { database, send, take } = await started();
    await send(writeReport(harbour));
    await take();
    const project = await database.read.selectFrom('project').selectAll().executeTakeFirstOrThrow();
    const { components, findings } = harbour.summary;
    expect(project).toMatchObject({
      name: 'harbour',
      components,
      errors: findings.error,
      warnings: findings.warning,
    });
    const uses = await database.read.selectFrom('use').selectAll().execute();
    expect(uses.length).toBe(components);
    expect(project.open).toBe(findings.error + findings.warning + findings.note);
    const groups = await database.read.selectFrom('decisionGroup').selectAll().execute();
    expect(groups.reduce((sum, { open }) => sum + open, 0)).toBe(project.open);
    await database.close();
  });

  test('is one report, however often it comes', async () => {
    const { database, send, take } = await started();
    const all = await Promise.all(Array.from({ length: 8 }, () => send(writeReport(harbour))));
    expect(new Set(all.map(({ uid }) => uid)).size).toBe(1);
    expect(all.filter(({ isKnown }) => !isKnown).length).toBe(1);
    await take();
    await take();
    expect((await send(writeReport(harbour))).isKnown).toBe(true);
    await database.close();
  });

  test('keeps the counts of what waits right as reports follow one another', async () => {
    const { database, send, take } = await started();
    const empty = {
      ...harbour,
      components: [],
      findings: [],
      dependencies: [],
      scan: { ...harbour.scan, asOf: '2027-01-01T00:00:00Z' },
      summary: { ...harbour.summary, components: 0, findings: { error: 0, warning: 0, note: 0, waived: 0 } },
    };
    await send(writeReport(harbour));
    await send(writeReport(harbour), 'main', 'second');
    await take();
    const two = await database.read.selectFrom('decisionGroup').select(['open', 'openProjects']).execute();
    expect(two.every(({ openProjects }) => openProjects === 2)).toBe(true);
    await send(writeReport(empty));
    await take();
    const one = await database.read.selectFrom('decisionGroup').select(['open', 'openProjects']).execute();
    expect(one.every(({ openProjects }) => openProjects === 1)).toBe(true);
    await send(writeReport({ ...empty, root: { ...empty.root, name: 'second' } }), 'main', 'second');
    await take();
    const none = await database.read.selectFrom('decisionGroup').select(['open', 'openProjects']).execute();
    expect(none.every(({ open, openProjects }) => open === 0 && openProjects === 0)).toBe(true);
    expect(await database.read.selectFrom('use').selectAll().execute()).toEqual([]);
    await database.close();
  });

  test('does not take the place of one that was scanned later', async () => {
    const { database, send, take } = await started();
    await send(writeReport({ ...harbour, scan: { ...harbour.scan, asOf: '2027-01-01T00:00:00Z' } }));
    await take();
    const before = await database.read.selectFrom('project').select('reportId').executeTakeFirstOrThrow();
    await send(writeReport(harbour));
    await take();
    expect(await database.read.selectFrom('project').select('reportId').executeTakeFirstOrThrow()).toEqual(
      before,
    );
    await database.close();
  });

  test('says why it could not be taken in', async () => {
    const { database, send, take } = await started();
    await send('{"schema":"fineprint-report/1"}');
    await send('no JSON');
    await take();
    const rows = await database.read
      .selectFrom('report')
      .select(['state', 'failure'])
      .orderBy('id')
      .execute();
    expect(rows).toEqual([
      { state: 'failed', failure: expect.stringContaining('json-1') },
      { state: 'failed', failure: expect.stringContaining('JSON') },
    ]);
    await database.close();
  });
});
