import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Report, writeReport } from '@fineprint/core';
import type { FastifyInstance } from 'fastify';
import { runScan } from 'fineprint';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Role } from '../access/principal.ts';
import { makeToken } from '../access/tokens.ts';
import { folderOfBlobs } from '../blobs/folder.ts';
import { ingest } from '../ingest/ingest.ts';
import { readDocument } from '../ingest/read-document.ts';
import { describeStores } from '../store/stores.testkit.ts';
import { systemClock } from '../system-clock.ts';
import { buildApp } from './app.ts';
import { routes } from './routes.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-api-'));
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

describeStores('The API', (open) => {
  const opened: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of opened.splice(0).reverse()) await close();
  });

  async function started() {
    const { database } = await open();
    const clock = systemClock();
    const blobs = folderOfBlobs(folder);
    const waiting: number[] = [];
    const queue = {
      add: async (_: unknown, { reportId }: { reportId: number }) => void waiting.push(reportId),
      work: async () => {},
      state: async () => ({ waiting: 0, dead: 0, oldestMs: 0 }),
      stop: async () => {},
    };
    const app = await buildApp({ database, blobs, queue, clock, mostBytes: 10_000_000 });
    opened.push(
      () => database.close(),
      () => app.close(),
    );
    const groups: Record<string, number> = {};
    for (const name of ['default', 'other']) {
      const { id } = await database.write((writing) =>
        writing
          .insertInto('projectGroup')
          .values({ uid: clock.id(), name, createdAt: 0 })
          .returning('id')
          .executeTakeFirstOrThrow(),
      );
      groups[name] = id;
    }
    const token = (role: Role, group: string | null = null) =>
      database.write((writing) =>
        makeToken(
          writing,
          {
            name: `${role} of ${group}`,
            role,
            groupId: group === null ? null : (groups[group] ?? 0),
            expiresAt: clock.now() + 1e6,
            createdBy: 'test',
          },
          clock,
        ),
      );
    const work = async () => {
      for (const id of waiting.splice(0)) await ingest(id, { database, blobs, clock, readDocument });
    };
    return { app, token, work, database };
  }

  async function ask(app: FastifyInstance, token: string, url: string) {
    const { statusCode, json } = await app.inject({
      url: `/api/v1${url}`,
      headers: { authorization: `Bearer ${token}` },
    });
    return { status: statusCode, body: json() };
  }

  const upload = (app: FastifyInstance, token: string, query: string, payload: string) =>
    app.inject({
      method: 'POST',
      url: `/api/v1/reports?${query}`,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      payload,
    });

  test('takes a report, and shows what it says', async () => {
    const { app, token, work } = await started();
    const [ingestToken, viewer] = [await token('ingest'), await token('viewer')];
    const sent = await upload(app, ingestToken, 'project=harbour', writeReport(harbour));
    expect(sent.statusCode).toBe(202);
    const { id, statusUrl } = sent.json();
    expect(statusUrl).toBe(`/api/v1/reports/${id}`);
    expect((await ask(app, viewer, `/reports/${id}`)).body).toMatchObject({ state: 'queued', isHead: false });
    await work();
    expect((await ask(app, viewer, `/reports/${id}`)).body).toMatchObject({
      state: 'processed',
      isHead: true,
      components: harbour.summary.components,
    });
    const { body: projects } = await ask(app, viewer, '/projects');
    expect(projects).toMatchObject({ items: [{ name: 'harbour' }], next: null });
    const [{ id: project }] = projects.items;
    const refs: string[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const { body } = await ask(
        app,
        viewer,
        `/projects/${project}/components?limit=7${after && `&after=${after}`}`,
      );
      refs.push(...body.items.map(({ ref }: { ref: string }) => ref));
      after = body.next;
    }
    expect(refs.toSorted()).toEqual(harbour.components.map(({ ref }) => ref).toSorted());
    expect((await ask(app, viewer, `/reports/${id}/content`)).body).toEqual(JSON.parse(writeReport(harbour)));
    const { body: inbox } = await ask(app, viewer, '/inbox?limit=200');
    const open = inbox.items.reduce((sum: number, item: { open: number }) => sum + item.open, 0);
    expect(open).toBe(projects.items[0].open);
    const [first] = inbox.items;
    const { body: places } = await ask(app, viewer, `/inbox/${first.id}/findings`);
    expect(places.items[0]).toMatchObject({ rule: first.rule, project: { name: 'harbour' } });
    const license = harbour.components.find(({ license }) => license.concluded.expression === 'MIT');
    const { body: mit } = await ask(app, viewer, '/licenses/MIT/uses?limit=200');
    expect(mit.items.map(({ ref }: { ref: string }) => ref)).toContain(license?.ref);
    const { body: uses } = await ask(
      app,
      viewer,
      `/components/${encodeURIComponent(license?.key ?? '')}/uses`,
    );
    expect(uses.items[0]).toMatchObject({ project: { name: 'harbour' }, license: 'MIT' });
  });

  test('shows nobody what lies outside of their project groups', async () => {
    const { app, token, work } = await started();
    await upload(app, await token('ingest', 'default'), 'project=harbour', writeReport(harbour));
    await work();
    const [inside, outside] = [await token('viewer', 'default'), await token('viewer', 'other')];
    const { body: projects } = await ask(app, inside, '/projects');
    expect(projects.items.length).toBe(1);
    const id = projects.items[0].id;
    expect((await ask(app, outside, '/projects')).body.items).toEqual([]);
    expect((await ask(app, outside, `/projects/${id}`)).status).toBe(404);
    expect((await ask(app, outside, `/projects/${id}/findings`)).status).toBe(404);
    expect((await ask(app, outside, '/inbox')).body.items).toEqual([]);
    expect((await ask(app, inside, '/inbox')).body.items.length).toBeGreaterThan(0);
    const foreign = await upload(
      app,
      await token('ingest', 'other'),
      'project=harbour',
      writeReport(harbour),
    );
    expect(foreign.statusCode).toBe(403);
  });

  test('answers every route to nobody but those whose role may ask it', async () => {
    const { app, token } = await started();
    for (const { method, url, needs } of routes) {
      const address = `/api/v1${url.replaceAll(/:\w+/g, 'x')}?project=x`;
      const anonymous = await app.inject({ method, url: address });
      expect([url, anonymous.statusCode]).toEqual([url, 401]);
      expect(anonymous.headers['content-type']).toContain('application/problem+json');
      for (const role of ['viewer', 'reviewer', 'policy-author', 'ingest', 'admin'] as const) {
        const headers = { authorization: `Bearer ${await token(role)}` };
        const { statusCode } = await app.inject({ method, url: address, headers });
        const allowed = role === 'admin' || (needs === 'ingest' ? role === 'ingest' : role !== 'ingest');
        expect([url, role, statusCode === 403]).toEqual([url, role, !allowed]);
      }
    }
  });

  test('refuses what has not its form as a problem document', async () => {
    const { app, token } = await started();
    const viewer = await token('viewer');
    for (const query of [
      'limit=1e9',
      'limit=-1',
      'after=%27%20OR%201%3D1',
      'sort=password',
      `after=${Buffer.from('["a"]').toString('base64url')}`,
    ]) {
      const { status, body } = await ask(app, viewer, `/projects?${query}`);
      expect([query, status, body.type]).toEqual([query, 400, 'bad-request']);
    }
    expect(
      (await ask(app, `${viewer.slice(0, -1)}${viewer.endsWith('0') ? 1 : 0}`, '/projects')).status,
    ).toBe(401);
    expect((await ask(app, viewer, '/nothing')).body).toMatchObject({ type: 'not-found', status: 404 });
  });

  test('describes itself', async () => {
    const { app } = await started();
    const { paths } = (await app.inject({ url: '/api/v1/openapi.json' })).json();
    expect(Object.keys(paths).length).toBe(new Set(routes.map(({ url }) => url)).size);
  });
});
