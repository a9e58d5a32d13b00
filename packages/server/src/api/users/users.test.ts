import { afterEach, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../server.testkit.ts';
import { describeStores } from '../../store/stores.testkit.ts';

describeStores('Somebody who is let in', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  const origin = 'http://localhost';

  async function started() {
    server = await startServer((await open()).database);
    const admin = await server.token('admin');
    const invited = async (name: string, roles: readonly object[]) => {
      const { body } = await server.ask(admin, 'POST', '/users', { name, roles });
      return { id: body.id, code: new URL(body.link).searchParams.get('code') ?? '' };
    };
    /** Asks with the cookie of a session, as a browser does. */
    const ask = async (
      cookie: string,
      method: 'GET' | 'POST',
      url: string,
      headers: Record<string, string> = {},
    ) => {
      const name = '__Host-fineprint';
      const answer = await server.app.inject({
        method,
        url: `/api/v1${url}`,
        headers: { cookie: `${name}=${cookie}`, ...headers },
        ...(method === 'POST' ? { body: { name: 'made' } } : {}),
      });
      return answer.statusCode;
    };
    return { ...server, admin, invited, asPerson: ask };
  }

  /** Uses a code as the page of its link does, and answers what the cookie holds. */
  async function comeIn(code: string, headers: Record<string, string> = {}): Promise<string | null> {
    const answer = await server.app.inject({
      method: 'POST',
      url: '/welcome',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload: new URLSearchParams({ code }).toString(),
    });
    return answer.cookies.find(({ name }) => name === '__Host-fineprint')?.value ?? null;
  }

  test('comes in once by the link, may do what their roles say, and no longer than they are let', async () => {
    const { admin, ask, invited, asPerson, clock } = await started();
    const { id, code } = await invited('Ada', [{ role: 'viewer', group: 'other' }]);
    const cookie = (await comeIn(code)) ?? '';
    expect(cookie).toMatch(/^[\w-]{43}$/);
    expect(await comeIn(code)).toBe(null);
    expect(await asPerson(cookie, 'GET', '/projects')).toBe(200);
    expect(await asPerson(cookie, 'GET', '/users')).toBe(403);
    const { body } = await ask(admin, 'GET', '/users');
    expect(body.items).toMatchObject([{ id, name: 'Ada', roles: [{ role: 'viewer', group: 'other' }] }]);
    clock.turn(13 * 3_600_000);
    expect(await asPerson(cookie, 'GET', '/projects')).toBe(401);
    expect((await ask(admin, 'DELETE', `/users/${id}`)).status).toBe(200);
    expect((await ask(admin, 'DELETE', `/users/${id}`)).status).toBe(404);
  });

  test('is out as soon as they are let in no more', async () => {
    const { admin, ask, invited, asPerson } = await started();
    const { id, code } = await invited('Ada', [{ role: 'admin' }]);
    const cookie = (await comeIn(code)) ?? '';
    expect(await asPerson(cookie, 'GET', '/users')).toBe(200);
    // Somebody has to be left who can let others in.
    expect((await ask(admin, 'DELETE', `/users/${id}`)).status).toBe(409);
    expect((await ask(admin, 'PUT', `/users/${id}/roles`, { roles: [{ role: 'viewer' }] })).status).toBe(409);
    await invited('Grace', [{ role: 'admin' }]);
    expect(await asPerson(cookie, 'GET', '/users')).toBe(200);
    expect((await ask(admin, 'DELETE', `/users/${id}`)).status).toBe(200);
    expect(await asPerson(cookie, 'GET', '/users')).toBe(401);
  });

  test('begins anew when their roles change, and has one name of their own', async () => {
    const { admin, ask, invited, asPerson } = await started();
    const { id, code } = await invited('Ada', [{ role: 'viewer' }]);
    expect((await ask(admin, 'POST', '/users', { name: 'Ada', roles: [{ role: 'admin' }] })).status).toBe(
      409,
    );
    const cookie = (await comeIn(code)) ?? '';
    const roles = [{ role: 'reviewer', group: 'default' }];
    await ask(admin, 'PUT', `/users/${id}/roles`, { roles: [{ role: 'viewer' }] });
    expect(await asPerson(cookie, 'GET', '/projects')).toBe(200);
    expect((await ask(admin, 'PUT', `/users/${id}/roles`, { roles })).body).toEqual({ id, roles });
    expect(await asPerson(cookie, 'GET', '/projects')).toBe(401);
    const first = await ask(admin, 'POST', `/users/${id}/links`);
    const second = await ask(admin, 'POST', `/users/${id}/links`);
    const codeOf = ({ body }: typeof first) => new URL(body.link).searchParams.get('code') ?? '';
    expect(await comeIn(codeOf(first))).toBe(null);
    expect(await asPerson((await comeIn(codeOf(second))) ?? '', 'GET', '/projects')).toBe(200);
    const { body } = await ask(admin, 'GET', `/audit?subject=${id}`);
    expect(body.items.map(({ action }: { action: string }) => action)).toEqual([
      'user.came-in',
      'user.link-made',
      'user.link-made',
      'user.roles-changed',
      'user.came-in',
      'user.invited',
    ]);
  });

  test('changes nothing by what another site makes their browser send', async () => {
    const { invited, asPerson } = await started();
    const { code } = await invited('Ada', [{ role: 'admin' }]);
    expect(await comeIn(code, { origin: 'https://elsewhere.example' })).toBe(null);
    expect(await comeIn(code, { 'sec-fetch-site': 'cross-site' })).toBe(null);
    const cookie = (await comeIn(code, { origin })) ?? '';
    const make = (headers: Record<string, string>) => asPerson(cookie, 'POST', '/groups', headers);
    expect(await make({})).toBe(403);
    expect(await make({ origin: 'null' })).toBe(403);
    expect(await make({ origin: 'https://elsewhere.example' })).toBe(403);
    expect(await make({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await make({ origin })).toBe(201);
    expect(await make({ 'sec-fetch-site': 'same-origin' })).toBe(409);
  });

  test('cannot come in by a link that is a week old', async () => {
    const { invited, clock } = await started();
    const { code } = await invited('Ada', [{ role: 'viewer' }]);
    clock.turn(8 * 86_400_000);
    expect(await comeIn(code)).toBe(null);
  });
});
