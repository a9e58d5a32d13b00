import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type Api, type ApiLimits, openApi } from './client.ts';

const token = 'ghs_canary0123456789canary';
const open: { close(): unknown }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

async function listening(answer: RequestListener): Promise<{ readonly url: URL; readonly server: Server }> {
  const server = createServer(answer);
  open.push({ close: () => server.close(() => undefined).closeAllConnections() });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: new URL(`http://127.0.0.1:${port}/api/v3`), server };
}

const quick: Partial<ApiLimits> = { pauseMs: 1, answerMs: 200, pausesMs: 3_000, bytes: 10_000 };

async function apiOver(
  answer: RequestListener,
  limits: Partial<ApiLimits> = {},
): Promise<{ readonly api: Api; readonly asked: IncomingMessage[]; readonly url: URL }> {
  const asked: IncomingMessage[] = [];
  const { url } = await listening((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  const api = openApi({
    url,
    graphql: new URL('/api/graphql', url),
    token,
    userAgent: 'test',
    env: {},
    now: Date.now,
    limits: { ...quick, ...limits },
  });
  open.push(api);
  return { api, asked, url };
}

const get = { method: 'GET', path: '/user' } as const;
const post = { method: 'POST', path: '/comments', body: { body: 'x' } } as const;

test('a question goes below the address of the API, with the token', async () => {
  const { api, asked } = await apiOver((_, response) => response.end('{"a":1}'));
  expect(await api.ask(get)).toEqual({ is: 'answer', body: { a: 1 } });
  expect(asked.map(({ url, headers }) => [url, headers.authorization])).toEqual([
    ['/api/v3/user', `Bearer ${token}`],
  ]);
});

test('GraphQL is asked on the same host only', async () => {
  const { api, asked, url } = await apiOver((_, response) => response.end('{}'));
  expect((await api.ask({ method: 'POST', path: null, body: {} })).is).toBe('answer');
  expect(asked[0]?.url).toBe('/api/graphql');
  const graphql = new URL('http://elsewhere.example/graphql');
  const other = openApi({ url, graphql, token, userAgent: 'test', env: {}, now: Date.now });
  open.push(other);
  expect(await other.ask({ method: 'POST', path: null, body: {} })).toMatchObject({ is: 'unanswered' });
  expect(asked).toHaveLength(1);
});

test('a refusal says what the API says, and which permission it asks for', async () => {
  const { api } = await apiOver((_, response) =>
    response
      .writeHead(403, { 'x-accepted-github-permissions': 'pull_requests=write' })
      .end(`{"message":"Resource ${token} not accessible"}`),
  );
  const answer = await api.ask({ ...get, path: '/repos/o/r?page=1' });
  expect(answer).toMatchObject({ is: 'refused', status: 403, permission: 'pull_requests=write' });
  expect(answer).toHaveProperty(
    'because',
    expect.stringMatching(
      /answered with status 403 to GET \/repos\/o\/r \("Resource \*\*\* not accessible"\)\.$/,
    ),
  );
});

test.each([
  ['500', 500, {}, 3, 1],
  ['a limit', 429, { 'retry-after': '0' }, 3, 3],
  ['a secondary limit', 403, { 'retry-after': '0' }, 3, 3],
])(
  '%s is asked again, what is written only if it was turned away',
  async (_, status, headers, gets, posts) => {
    for (const [asking, times] of [
      [get, gets],
      [post, posts],
    ] as const) {
      const { api, asked } = await apiOver((_request, response) => response.writeHead(status, headers).end());
      expect((await api.ask(asking)).is).toBe('unanswered');
      expect(asked).toHaveLength(times);
    }
  },
);

test('what passes is answered in the end', async () => {
  let time = 0;
  const { api } = await apiOver((_, response) => {
    time += 1;
    if (time === 1) response.destroy();
    else response.writeHead(time === 2 ? 502 : 200).end('[]');
  });
  expect(await api.ask(get)).toEqual({ is: 'answer', body: [] });
});

test('a pause that is too long is not made, and is told', async () => {
  const { api, asked } = await apiOver((_, response) =>
    response.writeHead(429, { 'retry-after': '3600' }).end(),
  );
  expect(await api.ask(get)).toHaveProperty('because', expect.stringContaining('again only in 3600 seconds'));
  expect(asked).toHaveLength(1);
});

test.each<[string, RequestListener, string]>([
  ['silence', () => undefined, 'did not answer within 1 seconds'],
  [
    'a cut',
    (_, response) => response.writeHead(200, { 'content-length': '9' }).end('[', () => response.destroy()),
    'ended the connection',
  ],
  ['garbage', (_, response) => response.end('\0{'), 'no JSON'],
  ['a flood', (_, response) => response.end('['.repeat(20_000)), 'more than 10000 bytes'],
  ['no HTTP', (_, response) => response.socket?.end('SSH-2.0-x\r\n'), 'could not be asked'],
])('%s is a sentence, and nobody is asked after it', async (_, answer, because) => {
  const { api, asked } = await apiOver(answer);
  expect(await api.ask(get)).toMatchObject({ is: 'unanswered', because: expect.stringContaining(because) });
  const times = asked.length;
  expect((await api.ask(post)).is).toBe('unanswered');
  expect(asked).toHaveLength(times);
});

test('the token goes nowhere else: a redirect to another host is not followed, one on the same is', async () => {
  const elsewhere: IncomingMessage[] = [];
  const { url } = await listening((request, response) => {
    elsewhere.push(request);
    response.end('{}');
  });
  const away = await apiOver((_, response) => response.writeHead(302, { location: url.href }).end());
  expect(await away.api.ask(get)).toHaveProperty('because', expect.stringContaining('another host'));
  expect(elsewhere).toEqual([]);

  const moved = await apiOver((request, response) => {
    if (request.url === '/api/v3/user') response.writeHead(301, { location: '/api/v3/users/7' }).end();
    else response.end('7');
  });
  expect(await moved.api.ask(get)).toEqual({ is: 'answer', body: 7 });
  const round = await apiOver((_, response) => response.writeHead(302, { location: '?again' }).end());
  expect(await round.api.ask(get)).toHaveProperty('because', expect.stringContaining('again and again'));
  expect(round.asked).toHaveLength(4);
});

test('all questions of a run together take no longer than they may', async () => {
  let now = 0;
  const { url } = await listening((_, response) => {
    now += 1_000;
    response.end('1');
  });
  const api = openApi({
    url,
    graphql: url,
    token: null,
    userAgent: 'test',
    env: {},
    now: () => now,
    limits: { ...quick, runMs: 1_500 },
  });
  open.push(api);
  expect([await api.ask(get), await api.ask(get)].map(({ is }) => is)).toEqual(['answer', 'answer']);
  expect(await api.ask(get)).toHaveProperty('because', expect.stringContaining('more than 1.5 seconds'));
});
