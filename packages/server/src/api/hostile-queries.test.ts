import { writeReport } from '@fineprint/core';
import { afterEach, expect, test } from 'vitest';
import { scannedHarbour, startServer, type TestServer } from '../server.testkit.ts';
import { describeStores } from '../store/stores.testkit.ts';
import type { AnyRoute } from './route.ts';
import { routes } from './routes.ts';

const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

// A cursor is taken apart, checked and bound as values; what is no cursor of ours is refused.
const cursors: readonly string[] = [
  "' OR 1=1 --",
  forged('x'),
  forged([['a']]),
  forged([1, 2, 3, 4, 5, 6]),
  forged([{ $gt: '' }]),
  forged(["' OR 1=1 --", 'x']),
  forged([1e308, 1]),
  forged([null, null]),
  forged(['\u0000', 1]),
  forged([1, '\u0000']),
  'AAAA',
  '%',
];

describeStores('A hostile query', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  async function started() {
    server = await startServer((await open()).database);
    await server.send(writeReport(await scannedHarbour()), 'project=harbour');
    return server.token('admin');
  }

  test('has no cursor, size or order but those that each list offers', async () => {
    const admin = await started();
    const lists = routes.filter(({ method, query }) => method === 'GET' && query && 'after' in query.shape);
    expect(lists.length).toBeGreaterThan(8);
    for (const { url } of lists) {
      const address = url.replaceAll(/:\w+/g, 'MIT');
      const wrong = [
        ...cursors.map((cursor) => `after=${encodeURIComponent(cursor)}`),
        `after=${'A'.repeat(1_001)}`,
        ...['limit=1e9', 'limit=0', 'limit=-1', 'limit=201', 'limit=1.5', 'limit=NaN', 'limit=1&limit=2'],
        ...('sort' in (routes.find((each) => each.url === url)?.query?.shape ?? {})
          ? ['sort=password', 'sort=id;drop table project', 'sort=name&sort=open']
          : []),
      ];
      for (const query of wrong) {
        const { status } = await server.ask(admin, 'GET', `${address}?${query}`);
        // Where the thing is not there, that may be said first.
        expect([url, query, [400, 404].includes(status)]).toEqual([url, query, true]);
      }
    }
    expect(server.failures).toEqual([]);
  });

  test('searches for signs as what they are: they stand for no others, and end no query', async () => {
    const admin = await started();
    const found = async (search: string) =>
      (await server.ask(admin, 'GET', `/components?search=${encodeURIComponent(search)}&limit=200`)).body
        .items;
    const all = await found('');
    expect(all.length).toBeGreaterThan(10);
    const named = (search: string) => all.filter(({ name }: { name: string }) => name.includes(search));
    expect(named('_').length).toBeLessThan(all.length);
    for (const search of ['%', '_', '\\', '%%', "'", "' or '1'='1", '";--', '*', '[a-z]', '.*', '\u{10FFFF}'])
      expect([search, await found(search)]).toEqual([search, named(search)]);
    expect(server.failures).toEqual([]);
  });

  test('in a name, an id or a key is a text like any other', async () => {
    const admin = await started();
    const hostile = ["x'; drop table project; --", '%', "' or 1=1 --", '../../etc/passwd', '𝕏', '__proto__'];
    for (const each of hostile) {
      const text = encodeURIComponent(each);
      for (const address of [
        `/projects/${text}`,
        `/reports/${text}`,
        `/inbox/${text}`,
        `/components/${text}/uses`,
        `/waivers?project=${text}`,
      ])
        expect([address, (await server.ask(admin, 'GET', address)).status]).toEqual([address, 404]);
      for (const address of [
        `/decisions?question=${text}`,
        `/audit?subject=${text}`,
        `/licenses/${text}/uses`,
      ]) {
        const { status, body } = await server.ask(admin, 'GET', address);
        expect([address, status, body.items]).toEqual([address, 200, []]);
      }
    }
    expect((await server.ask(admin, 'GET', '/projects')).body.items).toHaveLength(1);
    expect(server.failures).toEqual([]);
  });

  test('holds no sign that a database keeps in no text, in no part of any route', async () => {
    const admin = await started();
    let count = 0;
    const refused = async (method: AnyRoute['method'], address: string, body?: object) => {
      count += 1;
      const { status } = await server.ask(admin, method, address, body);
      expect([method, address, body, status]).toEqual([method, address, body, 400]);
    };
    for (const { method, url, query, body } of routes) {
      const filled = (text: string) => text.replaceAll(/:\w+/g, 'x');
      for (const [parameter] of url.matchAll(/:\w+/g))
        await refused(method, filled(url.replace(parameter, 'a%00b')));
      for (const name of Object.keys(query?.shape ?? {}))
        await refused(method, `${filled(url)}?${name}=a%00b`);
      for (const name of Object.keys(body?.shape ?? {}))
        await refused(method, filled(url), { [name]: 'a\0b' });
    }
    expect(count).toBeGreaterThan(100);
    for (const [url, body] of Object.entries(bodies))
      for (const sign of ['\0', '\uD800'])
        for (const name of Object.keys(body)) await refused('POST', url, { ...body, [name]: `a${sign}` });
    expect((await server.ask(admin, 'POST', '/groups', { name: 'a\\u0000b' })).status).toBe(201);
    expect(server.failures).toEqual([]);
  });
});

// Texts that have their form, so that nothing but the sign is wrong with them.
const bodies: Readonly<Record<string, object>> = {
  '/groups': { name: 'a' },
  '/users': { name: 'a', roles: [{ role: 'viewer' }] },
  '/tokens': { name: 'a', role: 'ingest', group: 'default' },
  '/policies/versions': { scope: { is: 'all' }, text: 'licenses: {}', note: 'a' },
  '/decisions': { question: 'a', scope: { is: 'all' }, outcome: 'approved', reason: 'a' },
  '/webhooks': { name: 'a', url: 'https://chat.example/hook', events: ['decision.made'] },
};
