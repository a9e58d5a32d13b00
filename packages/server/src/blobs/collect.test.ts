import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import { accept } from '../ingest/accept.ts';
import { startServer, type TestServer } from '../server.testkit.ts';
import type { Database } from '../store/database.ts';
import { describeStores } from '../store/stores.testkit.ts';
import type { BlobStore } from './blob-store.ts';
import { collectBlobs } from './collect.ts';

const dayMs = 86_400_000;
const sbom = (name: string) =>
  JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components: [{ type: 'library', name }] });

describeStores('Documents that no report is of', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  async function started() {
    const { database } = await open();
    server = await startServer(database);
    // Files are as old as the machine says; the server's clock is turned on to there.
    server.clock.turn(Date.now() - server.clock.now());
    const put = (text: string) => server.means.blobs.put(Readable.from([Buffer.from(text)]), 1_000);
    const sent = async (name: string) => {
      const { body } = await server.send(sbom(name), `project=${name}`);
      const viewer = await server.token('viewer');
      return (await server.ask(viewer, 'GET', `/reports/${body.id}`)).body.sha256 as string;
    };
    return { database, put, sent };
  }

  async function listed(): Promise<readonly string[]> {
    const all: string[] = [];
    for await (const { sha256 } of server.means.blobs.list()) all.push(sha256);
    return all.toSorted();
  }

  test('are removed after a week, and no others', async () => {
    const { put, sent } = await started();
    const [kept, failed] = [await sent('one'), (await put('no JSON')).sha256];
    await server.send('no JSON', 'project=broken');
    const orphan = await put('nobody sent this');
    expect(await collectBlobs(server.means)).toBe(0);
    server.clock.turn(8 * dayMs);
    expect(await collectBlobs(server.means)).toBe(1);
    expect(await listed()).toEqual([kept, failed].toSorted());
    expect(await server.means.blobs.has(orphan.sha256)).toBe(false);
    expect(server.failures).toEqual([]);
  });

  test('stay where none is known: it is another database', async () => {
    const { put } = await started();
    await put('a');
    await put('b');
    server.clock.turn(8 * dayMs);
    expect(await collectBlobs(server.means)).toBe(0);
    expect((await listed()).length).toBe(2);
    expect(server.failures.map(String)).toEqual([expect.stringContaining('None of 2 old documents')]);
  });

  test('stay where a database of yesterday was put back, until it is certain that nobody goes forth again', async () => {
    const { database, sent } = await started();
    await sent('yesterday');
    server.clock.turn(dayMs);
    const newer = await sent('today');
    await forget(database, newer);
    expect(await collectBlobs(server.means)).toBe(0);
    expect(await listed()).toContain(newer);
  });

  test('that come in while they are removed are refused, and taken when they are sent again', async () => {
    const { sent, put } = await started();
    await sent('other');
    const { sha256 } = await put(sbom('again'));
    server.clock.turn(8 * dayMs);
    const { blobs } = server.means;
    const { promise: itsBytesAreThere, resolve } = Promise.withResolvers<void>();
    let hasAsked = false;
    const told: BlobStore = {
      ...blobs,
      put: async (...given) => {
        const blob = await blobs.put(...given);
        resolve();
        return blob;
      },
      has: (name) => {
        hasAsked = true;
        return blobs.has(name);
      },
    };
    // SQLite lets nobody write meanwhile; in PostgreSQL it is seen who waits.
    const waits = async () => {
      if (server.means.database.dialect === 'sqlite') return true;
      const waiting = sql`select 1 from pg_locks where locktype = 'advisory' and not granted`;
      return (await waiting.execute(server.means.database.read)).rows.length > 0;
    };
    const send = () => {
      const content = Readable.from([Buffer.from(sbom('again'))]);
      const delivery = { content, project: 'again', channel: 'main', sender: 'test', groupId: 1 };
      return accept(delivery, { ...server.means, blobs: told });
    };
    // Somebody sends it at the worst of times: its bytes are there, and its report is not yet.
    const outcomes: Promise<unknown>[] = [];
    const worst: BlobStore = {
      ...blobs,
      delete: async (name) => {
        outcomes.push(send().catch((cause) => cause));
        await itsBytesAreThere;
        while (!hasAsked && !(await waits()));
        await blobs.delete(name);
      },
    };
    expect(await collectBlobs({ ...server.means, blobs: worst })).toBe(1);
    expect(await Promise.all(outcomes)).toEqual([expect.objectContaining({ type: 'unavailable' })]);
    expect(await send()).toMatchObject({ isKnown: false });
    expect(await blobs.has(sha256)).toBe(true);
  });
});

async function forget(database: Database, sha256: string): Promise<void> {
  await database.write(async (writing) => {
    await writing.updateTable('channel').set({ reportId: null }).execute();
    await writing.updateTable('project').set({ reportId: null }).execute();
    await writing.deleteFrom('judged').execute();
    await writing.deleteFrom('projectChange').execute();
    await writing.deleteFrom('report').where('sha256', '=', sha256).execute();
  });
}
