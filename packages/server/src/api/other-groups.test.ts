import { afterEach, expect, test } from 'vitest';
import { type Role, roles } from '../access/principal.ts';
import { startServer, type TestServer } from '../server.testkit.ts';
import { describeStores } from '../store/stores.testkit.ts';
import { addressAbout, type Ids, oneOfEverything } from './one-of-everything.testkit.ts';
import type { AnyRoute } from './route.ts';
import { routes } from './routes.ts';

// What a route with an id is sent, so that its form is no reason to refuse it.
const bodies: Readonly<Record<string, object>> = {
  '/decisions/:id/changes': { change: 'withdraw' },
  '/users/:id/roles': { roles: [{ role: 'viewer' }] },
  '/batches/:id/changes': { change: 'undo' },
  '/groups/:id/badges': { isPublic: true },
  '/policies/versions/:id/changes': { change: 'publish' },
  '/policies/dry-runs/:id/changes': { change: 'stop' },
};

// SPDX ids are everybody's: they tell nothing, and their lists hold what one sees.
const everybodys: ReadonlySet<string> = new Set([
  '/licenses/:id',
  '/licenses/:id/uses',
  '/licenses/:id/uses.csv',
]);

/** Who may ask a route: what belongs to no group is the administrator's. */
function asking({ needs }: AnyRoute): [Role, string?] {
  if (needs === 'admin') return ['admin'];
  if (needs === 'policy') return ['policy-author', 'default'];
  return [needs === 'ingest' ? 'ingest' : 'reviewer', 'default'];
}

// Ids that are of nothing, whatever they are asked for.
const nothing: Ids = new Proxy({}, { get: () => 'nothing' });

describeStores('Somebody of another project group', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  async function world(): Promise<Ids> {
    server = await startServer((await open()).database);
    return oneOfEverything(server);
  }

  const ofIds = routes.filter(({ url }) => url.includes(':') && !everybodys.has(url));

  test('finds nothing by any id of it, in whatever role, and changes nothing', async () => {
    const ids = await world();
    const admin = await server.token('admin');
    const before = (await server.ask(admin, 'GET', '/audit?limit=200')).body.items.length;
    expect(ofIds.length).toBeGreaterThan(10);
    for (const route of ofIds)
      for (const role of roles) {
        const token = await server.token(role, 'other');
        const answer = await server.ask(token, route.method, addressAbout(route.url, ids), bodies[route.url]);
        const unknown = await server.ask(
          token,
          route.method,
          addressAbout(route.url, nothing),
          bodies[route.url],
        );
        // Whether it is there cannot be told from whether it is not.
        expect([route.method, route.url, role, answer.status]).toEqual([
          route.method,
          route.url,
          role,
          unknown.status,
        ]);
        expect([route.url, [403, 404].includes(answer.status), answer.body]).toEqual([
          route.url,
          true,
          answer.body,
        ]);
      }
    expect((await server.ask(admin, 'GET', '/audit?limit=200')).body.items.length).toBe(before);
  });

  test('is kept out by the group alone: those of the group find each id', async () => {
    const ids = await world();
    // No text was found beside the component of this question.
    for (const route of ofIds.filter(({ method, url }) => method === 'GET' && !url.includes(':sha256'))) {
      const token = await server.token(...asking(route));
      const { status } = await server.ask(token, route.method, addressAbout(route.url, ids));
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
