import { afterEach, expect, test } from 'vitest';
import { type Loopback, memoryCache, type Routes, startLoopback, webTo } from '../testkit/loopback.ts';
import { type Attempting, addressWithin, attempt } from './attempt.ts';
import { openBreaker } from './breaker.ts';
import type { Asking, Exchange } from './exchange.ts';
import { defaultLimits } from './limits.ts';
import type { Web, WebAnswer, WebMeans } from './web.ts';

const open: { close(): unknown }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function served(routes: Routes): Promise<Loopback> {
  const server = await startLoopback(routes);
  open.push(server);
  return server;
}

function web(hosts: readonly string[], means: Partial<WebMeans>): Web {
  const opened = webTo(hosts, means);
  open.push(opened);
  return opened;
}

function because(answer: WebAnswer): string {
  return answer.is === 'unanswered' ? answer.because : answer.is;
}

test('what no header can hold is not sent, and not told', async () => {
  const server = await served({ '/': 'one' });
  const { get } = web([server.host], {});
  for (const token of ['a\nb', '\u{1f511}']) {
    const answer = because(await get(`${server.origin}/`, { authorization: token, identity: token }));
    expect(answer).toMatch(/It is to be asked with what no header can hold\.$/);
    expect(answer).not.toContain(token);
  }
  expect(server.requests).toEqual([]);
});

test.each([
  ['a token', 'Bearer t0kenOfMine', 't0kenOfMine'],
  ['a pair', `Basic ${Buffer.from('me:passw0rd').toString('base64')}`, 'me:passw0rd'],
  ['a password', `Basic ${Buffer.from('me:passw0rd').toString('base64')}`, 'passw0rd'],
  ['an encoded pair', 'Basic bWU6cGFzc3cwcmQ=', 'bWU6cGFzc3cwcmQ='],
])('an answer that tells %s that it was asked with is told to nobody', async (_, authorization, secret) => {
  const server = await served({
    '/body': JSON.stringify({ license: secret }),
    '/header': (__, response) => response.setHeader('x-echo', secret).end('fine'),
    '/fine': 'fine',
  });
  const cache = memoryCache();
  const { get } = web([server.host], { cache });
  for (const path of ['/body', '/header'])
    expect(because(await get(`${server.origin}${path}`, { authorization }))).toMatch(
      /It answered with the credentials that it was asked with\.$/,
    );
  expect(because(await get(`${server.origin}/fine`, { authorization }))).toBe('answer');
  expect([...cache.kept.values()].map(({ url }) => url)).toEqual([`${server.origin}/fine`]);
});

test('an answer that is too long has been sent all the same', async () => {
  const server = await served({ '/a': 'four', '/b': 'b' });
  const { get } = web([server.host], { limits: { bytes: 4, bytesOfAnswer: 3 } });
  expect(because(await get(`${server.origin}/a`))).toContain('more than 3 bytes');
  expect(because(await get(`${server.origin}/b`))).toContain('has been given 4 bytes and asks for no more');
});

test('a run asks for some minutes, whoever makes it wait', async () => {
  const server = await served({ '/a': 'one', '/b': 'two' });
  let minute = 0;
  const { get } = web([server.host], { now: () => new Date(Date.UTC(2026, 0, 1, 0, minute)) });
  expect(because(await get(`${server.origin}/a`))).toBe('answer');
  minute = 10;
  expect(because(await get(`${server.origin}/b`))).toContain('has asked for 600 seconds and asks no more');
});

test('a budget of the run is told alike, whichever host it leaves out', async () => {
  const { get } = web([], { limits: { hosts: 0 } });
  const told = await Promise.all(['a', 'b'].map((host) => get(`https://${host}.example/`)));
  expect(told.map(because)).toEqual(Array(2).fill('This run has asked 0 hosts and asks no further one.'));
});

test('what is asked by another way has the same budgets, and its host is named', async () => {
  const { through } = web([], { limits: { requestsToHost: 1 } });
  const asked: string[] = [];
  const ask = async (url: string) =>
    because(
      await through(url, {}, async () => {
        asked.push(url);
        return { is: 'absent', url, status: 404 };
      }),
    );
  expect(await ask('git ssh://git@a.example:2222/r v1')).toBe('absent');
  expect(await ask('git ssh://git@a.example:2222/r v2')).toBe(
    'a.example:2222: This run has asked it 1 times and asks no more.',
  );
  expect(asked).toEqual(['git ssh://git@a.example:2222/r v1']);
});

test('a host that lets another way of asking wait three times is left alone', async () => {
  let second = 0;
  const { through } = web([], { now: () => new Date(Date.UTC(2026, 0, 1, 0, 0, second)) });
  const ask = (ref: string, seconds: number) =>
    through(`git https://slow.example/r ${ref}`, {}, async () => {
      second += seconds;
      return { is: 'unanswered', url: ref, because: `${ref} failed.` };
    });
  const told = [];
  for (const [ref, seconds] of [
    ['a', 1],
    ['b', 30],
    ['c', 30],
    ['d', 30],
    ['e', 30],
  ] as const)
    told.push(because(await ask(ref, seconds)));
  expect(told.slice(-2)).toEqual(['d failed.', 'slow.example: It did not answer within 30 seconds.']);
});

/** What is asked where nobody ever answers, with the milliseconds that each host was waited for. */
function silence(): { readonly run: Attempting; readonly waited: readonly string[] } {
  const waited: string[] = [];
  const because = 'It did not answer.';
  const exchange: Exchange = {
    async send({ url, connectMs }: Asking) {
      waited.push(`${url.host} ${connectMs}`);
      return { is: 'failed', by: 'silence', because };
    },
    async addressOf(url, ms) {
      waited.push(`${url.host} ${ms}`);
      return { is: 'refused', by: 'silence', because };
    },
    close: () => undefined,
  };
  const run: Attempting = {
    userAgent: 'fineprint/test',
    limits: defaultLimits,
    exchange,
    breaker: openBreaker(),
    spent: { requests: 0, bytes: 0, hosts: new Map(), since: null },
    now: () => new Date(0),
    random: () => 0.5,
  };
  return { run, waited };
}

test('while nothing has answered, whoever is asked later is waited for shorter, and then not asked', async () => {
  const { run, waited } = silence();
  const ask = (host: string) => attempt(run, new URL(`https://${host}.example/`), {}, undefined);
  await Promise.all([ask('a'), ask('b')]);
  await addressWithin(run, new URL('ssh://c.example/'));
  const because = 'Nobody who was asked before it has answered.';
  expect(await ask('d')).toEqual({ is: 'failed', by: 'limit', because });
  expect(waited).toEqual(['a.example 1500', 'b.example 1500', 'c.example 375']);
});

test('a name that nobody answers is looked up once for other programs, too', async () => {
  const { run, waited } = silence();
  const url = new URL('ssh://git@a.example/r');
  const first = await addressWithin(run, url);
  expect(first).toEqual({ is: 'refused', by: 'silence', because: 'It did not answer.' });
  expect(await addressWithin(run, url)).toEqual({ ...first, by: 'limit' });
  expect(waited).toHaveLength(1);
});
