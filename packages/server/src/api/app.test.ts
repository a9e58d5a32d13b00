import { type Report, writeReport } from '@fineprint/core';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { permissionsOf, roles } from '../access/principal.ts';
import { scannedHarbour, startServer, type TestServer } from '../server.testkit.ts';
import { describeStores } from '../store/stores.testkit.ts';
import { routes } from './routes.ts';

let harbour: Report;
beforeAll(async () => {
  harbour = await scannedHarbour();
});

describeStores('The API', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  async function started() {
    server = await startServer((await open()).database);
    return server;
  }

  test('takes a report, and shows what it says', async () => {
    const { ask, send, token } = await started();
    const viewer = await token('viewer');
    const sent = await send(writeReport(harbour), 'project=harbour');
    const { id } = sent.body;
    expect(sent).toEqual({ status: 202, body: { id, statusUrl: `/api/v1/reports/${id}` } });
    expect((await ask(viewer, 'GET', `/reports/${id}`)).body).toMatchObject({
      state: 'processed',
      isHead: true,
      components: harbour.summary.components,
    });
    const { body: projects } = await ask(viewer, 'GET', '/projects');
    expect(projects).toMatchObject({ items: [{ name: 'harbour' }], next: null });
    const [project] = projects.items;
    const refs: string[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const { body } = await ask(
        viewer,
        'GET',
        `/projects/${project.id}/components?limit=7${after && `&after=${after}`}`,
      );
      refs.push(...body.items.map(({ ref }: { ref: string }) => ref));
      after = body.next;
    }
    expect(refs.toSorted()).toEqual(harbour.components.map(({ ref }) => ref).toSorted());
    expect((await ask(viewer, 'GET', `/reports/${id}/content`)).body).toEqual(
      JSON.parse(writeReport(harbour)),
    );
  });

  test('gives documents a few at a time, as each may be large', async () => {
    const { ask, send, token, means } = await started();
    const viewer = await token('viewer');
    const { body } = await send(writeReport(harbour), 'project=harbour');
    const { get } = means.blobs;
    let [now, most] = [0, 0];
    Object.assign(means.blobs, {
      get: async (sha256: string) => {
        now += 1;
        most = Math.max(most, now);
        const document = await get(sha256);
        now -= 1;
        return document;
      },
    });
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => ask(viewer, 'GET', `/reports/${body.id}/content`)),
    );
    expect(most).toBe(4);
    // Four and those that may wait; more where some are done before others come.
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(68);
    expect(answers.filter(({ status }) => status !== 200 && status !== 503)).toEqual([]);
  });

  test('answers who uses a component or a licence', async () => {
    const { ask, send, token } = await started();
    const viewer = await token('viewer');
    await send(writeReport(harbour), 'project=harbour');
    const component = harbour.components.find(({ license }) => license.concluded.expression === 'MIT');
    const { body: mit } = await ask(viewer, 'GET', '/licenses/MIT/uses?limit=200');
    expect(mit.items.map(({ ref }: { ref: string }) => ref)).toContain(component?.ref);
    const { body: uses } = await ask(
      viewer,
      'GET',
      `/components/${encodeURIComponent(component?.key ?? '')}/uses`,
    );
    expect(uses.items[0]).toMatchObject({ project: { name: 'harbour' }, license: 'MIT' });
    const { body: found } = await ask(
      viewer,
      'GET',
      `/components?search=${component?.name.slice(0, 4).toUpperCase()}`,
    );
    expect(found.items.map(({ key }: { key: string }) => key)).toContain(component?.key);
    // Within names, too, a page after another.
    const keysOf = async (query: string) => {
      const { items, next } = (await ask(viewer, 'GET', `/components?${query}`)).body;
      return { keys: items.map(({ key }: { key: string }) => key), next };
    };
    const inside = harbour.components.filter(({ name }) => name.toLowerCase().includes('in'));
    const { keys } = await keysOf('search=In&limit=200');
    expect(new Set(keys)).toEqual(new Set(inside.map(({ key }) => key)));
    const first = await keysOf('search=In&limit=1');
    expect((await keysOf(`search=In&limit=200&after=${first.next}`)).keys).toEqual(keys.slice(1));
    const names = async (search: string) =>
      (await ask(viewer, 'GET', `/projects?search=${search}`)).body.items.map(
        ({ name }: { name: string }) => name,
      );
    expect([await names('RBO'), await names('%25')]).toEqual([['harbour'], []]);
  });

  test('shows nobody what lies outside of their project groups', async () => {
    const { ask, send, token, app } = await started();
    await send(writeReport(harbour), 'project=harbour&group=default');
    const [inside, outside] = [await token('viewer', 'default'), await token('viewer', 'other')];
    const { body: projects } = await ask(inside, 'GET', '/projects');
    const { id } = projects.items[0];
    expect((await ask(outside, 'GET', '/projects')).body.items).toEqual([]);
    expect((await ask(outside, 'GET', `/projects/${id}`)).status).toBe(404);
    expect((await ask(outside, 'GET', `/projects/${id}/findings`)).status).toBe(404);
    expect((await ask(outside, 'GET', '/inbox')).body.items).toEqual([]);
    const { body: inbox } = await ask(inside, 'GET', '/inbox');
    expect(inbox.items.length).toBeGreaterThan(0);
    expect((await ask(outside, 'GET', '/components')).body.items).toEqual([]);
    expect((await ask(inside, 'GET', '/components')).body.items.length).toBeGreaterThan(0);
    for (const part of ['', '/findings', '/evidence', '/projects'])
      expect((await ask(outside, 'GET', `/inbox/${inbox.items[0].id}${part}`)).status).toBe(404);
    const foreign = await app.inject({
      method: 'POST',
      url: '/api/v1/reports?project=harbour',
      headers: {
        authorization: `Bearer ${await token('ingest', 'other')}`,
        'content-type': 'application/json',
      },
      payload: writeReport(harbour),
    });
    expect(foreign.statusCode).toBe(403);
  });

  test('tells a sender what became of a report of its group, and no numbers of it', async () => {
    const { ask, token, send } = await started();
    const { body } = await send(writeReport(await scannedHarbour()), 'project=harbour&group=default');
    const statusOf = async (bearer: string) => (await ask(bearer, 'GET', `/reports/${body.id}`)).body;
    const sender = await statusOf(await token('ingest', 'default'));
    expect(sender).toMatchObject({ state: 'processed', isHead: true, components: null, findings: null });
    expect((await statusOf(await token('viewer', 'default'))).components).toBeGreaterThan(0);
    const elsewhere = await ask(await token('ingest', 'other'), 'GET', `/reports/${body.id}`);
    expect(elsewhere.status).toBe(404);
    const document = await ask(await token('ingest'), 'GET', `/reports/${body.id}/content`);
    expect(document.status).toBe(403);
  });

  test('answers every route to nobody but those whose role may ask it', async () => {
    const { app, token } = await started();
    const open = routes.filter(({ needs }) => needs === null);
    expect(open.map(({ url }) => url)).toEqual(['/signing-keys']);
    for (const { method, url, needs } of routes) {
      if (needs === null) continue;
      const address = `/api/v1${url.replaceAll(/:\w+/g, 'x')}?project=x`;
      const anonymous = await app.inject({ method, url: address });
      expect([url, anonymous.statusCode]).toEqual([url, 401]);
      expect(anonymous.headers['content-type']).toContain('application/problem+json');
      for (const role of roles) {
        const headers = { authorization: `Bearer ${await token(role)}` };
        const { statusCode } = await app.inject({ method, url: address, headers });
        const isRefused = statusCode === 403;
        expect([url, role, isRefused]).toEqual([url, role, !permissionsOf[role].includes(needs)]);
      }
    }
  });

  test('refuses what has not its form as a problem document', async () => {
    const { ask, token } = await started();
    const viewer = await token('viewer');
    const forged = Buffer.from('["a"]').toString('base64url');
    for (const query of [
      'limit=1e9',
      'limit=-1',
      'after=%27%20OR%201%3D1',
      'sort=password',
      `after=${forged}`,
    ]) {
      const { status, body } = await ask(viewer, 'GET', `/projects?${query}`);
      expect([query, status, body.type]).toEqual([query, 400, 'bad-request']);
    }
    const wrong = `${viewer.slice(0, -1)}${viewer.endsWith('0') ? 1 : 0}`;
    expect((await ask(wrong, 'GET', '/projects')).status).toBe(401);
    expect((await ask(viewer, 'GET', '/nothing')).body).toMatchObject({ type: 'not-found', status: 404 });
  });

  test('knows no token that has expired', async () => {
    const { ask, token, clock } = await started();
    const viewer = await token('viewer');
    clock.turn(400 * 86_400_000);
    expect((await ask(viewer, 'GET', '/projects')).status).toBe(401);
  });

  test('tells a defect to whoever runs it, and nothing of it to whoever asks', async () => {
    const { ask, token, means, failures } = await started();
    const viewer = await token('viewer');
    await means.database.write((writing) =>
      writing
        .insertInto('project')
        .values({ uid: 'p', name: 'p', groupId: 1, createdAt: 0, seenAt: Number.MAX_SAFE_INTEGER })
        .execute(),
    );
    const { status, body } = await ask(viewer, 'GET', '/projects');
    expect([status, body.type]).toEqual([500, 'defect']);
    expect(JSON.stringify(body)).not.toContain('time value');
    expect(failures.map(String)).toEqual([expect.stringContaining('Invalid time value')]);
  });

  test('describes itself', async () => {
    const { app } = await started();
    const { paths } = (await app.inject({ url: '/api/v1/openapi.json' })).json();
    expect(Object.keys(paths).length).toBe(new Set(routes.map(({ url }) => url)).size);
  });
});
