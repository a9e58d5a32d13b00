import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type Report, writeReport } from '@fineprint/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { folderOfBlobs } from '../blobs/folder.ts';
import { accept } from '../ingest/accept.ts';
import { heldQueue } from '../queue/held-queue.testkit.ts';
import { scannedHarbour, testClock } from '../server.testkit.ts';
import { migrate } from '../store/migrate.ts';
import { openDatabase } from '../store/open.ts';
import { type Budget, documentProcess } from './document-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-documents-'));
let harbour: Report;
beforeAll(async () => {
  harbour = await scannedHarbour();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function started(name: string, given: Partial<Budget> = {}) {
  const where = join(folder, `${name}.db`);
  const database = await openDatabase(where);
  await migrate(database);
  await database.write((writing) =>
    writing.insertInto('projectGroup').values({ uid: 'g', name: 'default', createdAt: 0 }).execute(),
  );
  const blobs = folderOfBlobs(join(folder, 'blobs'));
  const budget = { megabytes: 400, timeMs: 60_000, waiting: 2, idleMs: 60_000, ...given };
  const documents = documentProcess({ where, blobs: join(folder, 'blobs') }, budget);
  const queue = heldQueue(() => Promise.resolve());
  const means = { database, blobs, queue, clock: testClock(), mostBytes: 1e8 };
  const accepted = async (document: string): Promise<number> => {
    const content = Readable.from([Buffer.from(document)]);
    const of = { project: 'p', channel: 'main', groupId: 1, sender: 'test' };
    const { uid } = await accept({ content, ...of }, means);
    return (
      await database.read.selectFrom('report').where('uid', '=', uid).select('id').executeTakeFirstOrThrow()
    ).id;
  };
  const close = async () => {
    documents.stop();
    await database.close();
  };
  return { accepted, database, documents, close };
}

test('a process that cannot be started ends nothing else, and the next one is tried', async () => {
  const { accepted, documents, close } = await started('none');
  const id = await accepted(writeReport(harbour));
  const { execPath } = process;
  process.execPath = join(folder, 'no-node');
  try {
    await expect(documents.around(id, null, 10)).rejects.toThrow(
      'The process that looks into documents: spawn',
    );
  } finally {
    process.execPath = execPath;
  }
  expect(await documents.around(id, null, 10)).toMatchObject({ isRoot: true });
  await close();
});

test('what licences ask is worked out there once, and refused where a document names more than anybody ticks off', async () => {
  const { accepted, database, documents, close } = await started('asking');
  const reportId = await accepted(writeReport(harbour));
  for (const judgedBy of ['a', 'a', 'b']) await documents.checklist({ reportId, judgedBy });
  const kept = await database.read.selectFrom('checklist').select(['judgedBy', 'components']).execute();
  const components = new Set(harbour.components.map(({ key }) => key)).size;
  expect(kept).toEqual([
    { judgedBy: 'a', components },
    { judgedBy: 'b', components },
  ]);
  const [first] = harbour.components.filter(({ license }) => license.concluded.is === 'expression');
  if (first === undefined) throw new Error('The repository of the tests names licences.');
  const many = Array.from({ length: 10_001 }, (_, at) => ({
    ...first,
    ref: `${first.key}@${at}`,
    license: { ...first.license, effective: `LicenseRef-${at}` },
  }));
  const hostile = await accepted(
    writeReport({ ...harbour, components: many, findings: [], dependencies: [] }),
  );
  await expect(documents.checklist({ reportId: hostile, judgedBy: 'a' })).rejects.toMatchObject({
    type: 'conflict',
    message: expect.stringContaining('more licences than a checklist holds'),
  });
  await close();
});

test('documents are looked into by a process of its own', async () => {
  const { accepted, database, documents, close } = await started('plain');
  const one = await accepted(writeReport(harbour));
  const other = await accepted(writeReport({ ...harbour, components: harbour.components.slice(1) }));
  await documents.compare({ beforeId: one, afterId: other, judgedBy: 'a' });
  const rows = await database.read.selectFrom('comparisonEntry').select('section').execute();
  expect(rows.map(({ section }) => section)).toContain('removed');
  expect(await documents.around(one, null, 10)).toMatchObject({ isRoot: true });
  const none = await accepted('no JSON');
  await expect(documents.around(none, null, 10)).rejects.toMatchObject({ type: 'conflict' });
  await close();
});

test('a document that fills its memory is refused, and the next question is answered', async () => {
  const { accepted, documents, close } = await started('small', { megabytes: 96 });
  const huge = `{"bomFormat":"CycloneDX","specVersion":"1.6","components":[${'{"a":[[[]]]},'.repeat(1_500_000)}{}]}`;
  const [large, small] = [await accepted(huge), await accepted(writeReport(harbour))];
  await expect(documents.around(large, null, 10)).rejects.toMatchObject({ type: 'too-large' });
  expect(await documents.around(small, null, 10)).toMatchObject({ isRoot: true });
  await close();
});

test('what takes too long is ended, and so many wait at most', async () => {
  const { accepted, documents, close } = await started('slow', { timeMs: 1 });
  const id = await accepted(writeReport(harbour));
  const asked = [1, 2, 3].map(() => documents.around(id, null, 10));
  const ended = await Promise.allSettled(asked);
  expect(ended.map((each) => (each.status === 'rejected' ? each.reason.type : each.status))).toEqual([
    'took-too-long',
    'took-too-long',
    'unavailable',
  ]);
  await close();
});
