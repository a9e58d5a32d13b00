import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../server.testkit.ts';
import { describeStores } from '../../store/stores.testkit.ts';
import { forget } from '../forget.ts';
import { startIssuer, type TestIssuer } from './issuer.testkit.ts';

const audience = 'http://localhost';
let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await startIssuer();
});
afterAll(() => issuer.stop());
beforeEach(() => {
  issuer.failing = null;
});

let count = 0;

describeStores('A CI job that sends a report with its own token', (open) => {
  let server: TestServer;
  let admin: string;
  afterEach(() => server.close());

  async function started(trust: object | null = { repositoryId: '7', group: 'default' }) {
    server = await startServer((await open()).database, {}, { ciIssuers: [issuer.url] });
    admin = await server.token('admin');
    if (trust !== null) await trusting(trust);
    return server;
  }

  async function trusting(trust: object): Promise<string> {
    const made = await server.ask(admin, 'POST', '/ci-trusts', { ownerId: '42', ...trust });
    expect(made.status).toBe(201);
    return made.body.id;
  }

  function claims(given: object = {}) {
    const now = Math.floor(server.clock.now() / 1_000);
    count += 1;
    return {
      iss: issuer.url,
      aud: audience,
      iat: now,
      nbf: now - 300,
      exp: now + 300,
      jti: `job-${count}`,
      sub: 'repo:acme/shop:ref:refs/heads/main',
      repository: 'acme/shop',
      repository_id: '7',
      repository_owner_id: '42',
      ref: 'refs/heads/main',
      event_name: 'push',
      run_id: '1001',
      ...given,
    };
  }

  /** Sends a document, and answers the status and where it went, or why not as the audit log says. */
  async function send(token: string, query = '') {
    const answer = await server.app.inject({
      method: 'POST',
      url: `/api/v1/reports${query}`,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      payload: JSON.stringify({
        bomFormat: 'CycloneDX',
        specVersion: '1.6',
        components: [],
        serial: ++count,
      }),
    });
    if (answer.statusCode !== 202) return [answer.statusCode, await lastReason()];
    const { project, channel } = (await server.ask(admin, 'GET', `/reports/${answer.json().id}`)).body;
    return [202, project.name, channel];
  }

  async function lastReason(): Promise<string> {
    const { body } = await server.ask(admin, 'GET', '/audit?limit=1');
    expect(body.items[0].action).toBe('access.refused');
    return body.items[0].subject;
  }

  const signed = async (given: object = {}, header = {}) => issuer.sign(claims(given), header);
  const host = () => new URL(issuer.url).host;

  test('needs nothing but its token: what trusts it and its ref say where the report goes', async () => {
    await started();
    const project = `${host()}/acme/shop`;
    expect(await send(await signed())).toEqual([202, project, 'main']);
    expect(await send(await signed({}, { alg: 'ES256' }), `?project=${project}`)).toEqual([
      202,
      project,
      'main',
    ]);
    const { body } = await server.ask(admin, 'GET', '/ci-trusts');
    expect(body.items).toMatchObject([
      { ownerId: '42', repositoryId: '7', group: 'default', mainRefs: ['refs/heads/main'], revokedAt: null },
    ]);
    await server.ask(admin, 'DELETE', `/ci-trusts/${body.items[0].id}`);
    expect(await send(await signed())).toEqual([403, 'repository-not-trusted']);
  });

  test('is refused with a forged, foreign or stale token, and the audit log says why', async () => {
    await started();
    const now = Math.floor(server.clock.now() / 1_000);
    const hmac = new TextEncoder().encode(await issuer.publicKey());
    const other = await startIssuer();
    const cases: readonly (readonly [string, string])[] = [
      [
        'algorithm-not-allowed',
        new UnsecuredJWT(claims()).encode().replace(/^[^.]+/, btoa('{"alg":"none"}').replace(/=+$/, '')),
      ],
      [
        'algorithm-not-allowed',
        await new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: 'rsa-1' }).sign(hmac),
      ],
      ['audience-wrong', await signed({ aud: 'https://fineprint.example' })],
      ['claim-missing', await signed({ jti: undefined })],
      ['claim-missing', await signed({ repository_id: undefined })],
      ['claim-missing', await signed({ repository_id: 'acme/shop' })],
      ['claim-missing', await signed({ ref: 'main' })],
      ['issuer-not-trusted', await other.sign(claims({ iss: other.url }))],
      ['issuer-not-trusted', await signed({ iss: `${issuer.url}/` })],
      // Whoever forges a token heeds no type: its issuer is a number.
      ['issuer-not-trusted', `${btoa('{"alg":"none"}')}.${btoa('{"iss":1}')}.`.replaceAll('=', '')],
      ['key-unknown', await other.sign(claims())],
      [
        'signature-wrong',
        await other.sign(claims(), { kid: issuerKeyId((await signed()).split('.')[0] ?? '') }),
      ],
      ['token-expired', await signed({ exp: now - 60 })],
      ['token-expired', await signed({ iat: now - 7_200, exp: now + 300 })],
      ['token-not-yet-valid', await signed({ nbf: now + 600 })],
      ['token-not-yet-valid', await signed({ iat: now + 600 })],
      ['token-malformed', 'a.b.c'],
    ];
    for (const [reason, token] of cases)
      expect([reason, ...(await send(token))]).toEqual([reason, 401, reason]);
    expect(other.asked).toEqual([]);
    await other.stop();
  });

  test('is asked for a new token each time: none is taken twice, nor at the same time', async () => {
    await started();
    const token = await signed();
    expect((await send(token))[0]).toBe(202);
    expect(await send(token)).toEqual([401, 'token-shown-before']);
    const twice = await signed();
    const both = await Promise.all([send(twice), send(twice)]);
    expect(both.map(([status]) => status).sort()).toEqual([202, 401]);
    // Another token of the same name is another issuer's to forbid; what has expired is forgotten, and refused as expired.
    server.clock.turn(600_000);
    await forget(server.means);
    expect(await server.means.database.read.selectFrom('ciSpent').selectAll().execute()).toEqual([]);
    expect(await send(token)).toEqual([401, 'token-expired']);
  });

  test('never makes this server look elsewhere for a key: what names one is compared, and nothing else', async () => {
    await started();
    await send(await signed());
    const before = issuer.asked.length;
    for (const kid of ['../../etc/passwd', `${issuer.url}/evil`, "' or 1=1 --", 'x'.repeat(1_000)]) {
      server.clock.turn(60_000);
      expect(await send(await signed({}, { kid }))).toEqual([401, 'key-unknown']);
    }
    expect(new Set(issuer.asked.slice(before))).toEqual(new Set(['/.well-known/jwks']));
    // Within a pause nothing more is asked, however many unknown keys are named.
    const asked = issuer.asked.length;
    for (let index = 0; index < 20; index += 1) await send(await signed({}, { kid: `k${index}` }));
    expect(issuer.asked.length).toBe(asked);
  });

  test('is known while the keys cannot be fetched, for a day; keys that are new are fetched when one is shown', async () => {
    await started();
    expect((await send(await signed()))[0]).toBe(202);
    issuer.failing = 500;
    server.clock.turn(3_600_000);
    expect((await send(await signed()))[0]).toBe(202);
    server.clock.turn(24 * 3_600_000);
    expect(await send(await signed())).toEqual([401, 'keys-unavailable']);
    issuer.failing = null;
    await issuer.rotate();
    server.clock.turn(60_000);
    expect((await send(await signed()))[0]).toBe(202);
    await issuer.rotate();
    server.clock.turn(60_000);
    expect((await send(await signed()))[0]).toBe(202);
    expect(server.failures.length).toBeGreaterThan(0);
  });

  test('writes the channel of its pull request alone, and main only from refs that may', async () => {
    await started({
      repositoryId: '7',
      group: 'default',
      mainRefs: ['refs/heads/trunk', 'refs/heads/release/*'],
    });
    const pull = { ref: 'refs/pull/12/merge', event_name: 'pull_request' };
    const cases: readonly (readonly [object, string, string | null])[] = [
      [pull, '', 'pr/12'],
      [pull, 'pr/12', 'pr/12'],
      [pull, 'main', null],
      [pull, 'pr/13', null],
      [{ ref: 'refs/heads/trunk' }, '', 'main'],
      [{ ref: 'refs/heads/trunk' }, 'branch/trunk', 'branch/trunk'],
      [{ ref: 'refs/heads/trunk' }, 'pr/12', null],
      [{ ref: 'refs/heads/release/1' }, '', 'main'],
      [{ ref: 'refs/heads/main' }, '', 'branch/main'],
      [{ ref: 'refs/heads/main' }, 'main', null],
      [{ ref: 'refs/heads/pr/12' }, '', 'branch/pr/12'],
      [{ ref: 'refs/tags/v1' }, '', 'tag/v1'],
      [{ ref: 'refs/heads/trunk', event_name: 'schedule' }, '', 'main'],
      // These run on the default branch beside what somebody has sent.
      [{ ref: 'refs/heads/trunk', event_name: 'pull_request_target' }, '', null],
      [{ ref: 'refs/heads/trunk', event_name: 'pull_request_target' }, 'main', null],
      [{ ref: 'refs/heads/trunk', event_name: 'workflow_run' }, 'main', null],
      [{ ref: 'refs/heads/trunk', event_name: 'workflow_run' }, 'pr/12', 'pr/12'],
      [{ ref: 'refs/heads/trunk', event_name: 'issue_comment' }, '', 'branch/trunk'],
      [{ ref: 'refs/heads/trunk', event_name: 'issue_comment' }, 'main', null],
    ];
    for (const [given, asked, channel] of cases) {
      const query = asked === '' ? '' : `?channel=${encodeURIComponent(asked)}`;
      const [status, , went] = await send(await signed(given), query);
      expect([given, asked, status, went]).toEqual(
        channel === null ? [given, asked, 403, undefined] : [given, asked, 202, channel],
      );
    }
  });

  test('is known by ids: a repository keeps its project when it is renamed, and who takes its name gets nothing', async () => {
    await started({ group: 'default' });
    const project = `${host()}/acme/shop`;
    expect(await send(await signed())).toEqual([202, project, 'main']);
    expect(await send(await signed({ repository: 'acme/store' }))).toEqual([202, project, 'main']);
    expect(await send(await signed({ repository_id: '8' }))).toEqual([403, 'project-of-another-repository']);
    expect(await send(await signed({ repository_owner_id: '43' }))).toEqual([403, 'repository-not-trusted']);
    // A name that an administrator has given to another repository is taken as well.
    await trusting({ repositoryId: '9', project: `${host()}/acme/cart`, group: 'default' });
    expect(await send(await signed({ repository_id: '10', repository: 'acme/cart' }))).toEqual([
      403,
      'project-of-another-repository',
    ]);
  });

  test('writes no other project, and none of another group', async () => {
    await started({ repositoryId: '7', project: 'shop', group: 'default' });
    expect(await send(await signed(), '?project=shop')).toEqual([202, 'shop', 'main']);
    expect(await send(await signed(), '?project=other')).toEqual([403, 'project-not-own']);
    await trusting({ repositoryId: '7', project: 'cart', group: 'default' });
    expect(await send(await signed())).toEqual([403, 'project-ambiguous']);
    expect(await send(await signed(), '?project=cart')).toEqual([202, 'cart', 'main']);
    await server.send('{"bomFormat":"CycloneDX","specVersion":"1.6"}', 'project=theirs&group=other');
    await trusting({ repositoryId: '7', project: 'theirs', group: 'default' });
    expect(await send(await signed(), '?project=theirs')).toEqual([403, 'project-in-another-group']);
  });

  test('does nothing else with its token', async () => {
    await started();
    for (const [method, url] of [
      ['GET', '/projects'],
      ['POST', '/tokens'],
      ['GET', '/audit'],
    ] as const) {
      expect((await server.ask(await signed(), method, url)).status).toBe(401);
      expect(await lastReason()).toBe('upload-only');
    }
  });

  test('fills no log, however often it is refused', async () => {
    await started();
    for (let index = 0; index < 50; index += 1)
      await send(await signed({ aud: 'x', repository: 'y'.repeat(500) }));
    const { body } = await server.ask(admin, 'GET', '/audit?subject=audience-wrong&limit=200');
    expect(body.items).toHaveLength(30);
    server.clock.turn(120_000);
    await send(await signed({ aud: 'x' }));
    const after = await server.ask(admin, 'GET', '/audit?subject=audience-wrong&limit=1');
    expect(after.body.items[0].detail.unwritten).toEqual({ 'audience-wrong': 20 });
    // The clock is set back.
    server.clock.turn(-3_600_000);
    for (let index = 0; index < 5; index += 1) await send(await signed({ aud: 'x' }));
    const later = await server.ask(admin, 'GET', '/audit?subject=audience-wrong&limit=200');
    expect(later.body.items).toHaveLength(31);
  });

  test('is trusted by an administrator alone, by ids, and by an issuer that the server was told of', async () => {
    await started(null);
    const right = { ownerId: '42', repositoryId: '7', group: 'default' };
    const wrong: readonly object[] = [
      { ...right, ownerId: 'acme' },
      { ...right, repositoryId: 'acme/shop' },
      { ...right, issuer: 'https://elsewhere.example' },
      { ...right, issuer: 'http://169.254.169.254' },
      { ...right, group: 'none' },
      { ...right, mainRefs: ['main'] },
      { ...right, mainRefs: ['refs/heads/*/x'] },
      { ownerId: '42', project: 'shop', group: 'default' },
    ];
    for (const body of wrong)
      expect([body, (await server.ask(admin, 'POST', '/ci-trusts', body)).status]).toEqual([body, 400]);
    expect((await server.ask(await server.token('reviewer'), 'POST', '/ci-trusts', right)).status).toBe(403);
    expect((await server.ask(admin, 'POST', '/ci-trusts', right)).status).toBe(201);
    const { body } = await server.ask(admin, 'GET', '/audit?limit=1');
    expect(body.items[0]).toMatchObject({ action: 'ci-trust.made', detail: { after: right } });
  });
});

function issuerKeyId(header: string): string {
  return JSON.parse(Buffer.from(header, 'base64url').toString('utf8')).kid;
}
