import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, expect, test } from 'vitest';
import { folderOfBlobs } from '../blobs/folder.ts';
import { heldQueue } from '../queue/held-queue.testkit.ts';
import { testClock } from '../server.testkit.ts';
import { migrate } from '../store/migrate.ts';
import { openDatabase } from '../store/open.ts';
import { accept } from './accept.ts';
import { reader } from './reader.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-reader-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function started(name: string, limits?: Parameters<typeof reader>[2]) {
  const where = join(folder, `${name}.db`);
  const database = await openDatabase(where);
  await migrate(database);
  const clock = testClock();
  await database.write((writing) =>
    writing.insertInto('projectGroup').values({ uid: 'g', name: 'default', createdAt: 0 }).execute(),
  );
  const taking = reader({ where, blobs: join(folder, 'blobs') }, { database, clock }, limits);
  const means = {
    database,
    blobs: folderOfBlobs(join(folder, 'blobs')),
    queue: heldQueue(() => Promise.resolve()),
    clock,
    mostBytes: 1e8,
  };
  const accepted = async (document: string) => {
    const content = Readable.from([Buffer.from(document)]);
    const { uid } = await accept(
      { content, project: 'p', channel: 'main', groupId: 1, sender: 'test' },
      means,
    );
    const query = database.read
      .selectFrom('report')
      .where('uid', '=', uid)
      .select(['id', 'sha256', 'state', 'failure']);
    return { row: () => query.executeTakeFirstOrThrow() };
  };
  const take = async (document: string) => {
    const { row } = await accepted(document);
    await taking.ingest((await row()).id);
    const { state, failure } = await row();
    return { state, failure };
  };
  const close = async () => {
    taking.stop();
    await database.close();
  };
  return { accepted, take, close, taking, means };
}

const sbom = (name: string) =>
  JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components: [{ type: 'library', name }] });

test('reports are taken in by a process of its own, and what is none is refused there', async () => {
  const { take, close } = await started('plain');
  expect(await take(sbom('one'))).toEqual({ state: 'processed', failure: null });
  expect(await take('no JSON')).toEqual({ state: 'failed', failure: expect.stringContaining('JSON') });
  expect(await take(sbom('two'))).toEqual({ state: 'processed', failure: null });
  await close();
});

test('a document that fills the memory of the reader is refused, and the next one is taken in', async () => {
  const { take, close } = await started('small', { megabytes: 96 });
  const huge = `{"bomFormat":"CycloneDX","specVersion":"1.6","components":[${'{"a":[[[]]]},'.repeat(1_500_000)}{}]}`;
  expect(await take(huge)).toEqual({ state: 'failed', failure: 'It takes more memory than a document may.' });
  expect(await take(sbom('next'))).toEqual({ state: 'processed', failure: null });
  await close();
});

test('a document that takes too long is refused, and what others send is not', async () => {
  const limits = { timeLimitMs: 1 };
  const { take, close } = await started('slow', limits);
  expect(await take(sbom('slow'))).toEqual({
    state: 'failed',
    failure: 'It takes longer than a document may.',
  });
  await close();
});

test('a report whose bytes cannot be read is tried again, and the reader goes on', async () => {
  const { accepted, take, close, taking, means } = await started('gone');
  const { row } = await accepted(sbom('lost'));
  const { id, sha256 } = await row();
  await means.blobs.delete(sha256);
  await expect(taking.ingest(id)).rejects.toThrow(`The blob ${sha256} cannot be read`);
  expect(await row()).toMatchObject({ state: 'queued', failure: null });
  expect(await take(sbom('next'))).toEqual({ state: 'processed', failure: null });
  await close();
});
