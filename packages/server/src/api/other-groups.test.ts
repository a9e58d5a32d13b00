import { writeReport } from '@fineprint/core';
import { afterEach, expect, test } from 'vitest';
import { type Role, roles } from '../access/principal.ts';
import { scannedHarbour, startServer, type TestServer } from '../server.testkit.ts';
import { describeStores } from '../store/stores.testkit.ts';
import type { AnyRoute } from './route.ts';
import { routes } from './routes.ts';

/** What lies in the project group `default`: the ids that addresses hold, by the route's first word and the parameter's name. */
type World = Readonly<Record<string, string>>;

// What a route with an id is sent, so that its form is no reason to refuse it.
const bodies: Readonly<Record<string, object>> = {
  '/decisions/:id/changes': { change: 'withdraw' },
  '/users/:id/roles': { roles: [{ role: 'viewer' }] },
};

// SPDX ids are everybody's: they tell nothing, and their lists hold what one sees.
const everybodys: ReadonlySet<string> = new Set(['/licenses/:id/uses']);

describeStores('Somebody of another project group', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  async function world(): Promise<World> {
    server = await startServer((await open()).database);
    const { ask, send, token } = server;
    const [admin, reviewer] = [await token('admin'), await token('reviewer')];
    const report = (await send(writeReport(await scannedHarbour()), 'project=harbour&group=default')).body.id;
    const [project] = (await ask(reviewer, 'GET', '/projects')).body.items;
    const [question] = (await ask(reviewer, 'GET', '/inbox')).body.items;
    const [component] = (await ask(reviewer, 'GET', '/components')).body.items;
    const decided = await ask(reviewer, 'POST', '/decisions', {
      question: question.id,
      scope: { is: 'project', project: project.id },
      outcome: 'approved',
      reason: 'It is fine.',
    });
    expect(decided.status).toBe(201);
    await ask(admin, 'POST', '/tokens', { name: 'deploy', role: 'ingest', group: 'default' });
    const [made] = (await ask(admin, 'GET', '/tokens')).body.items;
    const person = await ask(admin, 'POST', '/users', { name: 'Ada', roles: [{ role: 'admin' }] });
    const trust = await ask(admin, 'POST', '/ci-trusts', { ownerId: '1', group: 'default' });
    return {
      'reports :id': report,
      'projects :id': project.id,
      'inbox :id': question.id,
      'components :key': encodeURIComponent(component.key),
      'decisions :id': decided.body.id,
      'tokens :id': made.id,
      'users :id': person.body.id,
      'ci-trusts :id': trust.body.id,
    };
  }

  const ofIds = routes.filter(({ url }) => url.includes(':') && !everybodys.has(url));

  function addressOf({ url }: AnyRoute, ids: World): string {
    const [, first = ''] = url.split('/');
    return url.replace(/:\w+/g, (parameter) => {
      const id = ids[`${first} ${parameter}`];
      if (id === undefined)
        throw new Error(`No id of another group is known for ${url}: name one in this test.`);
      return id;
    });
  }

  test('finds nothing by any id of it, in whatever role, and changes nothing', async () => {
    const ids = await world();
    const admin = await server.token('admin');
    const before = (await server.ask(admin, 'GET', '/audit?limit=200')).body.items.length;
    expect(ofIds.length).toBeGreaterThan(10);
    for (const route of ofIds)
      for (const role of roles) {
        const token = await server.token(role, 'other');
        const answer = await server.ask(token, route.method, addressOf(route, ids), bodies[route.url]);
        const unknown = await server.ask(
          token,
          route.method,
          route.url.replaceAll(/:\w+/g, 'nothing'),
          bodies[route.url],
        );
        // Whether it is there cannot be told from whether it is not.
        expect([route.method, route.url, role, answer.status]).toEqual([
          route.method,
          route.url,
          role,
          unknown.status,
        ]);
        expect([403, 404]).toContain(answer.status);
      }
    expect((await server.ask(admin, 'GET', '/audit?limit=200')).body.items.length).toBe(before);
  });

  test('is kept out by the group alone: those of the group find each id', async () => {
    const ids = await world();
    for (const route of ofIds.filter(({ method }) => method === 'GET')) {
      const token = await server.token(route.needs === 'ingest' ? 'ingest' : 'reviewer', 'default');
      const { status } = await server.ask(token, route.method, addressOf(route, ids));
      expect([route.url, status]).toEqual([route.url, 200]);
    }
  });

  test('may not make themselves more than they are', async () => {
    await world();
    const asks: readonly (readonly ['GET' | 'POST', string, object?])[] = [
      ['POST', '/tokens', { name: 'mine', role: 'admin' }],
      ['POST', '/users', { name: 'Mallory', roles: [{ role: 'admin' }] }],
      ['POST', '/groups', { name: 'mine' }],
      ['POST', '/ci-trusts', { ownerId: '1', group: 'default' }],
      ['GET', '/audit'],
      ['GET', '/users'],
      ['GET', '/tokens'],
    ];
    const all: readonly Role[] = roles;
    for (const role of all)
      for (const [method, url, body] of asks) {
        const { status } = await server.ask(await server.token(role, 'other'), method, url, body);
        expect([role, method, url, status]).toEqual([role, method, url, 403]);
      }
  });
});
