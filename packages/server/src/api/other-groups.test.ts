import { writeReport } from '@fineprint/core';
import { afterEach, expect, test } from 'vitest';
import { type Role, roles } from '../access/principal.ts';
import { scannedHarbour, startServer, type TestServer } from '../server.testkit.ts';
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
  '/projects/:id/obligations/ticks': {
    report: 'any',
    asks: [{ obligation: 'license-text', license: 'MIT' }],
    note: 'It is done.',
  },
  '/policies/versions/:id/changes': { change: 'publish' },
  '/policies/dry-runs/:id/changes': { change: 'stop' },
};

type Body = (ids: Ids, own: string) => object;

const answer = { outcome: 'approved', reason: 'It is fine.' };
const ofOwn = (own: string) => ({ is: 'group', group: own });
const ofGroup = (ids: Ids) => ({ is: 'group', group: ids['groups :id'] });
const ofProject = (ids: Ids) => ({ is: 'project', project: ids['projects :id'] });
const decided: readonly Body[] = [
  (ids, own) => ({ ...answer, question: ids['inbox :id'], scope: ofOwn(own) }),
  (ids) => ({ ...answer, question: ids['inbox :id'], scope: ofGroup(ids) }),
  (ids) => ({ ...answer, question: ids['inbox :id'], scope: ofProject(ids) }),
];
const written: readonly Body[] = [(ids) => ({ scope: ofGroup(ids), text: 'licenses: {}' })];
const many = { ...answer, questions: 1 };

// What names something in a body, and bodies that name what is another group's.
const naming: ReadonlySet<string> = new Set(['question', 'scope', 'filter', 'madeFrom', 'group', 'roles']);
const namingBodies: Readonly<Record<string, readonly Body[]>> = {
  '/decisions': decided,
  '/decisions/preview': decided,
  '/batches': [
    (ids, own) => ({ ...many, filter: { group: ids['groups :id'] }, scope: ofOwn(own) }),
    (ids, own) => ({ ...many, filter: { project: ids['projects :id'] }, scope: ofOwn(own) }),
    (ids) => ({ ...many, filter: {}, scope: ofGroup(ids) }),
    (ids) => ({ ...many, filter: {}, scope: ofProject(ids) }),
  ],
  '/policies/versions': [
    ...written,
    (ids, own) => ({ scope: ofOwn(own), text: '', madeFrom: ids['policies/versions :id'] }),
  ],
  '/policies/validations': written,
  '/policies/dry-runs': written,
  '/tokens': [() => ({ name: 'mine', role: 'viewer', group: 'default' })],
  '/ci-trusts': [() => ({ ownerId: '1', group: 'default' })],
  '/users': [() => ({ name: 'Mallory', roles: [{ role: 'viewer', group: 'default' }] })],
  '/users/:id/roles': [() => ({ roles: [{ role: 'viewer', group: 'default' }] })],
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

  test('may name nothing of it in a body, and is not told whether it is there', async () => {
    const ids = await world();
    const admin = await server.token('admin');
    const { items: groups } = (await server.ask(admin, 'GET', '/groups')).body;
    const own = groups.find(({ name }: { name: string }) => name === 'other').id;
    const before = (await server.ask(admin, 'GET', '/audit?limit=200')).body.items.length;
    const taking = routes.filter(({ body }) =>
      Object.keys(body?.shape ?? {}).some((name) => naming.has(name)),
    );
    expect(taking.map(({ url }) => url).sort()).toEqual(Object.keys(namingBodies).sort());
    for (const { method, url } of taking)
      for (const body of namingBodies[url] ?? [])
        for (const role of roles) {
          const token = await server.token(role, 'other');
          const ask = (of: Ids) => server.ask(token, method, addressAbout(url, ids), body(of, own));
          const [{ status, body: said }, unknown] = [await ask(ids), await ask(nothing)];
          expect([url, role, status, said]).toEqual([url, role, unknown.status, said]);
          expect([url, role, [403, 404, 409].includes(status), said]).toEqual([url, role, true, said]);
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

  test('sees no version that others alone use, and counts no project of theirs', async () => {
    const ids = await world();
    const own = await scannedHarbour();
    const component = own.components.find(({ key }) => key === ids['components :key']);
    if (component === undefined) throw new Error('The component is in the report.');
    const other = { ...component, ref: `${component.ref}#other`, version: '0.0.1' };
    const report = { ...own, components: [other], findings: [], dependencies: [] };
    await server.send(writeReport(report), 'project=theirs&group=other');
    const versions = async (token: string) => {
      const address = addressAbout('/components/:key/versions', ids);
      const { items } = (await server.ask(token, 'GET', address)).body;
      return items.map(({ ref }: { ref: string }) => ref);
    };
    const viewer = await server.token('viewer', 'other');
    expect(await versions(viewer)).toEqual([other.ref]);
    expect(await versions(await server.token('viewer'))).toEqual([other.ref, component.ref]);
    await server.means.database.write((writing) =>
      writing.updateTable('judged').set({ dueAt: 0, failure: 'It cannot be read.' }).execute(),
    );
    const judging = async (token: string) => {
      const { due, failed } = (await server.ask(token, 'GET', '/policies/judging')).body;
      return [due.value, failed.value];
    };
    expect(await judging(viewer)).toEqual([1, 1]);
    expect(await judging(await server.token('viewer'))).toEqual([2, 2]);
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
