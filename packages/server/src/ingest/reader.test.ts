import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, expect, test } from 'vitest';
import { folderOfBlobs } from '../blobs/folder.ts';
import type { Phase } from '../ops/watch.ts';
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
  const phases: string[] = [];
  const phase = ({ name: of }: Phase) => phases.push(of);
  const taking = reader({ where, blobs: join(folder, 'blobs') }, { database, clock, phase }, limits);
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
  return { accepted, take, close, taking, means, phases, where };
}

const sbom = (name: string) =>
  JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components: [{ type: 'library', name }] });

test('reports are taken in by a process of its own, and what is none is refused there', async () => {
  const { take, close, phases } = await started('plain');
  expect(await take(sbom('one'))).toEqual({ state: 'processed', failure: null });
  expect(phases).toEqual(['fetch', 'read', 'enter', 'take-place']);
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

test('a document that takes longer than one may is given up, to be tried again', async () => {
  const { accepted, close, taking } = await started('slow', { timeLimitMs: 1 });
  const { row } = await accepted(sbom('slow'));
  await expect(taking.ingest((await row()).id)).rejects.toThrow('It took longer than 0.001 s.');
  expect(await row()).toMatchObject({ state: 'queued', failure: null });
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

test('what is asked at once is answered each for itself', async () => {
  const { accepted, close, taking, means } = await started('both');
  const lost = await (await accepted(sbom('lost'))).row();
  const { row } = await accepted(sbom('kept'));
  await means.blobs.delete(lost.sha256);
  const outcomes = await Promise.allSettled([taking.ingest(lost.id), taking.ingest((await row()).id)]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  expect(await row()).toMatchObject({ state: 'processed' });
  await close();
});

/** Holds a document up: it can be read once it is handed over, which is possible only while somebody waits for it. */
function heldUp(sha256: string) {
  const path = join(folder, 'blobs', sha256.slice(0, 2), `${sha256.slice(2)}.zst`);
  const bytes = readFileSync(path);
  rmSync(path);
  execFileSync('mkfifo', [path]);
  return async () => {
    const pipe = await open(path, 'w');
    return async () => {
      await pipe.writeFile(bytes);
      await pipe.close();
    };
  };
}

test('several processes read at the same time', async () => {
  // The limit ends the test where there is one process, whose second document would wait for the first for ever.
  const { accepted, close, taking } = await started('several', { processes: 2, timeLimitMs: 20_000 });
  try {
    const reports = [await accepted(sbom('a')), await accepted(sbom('b'))];
    const rows = await Promise.all(reports.map(({ row }) => row()));
    const held = rows.map(({ sha256 }) => heldUp(sha256));
    const taken = Promise.allSettled(rows.map(({ id }) => taking.ingest(id)));
    // Neither is handed over before both are waited for.
    for (const handOver of await Promise.all(held.map((awaited) => awaited()))) await handOver();
    expect((await taken).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    for (const { row } of reports) expect(await row()).toMatchObject({ state: 'processed' });
  } finally {
    await close();
  }
});

test('a process that cannot be started ends nothing else, and the next one is tried', async () => {
  const { accepted, take, close, taking } = await started('none');
  const { row } = await accepted(sbom('early'));
  const { id } = await row();
  const { execPath } = process;
  process.execPath = join(folder, 'no-node');
  try {
    await expect(taking.ingest(id)).rejects.toThrow('The process that reads documents: spawn');
  } finally {
    process.execPath = execPath;
  }
  expect(await take(sbom('next'))).toEqual({ state: 'processed', failure: null });
  await close();
});

test('those who read documents leave the machine to those who wait for an answer', async () => {
  const { take, close, where } = await started('quiet');
  await take(sbom('one'));
  const readers = readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && environmentOf(name).includes(where),
  );
  expect(readers.map((pid) => getPriority(Number(pid)))).toEqual([getPriority() + 10]);
  await close();
});

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch (cause) {
    // It has ended since it was listed, or is another user's.
    if (cause instanceof Error && 'code' in cause) return '';
    throw cause;
  }
}
