import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { folderOfBlobs } from '../blobs/folder.ts';
import { startServer, type TestServer, testClock } from '../server.testkit.ts';
import { describeStores } from '../store/stores.testkit.ts';
import { type Operations, type OpsOptions, operations } from './operations.ts';

const sbom = (name: string) =>
  JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components: [{ type: 'library', name }] });

// https://prometheus.io/docs/instrumenting/exposition_formats
const sample =
  /^(?<name>[a-zA-Z_:][\w:]*(?:\{[a-zA-Z_]\w*="[^"\\\n]*"(?:,[a-zA-Z_]\w*="[^"\\\n]*")*\})?) (?<value>\S+)$/;

/** The samples of a text in the format of Prometheus, by name and labels. */
function samplesIn(text: string): ReadonlyMap<string, string> {
  const samples = new Map<string, string>();
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('# HELP ') || line.startsWith('# TYPE ')) continue;
    const { name = '', value = '' } = sample.exec(line)?.groups ?? {};
    expect([line, samples.has(name), Number.isNaN(Number(value))]).toEqual([line, false, false]);
    samples.set(name, value);
  }
  return samples;
}

describeStores('Whoever runs a server', (open) => {
  let server: TestServer;
  let ops: Operations;
  const folder = mkdtempSync(join(tmpdir(), 'fineprint-ops-'));
  afterEach(async () => {
    await ops.stop();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function started(options: Partial<OpsOptions> = {}) {
    ops = await operations(
      { ops: { host: '127.0.0.1', port: 0 }, failed: () => undefined, ...options },
      testClock(),
    );
    server = await startServer((await open({ ended: ops.watch.query })).database, { watch: ops.watch });
    const blobs = folderOfBlobs(folder);
    await ops.listen({ database: server.means.database, blobs });
    const asked = async (path: string) => {
      const answer = await fetch(`http://127.0.0.1:${ops.port()}${path}`);
      return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
    };
    return { asked, begin: () => ops.begun(server.means) };
  }

  test('is told when it has begun, whether it is ready, and when it ends', async () => {
    const { asked, begin } = await started();
    const told = async () => ({
      live: (await asked('/health/live')).status,
      started: (await asked('/health/started')).status,
      ready: (await asked('/health/ready')).status,
    });
    expect(await told()).toEqual({ live: 200, started: 503, ready: 503 });
    begin();
    expect(await told()).toEqual({ live: 200, started: 200, ready: 200 });
    expect(JSON.parse((await asked('/health/ready')).text)).toEqual({
      status: 'ready',
      checks: { database: 'ok', migrations: 'ok', blobs: 'ok', queue: 'ok' },
    });
    ops.ending();
    expect(await told()).toEqual({ live: 200, started: 200, ready: 503 });
    expect((await asked('/api/v1/projects')).status).toBe(404);
  });

  test('is told why it is not ready', async () => {
    const { asked, begin } = await started();
    begin();
    rmSync(folder, { recursive: true });
    await server.means.database.upgrade((schema) =>
      schema.executeQuery({
        ...schema.selectFrom('project').select('id').compile(),
        sql: 'delete from kysely_migration',
        parameters: [],
      }),
    );
    const { status, text } = await asked('/health/ready');
    const { checks } = JSON.parse(text);
    expect([status, checks]).toEqual([
      503,
      {
        database: 'ok',
        migrations: expect.stringContaining('0001-first'),
        blobs: expect.stringContaining('ENOENT'),
        queue: 'not looked at',
      },
    ]);
  });

  test('gives Prometheus what it asks for, by patterns of routes and without ids', async () => {
    const { asked, begin } = await started();
    begin();
    const admin = await server.token('admin');
    const { body } = await server.send(sbom('one'), 'project=secret-project');
    await server.send('no JSON', 'project=secret-project');
    expect((await server.ask(admin, 'GET', `/reports/${body.id}`)).status).toBe(200);
    expect((await server.ask(admin, 'GET', '/nowhere/secret')).status).toBe(404);
    const { status, type, text } = await asked('/metrics');
    expect([status, type]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    const samples = samplesIn(text);
    for (const labels of [
      'method="POST",route="/api/v1/reports",status="202"',
      'method="GET",route="/api/v1/reports/:id",status="200"',
      'method="GET",route="none",status="404"',
    ])
      expect(Number(samples.get(`fineprint_http_request_seconds_count{${labels}}`))).toBeGreaterThan(0);
    expect(samples.get('fineprint_store_up')).toBe('1');
    expect(samples.get('fineprint_reports{state="failed"}')).toBe('1');
    expect(samples.get('fineprint_reports{state="queued"}')).toBe('0');
    expect(samples.get('fineprint_queue_waiting{task="ingest"}')).toBe('0');
    for (const name of ['nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes'])
      expect(Number(samples.get(name))).toBeGreaterThanOrEqual(0);
    expect(text).not.toMatch(/secret/);
    expect(text).not.toContain(body.id);
  });

  test('is told that the store does not answer, and no numbers that were true before', async () => {
    const { asked, begin } = await started();
    begin();
    expect((await asked('/metrics')).text).toContain('fineprint_reports{state="queued"} 0');
    await server.means.database.read.destroy();
    const { status, text } = await asked('/metrics');
    expect(status).toBe(200);
    expect(text).toContain('fineprint_store_up 0');
    expect(text).not.toContain('fineprint_reports{');
  });

  test('reads a line for each request, in which nothing stands that is to be kept', async () => {
    const lines: string[] = [];
    await started({ logRequest: (line) => lines.push(line) });
    const viewer = await server.token('viewer');
    await server.ask(viewer, 'GET', '/components?search=secret');
    await server.means.database.read.destroy();
    const failed = await server.app.inject({
      url: '/api/v1/projects',
      headers: { authorization: 'Bearer x' },
    });
    expect(failed.statusCode).toBe(401);
    const defect = await server.app.inject({
      url: '/api/v1/projects',
      headers: { authorization: `Bearer ${viewer}`, 'x-request-id': 'chosen' },
    });
    expect(defect.statusCode).toBe(500);
    const told = lines.map((line) => JSON.parse(line));
    const common = {
      method: 'GET',
      request: expect.stringMatching(/^[0-9a-f-]{36}$/),
      ms: expect.any(Number),
    };
    expect(told).toMatchObject([
      { ...common, route: '/api/v1/components', status: 200, by: 'token viewer of all' },
      { ...common, route: '/api/v1/projects', status: 401, by: null },
      {
        ...common,
        route: '/api/v1/projects',
        status: 500,
        cause: expect.stringMatching(/destroyed|closed|not open/),
      },
    ]);
    expect(lines.join()).not.toMatch(/secret|chosen|fp_/);
  });
});
