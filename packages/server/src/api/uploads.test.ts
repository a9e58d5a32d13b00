import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { startServer, type TestServer } from '../server.testkit.ts';
import { migrate } from '../store/migrate.ts';
import { openDatabase } from '../store/open.ts';
import type { AppSettings } from './app.ts';
import { documentIn } from './document-stream.ts';
import { type ServedApp, servedApp } from './served-app.testkit.ts';

const mostBytes = 52_428_800;
const MiB = 1_048_576;

// What comes over the wire is the same for both databases; that one report stays one is tested on both where it is kept.
describe('An upload over the wire', () => {
  let server: TestServer;
  let served: ServedApp;
  let token: string;
  let folder: string;
  afterEach(async () => {
    await served.stop();
    await server.close();
    rmSync(folder, { recursive: true });
  });

  async function started(settings: AppSettings = {}) {
    folder = mkdtempSync(join(tmpdir(), 'fineprint-uploads-'));
    const database = await openDatabase(join(folder, 'fineprint.db'));
    await migrate(database);
    server = await startServer(database, { mostBytes });
    served = await servedApp(server, settings);
    token = await server.token('ingest');
  }

  interface Sent {
    readonly status: number;
    readonly id: string;
    readonly detail: string;
  }

  async function send(body: RequestInit['body'], headers: Record<string, string> = {}, query = 'project=p') {
    const answer = await fetch(`${served.url}/api/v1/reports?${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      body,
      duplex: 'half',
    } as RequestInit);
    const { id = '', detail = '' }: Partial<Sent> = await answer.json();
    return { status: answer.status, id, detail };
  }

  /** A document of so many bytes that cannot be compressed to nothing. */
  function sized(bytes: number): Buffer<ArrayBuffer> {
    const frame = JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', note: '' });
    const room = bytes - frame.length;
    return Buffer.from(
      frame.replace(
        '""}',
        `"${randomBytes(Math.ceil(room / 2))
          .toString('hex')
          .slice(0, room)}"}`,
      ),
    );
  }

  /** A body in pieces, which says nothing of its length. */
  function inPieces(body: Buffer): ReadableStream {
    return new ReadableStream({
      start(controller) {
        for (let at = 0; at < body.length; at += MiB) controller.enqueue(body.subarray(at, at + MiB));
        controller.close();
      },
    });
  }

  const reports = () => server.means.database.read.selectFrom('report').selectAll().execute();

  test('is taken at 50 MB and refused one byte beyond, whether it says its length or not', {
    timeout: 240_000,
  }, async () => {
    await started();
    const whole = sized(mostBytes);
    expect(await send(whole)).toMatchObject({ status: 202 });
    const more = Buffer.concat([whole, Buffer.from('\n')]);
    expect(await send(more)).toMatchObject({ status: 413 });
    expect(await send(inPieces(more))).toMatchObject({ status: 413 });
    expect(await send(inPieces(whole), {}, 'project=q')).toMatchObject({ status: 202 });
    expect((await reports()).map(({ bytes }) => bytes)).toEqual([mostBytes, mostBytes]);
    expect(server.failures).toEqual([]);
  });

  test('may be gzip, is then what it holds, and no bomb is unpacked beyond the limit', {
    timeout: 240_000,
  }, async () => {
    await started();
    const document = sized(MiB);
    const plain = await send(document);
    const zipped = { 'content-encoding': 'gzip' };
    expect(await send(gzipSync(document), zipped)).toEqual(plain);
    const bomb = gzipSync(Buffer.alloc(20 * mostBytes), { level: 9 });
    expect(bomb.length).toBeLessThan(2 * MiB);
    expect(await send(bomb, zipped)).toMatchObject({ status: 413 });
    // Empty blocks: a gzip that is long and holds nothing.
    const nothing = Buffer.alloc(5 * 1_000_000, Buffer.from([0, 0, 0, 0xff, 0xff]));
    const head = gzipSync('').subarray(0, 10);
    const long = Buffer.concat([head, ...Array.from({ length: 11 }, () => nothing)]);
    expect(await send(inPieces(long), zipped)).toMatchObject({ status: 413 });
    expect(await send(gzipSync(document).subarray(0, 1_000), zipped)).toMatchObject({ status: 400 });
    expect(await send(document, zipped)).toMatchObject({ status: 400 });
    for (const encoding of ['br', 'zstd', 'deflate', 'gzip, gzip', 'x'])
      expect([encoding, (await send(document, { 'content-encoding': encoding })).status]).toEqual([
        encoding,
        415,
      ]);
    expect(await reports()).toHaveLength(1);
    expect(server.failures).toEqual([]);
  });

  test('has to be JSON in UTF-8: forms, other types and other charsets are told what is expected', async () => {
    await started();
    const document = sized(1_000);
    const form = new FormData();
    form.append('bom', new Blob([document]), 'bom.json');
    form.append('bom', new Blob([document]), 'bom.json');
    const answer = await fetch(`${served.url}/api/v1/reports?project=p`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: form,
    });
    expect([answer.status, (await answer.json()).detail]).toEqual([
      415,
      expect.stringContaining('--data-binary @report.json'),
    ]);
    for (const type of [
      'application/x-www-form-urlencoded',
      'text/plain',
      'text/plain; charset=utf-8',
      'application/xml',
      'application/json; charset=utf-16',
      'application/json; charset="latin1"',
      'application/jsonp',
      '',
    ])
      expect([type, (await send(document, { 'content-type': type })).status]).toEqual([type, 415]);
    for (const type of [
      'application/json; charset="UTF-8"',
      'application/vnd.cyclonedx+json; version=1.6',
      'application/spdx+json',
    ])
      expect([type, (await send(document, { 'content-type': type })).status]).toEqual([type, 202]);
  });

  test('that is not whole in time is ended with 408, however slowly it goes on', async () => {
    await started({ requestTimeoutMs: 400 });
    const head = [
      'POST /api/v1/reports?project=p HTTP/1.1',
      'host: localhost',
      `authorization: Bearer ${token}`,
      'content-type: application/json',
    ].join('\r\n');
    const slowBody = await served.speak(async (say) => {
      await say(`${head}\r\ncontent-length: 100000\r\n\r\n{`);
    });
    expect(slowBody).toMatch(/^HTTP\/1\.1 408 /);
    expect(slowBody).toContain('application/problem+json');
    const slowHead = await served.speak(async (say) => {
      await say(head);
    });
    expect(slowHead).toMatch(/^HTTP\/1\.1 408 /);
    expect(await reports()).toEqual([]);
    expect(server.failures).toEqual([]);
  });

  test('that fails before anybody reads it is told to whoever reads it then, and ends no server', async () => {
    await started();
    const said: string[] = [];
    const late = createServer(async (request, response) => {
      const content = documentIn(request, mostBytes);
      await new Promise((resolve) => content.once('close', resolve));
      await text(content).catch((cause: unknown) => said.push(String(cause)));
      response.end();
    });
    await new Promise<void>((resolve) => late.listen(0, '127.0.0.1', resolve));
    const { port } = late.address() as AddressInfo;
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const body = gzipSync(sized(MiB)).subarray(0, 1_000);
    await (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body })).text();
    expect(said).toEqual([expect.stringContaining('unexpected end of file')]);
    await new Promise((resolve) => late.close(resolve));
  });

  test('that is refused is not kept, and its connection goes on', async () => {
    await started();
    await send(sized(1_000), {}, 'project=theirs&group=other');
    const { host } = new URL(served.url);
    const headers = `host: ${host}\r\nauthorization: Bearer ${await server.token('ingest', 'default')}`;
    const upload = `POST /api/v1/reports?project=theirs HTTP/1.1\r\n${headers}\r\ncontent-type: application/json`;
    const answers = await served.speak(async (say) => {
      await say(`${upload}\r\ncontent-length: ${8 * MiB}\r\n\r\n`);
      await say(sized(8 * MiB));
      await say(`GET /api/v1/openapi.json HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);
    });
    expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 403', 'HTTP/1.1 200']);
    expect(await reports()).toHaveLength(1);
  });

  test('that breaks off leaves nothing, and is taken when it is sent again', async () => {
    await started();
    const document = sized(MiB);
    const controller = new AbortController();
    const pieces = new ReadableStream({
      pull(stream) {
        stream.enqueue(document.subarray(0, MiB / 2));
        controller.abort();
      },
    });
    const broken = fetch(`${served.url}/api/v1/reports?project=p`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: pieces,
      duplex: 'half',
      signal: controller.signal,
    } as RequestInit);
    await expect(broken).rejects.toThrow();
    expect((await send(document)).status).toBe(202);
    expect(await reports()).toHaveLength(1);
    expect(server.failures).toEqual([]);
  });

  test('that comes many times at once, or again, is one report with one id', async () => {
    await started();
    const document = sized(100_000);
    const all = await Promise.all(
      Array.from({ length: 12 }, (_, index) => send(document, { 'idempotency-key': `key-${index % 3}` })),
    );
    const again = await send(gzipSync(document), { 'content-encoding': 'gzip' });
    expect(new Set([...all, again].map(({ status, id }) => `${status} ${id}`)).size).toBe(1);
    expect(all[0]?.status).toBe(202);
    await server.queue.doAll();
    expect(await reports()).toHaveLength(1);
    // Another channel, or project, is another report.
    const other = await send(document, {}, 'project=p&channel=pr/1');
    expect([other.status, other.id === all[0]?.id]).toEqual([202, false]);
  });
});
