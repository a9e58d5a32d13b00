import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { ingest } from '../ingest/ingest.ts';
import { readDocument } from '../ingest/read-document.ts';
import { startServer, testClock } from '../server.testkit.ts';
import { describeStores } from '../store/stores.testkit.ts';
import { operations } from './operations.ts';

// What OTLP's JSON form of ExportTraceServiceRequest has to hold (opentelemetry-proto, trace/v1/trace.proto).
const attribute = z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) });
const span = z.object({
  traceId: z.string().regex(/^[0-9a-f]{32}$/),
  spanId: z.string().regex(/^[0-9a-f]{16}$/),
  parentSpanId: z
    .string()
    .regex(/^(?:[0-9a-f]{16})?$/)
    .optional(),
  name: z.string(),
  kind: z.int().min(1).max(5),
  startTimeUnixNano: z.string().regex(/^\d{19}$/),
  endTimeUnixNano: z.string().regex(/^\d{19}$/),
  attributes: z.array(attribute),
});
const request = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(attribute) }),
      scopeSpans: z.array(z.object({ scope: z.object({ name: z.string() }), spans: z.array(span) })),
    }),
  ),
});
type Sent = z.infer<typeof span>;

/** A collector that takes what has the form of the protocol, and nothing else. */
async function collector() {
  const spans: Sent[] = [];
  const bodies: string[] = [];
  const server = createServer(async (asked, reply) => {
    const body = await json(asked);
    bodies.push(JSON.stringify(body));
    const isTaken = asked.method === 'POST' && asked.url === '/v1/traces';
    for (const { scopeSpans } of request.parse(body).resourceSpans)
      spans.push(...scopeSpans.flatMap((scope) => scope.spans));
    reply.writeHead(isTaken ? 200 : 404, { 'content-type': 'application/json' }).end('{"partialSuccess":{}}');
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('It listens on no port.');
  return { spans, bodies, url: `http://127.0.0.1:${address.port}`, close: () => server.close() };
}

describeStores('Traces', (open) => {
  test('tell a collector of requests, tasks, parts of ingest and queries, one within the other, and of no values', async () => {
    const { spans, bodies, url, close } = await collector();
    const ops = await operations({ traceTo: `${url}/`, failed: () => undefined }, testClock());
    const server = await startServer((await open({ ended: ops.watch.query })).database, { watch: ops.watch });
    const viewer = await server.token('viewer');
    const sbom = {
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      components: [{ type: 'library', name: 'secret-1' }],
    };
    const { body } = await server.send(JSON.stringify(sbom), 'project=secret-project');
    await server.ask(viewer, 'GET', `/reports/${body.id}`);
    await server.means.database.write((writing) =>
      writing.updateTable('report').set({ state: 'queued' }).where('uid', '=', body.id).execute(),
    );
    const taking = { ...server.means, readDocument, phase: ops.watch.phase };
    await ops.watch.task({ is: 'ingest', reportId: 1 }, () => ingest(1, taking));
    await ops.stop();
    close();
    const byId = new Map(spans.map((each) => [each.spanId, each]));
    const within = (name: string) =>
      new Set(
        spans
          .filter((each) => each.parentSpanId && byId.get(each.parentSpanId)?.name === name)
          .map((each) => each.name),
      );
    expect([...within('GET /api/v1/reports/:id')]).toEqual(
      expect.arrayContaining(['select token', 'select report']),
    );
    expect([...within('POST /api/v1/reports')]).toEqual(
      expect.arrayContaining(['select token', 'insert project', 'insert report']),
    );
    expect([...within('task ingest')]).toEqual(
      expect.arrayContaining([
        'ingest fetch',
        'ingest read',
        'ingest enter',
        'ingest take-place',
        'update report',
      ]),
    );
    const answered = spans.find(({ name }) => name === 'GET /api/v1/reports/:id');
    expect(answered?.attributes).toContainEqual({
      key: 'http.response.status_code',
      value: { intValue: 200 },
    });
    expect(bodies.join()).toContain('{"key":"service.name","value":{"stringValue":"fineprint"}}');
    expect(bodies.join()).not.toMatch(/secret|fp_/);
    expect(bodies.join()).not.toContain(body.id);
    await server.close();
  });

  test('that nobody takes hold up nothing, and that is told once', async () => {
    const failures: unknown[] = [];
    const failed = (cause: unknown) => failures.push(cause);
    const ops = await operations({ traceTo: 'http://127.0.0.1:1', failed }, testClock());
    const server = await startServer((await open()).database, { watch: ops.watch });
    expect((await server.ask(await server.token('viewer'), 'GET', '/projects')).status).toBe(200);
    await ops.stop();
    expect(failures).toEqual([
      new Error('Traces do not reach http://127.0.0.1:1/v1/traces: connect ECONNREFUSED 127.0.0.1:1'),
    ]);
    await server.close();
  });
});
