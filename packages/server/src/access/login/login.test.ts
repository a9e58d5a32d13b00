import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../server.testkit.ts';
import { describeStores } from '../../store/stores.testkit.ts';
import { accessOptions } from '../access-options.ts';
import { atProvider, client, startProvider, type TestProvider } from './provider.testkit.ts';

const origin = 'http://localhost';
const session = '__Host-fineprint';
const attempt = `${session}-login`;
let provider: TestProvider;
beforeAll(async () => {
  provider = await startProvider([`${origin}/login/back`]);
});
beforeEach(() => {
  provider.codeLifeS = 60;
});
afterAll(async () => {
  expect(provider.failures).toEqual([]);
  await provider.stop();
});

describeStores('Somebody who logs in at an identity provider', (open) => {
  let server: TestServer;
  let admin: string;
  afterEach(() => server.close());

  async function started(roles?: object, { url } = provider) {
    const env = {
      FINEPRINT_OIDC_ISSUER: url,
      FINEPRINT_OIDC_CLIENT_ID: client.id,
      FINEPRINT_OIDC_CLIENT_SECRET: client.secret,
      FINEPRINT_OIDC_ROLES: roles && JSON.stringify(roles),
    };
    server = await startServer((await open()).database, {}, accessOptions(env));
    admin = await server.token('admin');
  }

  const get = (url: string, cookies: Record<string, string> = {}) => server.app.inject({ url, cookies });

  /** Begins, and answers where the provider is and what the browser keeps. */
  async function begin(code?: string) {
    const answer = await get(`/login${code === undefined ? '' : `?code=${code}`}`);
    expect(answer.statusCode).toBe(302);
    const kept = answer.cookies.find(({ name }) => name === attempt);
    expect(kept).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/' });
    return { address: String(answer.headers.location), kept: kept?.value ?? '' };
  }

  async function back(url: URL, kept: string | null, before: Record<string, string> = {}) {
    const cookies = { ...before, ...(kept === null ? {} : { [attempt]: kept }) };
    const answer = await get(`${url.pathname}${url.search}`, cookies);
    const cookie = answer.cookies.find(({ name }) => name === session)?.value ?? null;
    return { status: answer.statusCode, cookie };
  }

  async function logIn(login: string, code?: string) {
    const { address, kept } = await begin(code);
    return back(await atProvider(address, login), kept);
  }

  async function invited(name: string, role = 'viewer'): Promise<string> {
    const { body } = await server.ask(admin, 'POST', '/users', { name, roles: [{ role }] });
    return new URL(body.link).searchParams.get('code') ?? '';
  }

  const asPerson = async (cookie: string | null, url: string) =>
    (await get(`/api/v1${url}`, { [session]: cookie ?? '' })).statusCode;

  async function lastReason(): Promise<string> {
    const { body } = await server.ask(admin, 'GET', '/audit?limit=1');
    return body.items[0].action === 'access.refused' ? body.items[0].subject : body.items[0].action;
  }

  test('is bound to the person who was invited, and comes in from then on without a link', async () => {
    await started();
    const code = await invited('Ada');
    expect(await logIn('ada')).toEqual({ status: 403, cookie: null });
    expect(await lastReason()).toBe('not-invited');
    const first = await logIn('ada', code);
    expect(first).toMatchObject({ status: 302, cookie: expect.stringMatching(/^[\w-]{43}$/) });
    expect(await asPerson(first.cookie, '/projects')).toBe(200);
    const again = await logIn('ada');
    expect(await asPerson(again.cookie, '/projects')).toBe(200);
    expect(again.cookie).not.toBe(first.cookie);
    expect(await logIn('bob', code)).toEqual({ status: 403, cookie: null });
    expect(await lastReason()).toBe('link-not-valid');
    const { body } = await server.ask(admin, 'GET', '/users');
    expect(body.items).toMatchObject([{ name: 'Ada', isBound: true }]);
    await server.ask(admin, 'DELETE', `/users/${body.items[0].id}`);
    expect(await asPerson(again.cookie, '/projects')).toBe(401);
    expect(await logIn('ada')).toEqual({ status: 403, cookie: null });
    expect(await lastReason()).toBe('let-in-no-more');
  });

  test('asks by a code with PKCE, state and nonce, each new', async () => {
    await started();
    const [one, two] = [await begin(), await begin()];
    const asked = [one, two].map(({ address }) => new URL(address).searchParams);
    for (const each of asked)
      expect(Object.fromEntries(each)).toMatchObject({
        response_type: 'code',
        code_challenge_method: 'S256',
        client_id: client.id,
        redirect_uri: `${origin}/login/back`,
      });
    for (const name of ['state', 'nonce', 'code_challenge']) {
      const [a, b] = asked.map((each) => each.get(name) ?? '');
      expect(a?.length).toBeGreaterThanOrEqual(43);
      expect(a).not.toBe(b);
    }
  });

  test('does not come in by an answer that was not asked for in this browser, or is another one', async () => {
    await started();
    await logIn('ada', await invited('Ada'));
    const changed = (url: URL, name: string, value: string) => {
      const other = new URL(url);
      other.searchParams.set(name, value);
      return other;
    };
    const { address, kept } = await begin();
    const url = await atProvider(address, 'ada');
    const fields = JSON.parse(Buffer.from(kept, 'base64url').toString('utf8'));
    const keptWith = (more: object) =>
      Buffer.from(JSON.stringify({ ...fields, ...more })).toString('base64url');
    const cases: readonly (readonly [string, URL, string | null])[] = [
      ['attempt-unknown', url, null],
      ['attempt-unknown', url, 'nonsense'],
      ['attempt-unknown', changed(url, 'state', 'other'), kept],
      ['attempt-unknown', url, (await begin()).kept],
      ['issuer-mixed-up', changed(url, 'iss', 'https://elsewhere.example'), kept],
      ['answer-not-taken', changed(url, 'code', 'other'), kept],
    ];
    for (const [reason, address, cookie] of cases) {
      expect([reason, await back(address, cookie)]).toEqual([reason, { status: 403, cookie: null }]);
      expect(await lastReason()).toBe(reason);
    }
    const nonce = await begin();
    const answered = await atProvider(nonce.address, 'ada');
    const withNonce = {
      ...JSON.parse(Buffer.from(nonce.kept, 'base64url').toString('utf8')),
      nonce: 'other',
    };
    const forged = Buffer.from(JSON.stringify(withNonce)).toString('base64url');
    expect(await back(answered, forged)).toEqual({ status: 403, cookie: null });
    expect(await lastReason()).toBe('answer-not-taken');
    // PKCE: a code that leaked is worth nothing to whoever did not begin.
    const leaked = await begin();
    const code = (await atProvider(leaked.address, 'ada')).searchParams.get('code') ?? '';
    expect(await back(changed(url, 'code', code), keptWith({}))).toEqual({ status: 403, cookie: null });
  });

  test('does not come in without consent, by a code that has expired, or by one that was used', async () => {
    await started();
    await logIn('ada', await invited('Ada'));
    const denied = await begin();
    expect(await back(await atProvider(denied.address, 'ada', false), denied.kept)).toEqual({
      status: 403,
      cookie: null,
    });
    expect(await lastReason()).toBe('consent-denied');
    provider.codeLifeS = 1;
    const late = await begin();
    const expired = await atProvider(late.address, 'ada');
    for (const end = Date.now() + 2_100; Date.now() < end; )
      await fetch(`${provider.url}/.well-known/openid-configuration`);
    expect(await back(expired, late.kept)).toEqual({ status: 403, cookie: null });
    expect(await lastReason()).toBe('answer-not-taken');
    provider.codeLifeS = 60;
    const { address, kept } = await begin();
    const url = await atProvider(address, 'ada');
    expect((await back(url, kept)).status).toBe(302);
    expect(await back(url, kept)).toEqual({ status: 403, cookie: null });
  });

  test('has the roles of their groups where these say, and loses them with the group', async () => {
    await started({
      counsel: 'reviewer',
      'team a': ['viewer@default', 'ingest@default'],
      gone: 'viewer@none',
    });
    provider.groups.set('ada', ['counsel', 'other']);
    const first = await logIn('ada');
    expect(await asPerson(first.cookie, '/projects')).toBe(200);
    const people = async () => (await server.ask(admin, 'GET', '/users')).body.items;
    expect(await people()).toMatchObject([
      { name: 'ada@example.com', roles: [{ role: 'reviewer', group: null }] },
    ]);
    provider.groups.set('ada', ['team a']);
    const second = await logIn('ada');
    // What was begun with other rights is over.
    expect(await asPerson(first.cookie, '/projects')).toBe(401);
    expect(await asPerson(second.cookie, '/projects')).toBe(200);
    expect((await people())[0].roles).toEqual([
      { role: 'ingest', group: 'default' },
      { role: 'viewer', group: 'default' },
    ]);
    provider.groups.set('ada', ['gone']);
    expect(await logIn('ada')).toEqual({ status: 403, cookie: null });
    expect(await asPerson(second.cookie, '/projects')).toBe(401);
    expect((await people())[0].roles).toEqual([]);
    provider.groups.delete('bob');
    expect(await logIn('bob')).toEqual({ status: 403, cookie: null });
    expect(await people()).toHaveLength(1);
  });

  test('has the roles of groups that the provider tells at its userinfo endpoint alone', async () => {
    const other = await startProvider([`${origin}/login/back`], 'userinfo');
    other.groups.set('ada', ['counsel']);
    await started({ counsel: 'reviewer' }, other);
    const { cookie } = await logIn('ada');
    expect(await asPerson(cookie, '/projects')).toBe(200);
    const { body } = await server.ask(admin, 'GET', '/users');
    expect(body.items).toMatchObject([
      { name: 'ada@example.com', roles: [{ role: 'reviewer', group: null }] },
    ]);
    expect(other.failures).toEqual([]);
    await other.stop();
  });

  test('is named by what the provider vouches for, and never as somebody else is', async () => {
    await started({ all: 'viewer' });
    provider.groups.set('eve', ['all']);
    provider.groups.set('ada', ['all']);
    await invited('ada@example.com', 'admin');
    await logIn('eve');
    await logIn('ada');
    const { body } = await server.ask(admin, 'GET', '/users');
    const names = body.items.map(({ name }: { name: string }) => name);
    expect(names).toEqual([
      'ada@example.com',
      'eve the person',
      expect.stringMatching(/^ada@example\.com \([0-9a-f]{8}\)$/),
    ]);
  });

  test('gets a session of their own: one that somebody put into the browser before is not taken over', async () => {
    await started();
    const { cookie: planted } = await logIn('mallory', await invited('Mallory'));
    const code = await invited('Ada');
    const { address, kept } = await begin(code);
    const { cookie } = await back(await atProvider(address, 'ada'), kept, { [session]: planted ?? '' });
    expect(cookie).not.toBe(planted);
    expect(await asPerson(planted, '/projects')).toBe(401);
    expect(await asPerson(cookie, '/projects')).toBe(200);
    const left = await server.app.inject({
      method: 'POST',
      url: '/leave',
      cookies: { [session]: cookie ?? '' },
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(left.statusCode).toBe(303);
    expect(await asPerson(cookie, '/projects')).toBe(401);
  });

  test('uses links of people at the provider alone', async () => {
    await started();
    const code = await invited('Ada');
    const answer = await server.app.inject({
      method: 'POST',
      url: '/welcome',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: `code=${code}`,
    });
    expect([answer.statusCode, answer.cookies]).toEqual([403, []]);
    expect((await logIn('ada', code)).status).toBe(302);
  });

  test('is told when the provider cannot be reached, and whoever runs the server why', async () => {
    const env = { FINEPRINT_OIDC_ISSUER: 'http://127.0.0.1:9', FINEPRINT_OIDC_CLIENT_ID: 'x' };
    server = await startServer((await open()).database, {}, accessOptions(env));
    expect((await get('/login')).statusCode).toBe(503);
    expect(server.failures).toHaveLength(1);
  });
});

test('settings that cannot be meant are told', () => {
  const right = { FINEPRINT_OIDC_ISSUER: 'https://id.example', FINEPRINT_OIDC_CLIENT_ID: 'x' };
  expect(accessOptions({})).toEqual({ login: null });
  expect(accessOptions(right).login).toMatchObject({
    clientSecret: null,
    roles: null,
    groupsClaim: 'groups',
  });
  const wrong: readonly (readonly [object, RegExp])[] = [
    [{ ...right, FINEPRINT_OIDC_ISSUER: 'http://id.example' }, /FINEPRINT_OIDC_ISSUER has to hold https/],
    [{ ...right, FINEPRINT_OIDC_CLIENT_ID: '' }, /FINEPRINT_OIDC_CLIENT_ID is missing/],
    [{ ...right, FINEPRINT_OIDC_ROLES: 'counsel=admin' }, /FINEPRINT_OIDC_ROLES has to be JSON/],
    [{ ...right, FINEPRINT_OIDC_ROLES: '{"counsel": "root"}' }, /"root" is no role: there are viewer/],
    [{ FINEPRINT_CI_ISSUERS: 'https://a.example ftp://b' }, /FINEPRINT_CI_ISSUERS has to hold https/],
  ];
  for (const [env, message] of wrong) expect(() => accessOptions({ ...env })).toThrow(message);
});
