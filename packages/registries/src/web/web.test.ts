import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import {
  type Answering,
  type Loopback,
  memoryCache,
  partsOf,
  type Routes,
  startLoopback,
  webTo,
} from '../testkit/loopback.ts';
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

function web(hosts: readonly string[], means: Partial<WebMeans> = {}): Web {
  const opened = webTo(hosts, means);
  open.push(opened);
  return opened;
}

function said(answer: WebAnswer): string {
  switch (answer.is) {
    case 'answer':
      return `${answer.body}${answer.staleSince === null ? '' : ` as of ${answer.staleSince}`}`;
    case 'unanswered':
      return answer.because.replace(/127\.0\.0\.1:\d+/, 'HOST');
    default:
      return `${answer.is} ${answer.status}`;
  }
}

describe('an answer', () => {
  test('is given with its body, whatever it was packed in', async () => {
    const server = await served({
      '/plain': 'one',
      '/gzip': (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('two')),
      '/br': (_, response) =>
        response.writeHead(200, { 'content-encoding': 'br' }).end(brotliCompressSync('three')),
    });
    const { get } = web([server.host]);
    expect(said(await get(`${server.origin}/plain`))).toBe('one');
    expect(said(await get(`${server.origin}/gzip`))).toBe('two');
    expect(said(await get(`${server.origin}/br`))).toBe('three');
  });

  test('may be asked for in parts, each of which is kept like any other', async () => {
    const encodings: unknown[] = [];
    const server = await served({
      '/x': (request, response) => {
        encodings.push(request.headers['accept-encoding']);
        partsOf(Buffer.from('one two three'))(request, response);
      },
    });
    const cache = memoryCache();
    const options = { fresh: 'forever', range: '-5' } as const;
    const { get } = web([server.host], { cache });
    const end = await get(`${server.origin}/x`, options);
    expect(end).toMatchObject({ is: 'answer', status: 206 });
    expect(said(end)).toBe('three');
    expect(said(await get(`${server.origin}/x`, { ...options, range: '0-2' }))).toBe('one');
    expect(said(await get(`${server.origin}/x`))).toBe('one two three');
    expect(encodings).toEqual(['identity', 'identity', 'gzip, br']);
    await server.close();
    const later = web([server.host], { cache, now: () => new Date('2027-01-01') });
    expect(await later.get(`${server.origin}/x`, options)).toMatchObject({ status: 206, staleSince: null });
  });

  test('is asked for once a run, however many want it at a time', async () => {
    const server = await served({ '/x': 'one' });
    const { get } = web([server.host]);
    await Promise.all([get(`${server.origin}/x`), get(`${server.origin}/x`)]);
    await get(`${server.origin}/x`);
    expect(server.requests).toHaveLength(1);
  });

  test('that is an archive is for whoever waits for it, and not kept in memory', async () => {
    const archive = gzipSync('files');
    const server = await served({ '/x': (_, response) => response.end(archive) });
    const { get } = web([server.host]);
    const together = await Promise.all([get(`${server.origin}/x`), get(`${server.origin}/x`)]);
    expect(together[0]).toBe(together[1]);
    await get(`${server.origin}/x`);
    expect(server.requests).toHaveLength(2);
  });

  test('may be that there is none, or that others may know', async () => {
    const server = await served({
      '/401': (_, response) => response.writeHead(401, { 'www-authenticate': 'Bearer realm="r"' }).end(),
    });
    const { get } = web([server.host]);
    expect(said(await get(`${server.origin}/x`))).toBe('absent 404');
    const forbidden = await get(`${server.origin}/401`);
    expect(forbidden).toMatchObject({ is: 'forbidden', status: 401 });
    expect(forbidden.is === 'forbidden' && forbidden.headers.get('www-authenticate')).toBe(
      'Bearer realm="r"',
    );
  });
});

describe('a redirect', () => {
  test('is followed, and takes no credentials to another origin', async () => {
    const other = await served({ '/end': 'here' });
    const server = await served({
      '/same': (_, response) => response.writeHead(302, { location: '/other' }).end(),
      '/other': (_, response) => response.writeHead(307, { location: `${other.origin}/end` }).end(),
    });
    const { get } = web([server.host, other.host]);
    expect(said(await get(`${server.origin}/same`, { authorization: 'Bearer secret' }))).toBe('here');
    expect(server.requests.map(({ authorization }) => authorization)).toEqual([
      'Bearer secret',
      'Bearer secret',
    ]);
    expect(other.requests.map(({ authorization }) => authorization)).toEqual([undefined]);
  });

  test('leads to no private network, and not on for ever', async () => {
    const other = await served({ '/end': 'here' });
    const server = await served({
      '/private': (_, response) => response.writeHead(302, { location: `${other.origin}/end` }).end(),
      '/file': (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
      '/loop': (_, response) => response.writeHead(302, { location: '/loop' }).end(),
    });
    const { get } = web([server.host]);
    expect(said(await get(`${server.origin}/private`))).toContain('It lies in a private network (127.0.0.1)');
    expect(said(await get(`${server.origin}/file`))).toContain('is no scheme that look-ups use');
    expect(said(await get(`${server.origin}/loop`))).toBe('It leads on to more than 3 other addresses.');
    expect(other.requests).toEqual([]);
  });
});

test.each([
  'http://127.0.0.1/',
  'http://0x7f.1/',
  'http://2130706433/',
  'http://localhost/',
  'http://[::1]/',
  'http://[::ffff:10.0.0.1]/',
  'http://169.254.169.254/latest/meta-data',
  'http://[fd00:ec2::254]/',
  'https://10.0.0.1:8443/',
])('%s is private and not asked', async (url) => {
  expect(said(await web([]).get(url))).toMatch(/private network \(/);
});

test.each([
  ['ftp://x.example/', 'no scheme'],
  ['file:///etc/passwd', 'no scheme'],
  ['https://user:secret@x.example/', 'holds credentials'],
  ['http://x.example:25/', 'Port 25'],
  ['::', 'no address'],
])('%s is refused', async (url, because) => {
  expect(said(await web([]).get(url))).toContain(because);
});

describe('a bad server', () => {
  test('that sends too much is left', async () => {
    const server = await served({
      '/long': 'x'.repeat(2_000),
      '/bomb': (_, response) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(10_000_000))),
      '/headers': (_, response) => response.writeHead(200, { big: 'x'.repeat(100_000) }).end('one'),
      '/zip': (_, response) => response.writeHead(200, { 'content-encoding': 'zstd' }).end('one'),
      '/broken': (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip'),
    });
    const { get } = web([server.host], { limits: { bytesOfAnswer: 1_000 } });
    expect(said(await get(`${server.origin}/long`))).toBe('HOST: It answered with more than 1000 bytes.');
    expect(said(await get(`${server.origin}/bomb`))).toBe('HOST: It answered with more than 1000 bytes.');
    expect(said(await get(`${server.origin}/headers`))).toContain('more headers than anybody reads');
    expect(said(await get(`${server.origin}/zip`))).toContain('encoding "zstd"');
    expect(said(await get(`${server.origin}/broken`))).toContain('cannot be decompressed');
  });

  test('that hangs, or sends a byte now and then, is left', async () => {
    const server = await served({
      '/hang': (request) => request.resume(),
      '/drip': (_, response) => {
        response.writeHead(200);
        response.write('x');
      },
    });
    const { get } = web([server.host], { limits: { wholeMs: 100, attempts: 1 } });
    expect(said(await get(`${server.origin}/hang`))).toBe('HOST: It did not answer within 0.1 seconds.');
    expect(said(await get(`${server.origin}/drip`))).toBe('HOST: It did not answer within 0.1 seconds.');
  });

  test('that ends in the middle is tried again, and then left', async () => {
    const server = await served({
      '/ok': 'one',
      '/cut': (_, response) => {
        response.writeHead(200, { 'content-length': '10' });
        response.write('x', () => response.destroy());
      },
    });
    const { get } = web([server.host]);
    await get(`${server.origin}/ok`);
    expect(said(await get(`${server.origin}/cut`))).toMatch(/ended the connection/);
    expect(server.requests).toHaveLength(4);
  });

  test('that recovers is asked again', async () => {
    let time = 0;
    const server = await served({
      '/x': (_, response) => {
        time += 1;
        response.writeHead(time < 3 ? 503 : 200, { 'retry-after': '0' }).end('one');
      },
    });
    expect(said(await web([server.host]).get(`${server.origin}/x`))).toBe('one');
    expect(server.requests).toHaveLength(3);
  });

  test('that stays down is asked three times in all', async () => {
    const server = await served({ '/a': (_, r) => r.writeHead(500).end(), '/b': 'fine' });
    const { get } = web([server.host]);
    expect(said(await get(`${server.origin}/a`))).toBe('HOST: It answered with status 500.');
    expect(said(await get(`${server.origin}/b`))).toBe('HOST: It answered with status 500.');
    expect(server.requests).toHaveLength(3);
  });
});

test('without a network each host is waited for once, all at a time', async () => {
  const silent = await served({ '/a': (request) => request.resume(), '/b': 'two' });
  const other = await served({ '/a': (request) => request.resume() });
  const { get } = web([silent.host, other.host], { limits: { wholeMs: 100 } });
  const answers = await Promise.all(
    [`${silent.origin}/a`, `${silent.origin}/b`, `${other.origin}/a`].map((url) => get(url)),
  );
  expect(answers.map(said)).toEqual(Array(3).fill('HOST: It did not answer within 0.1 seconds.'));
  expect(silent.requests.map(({ url }) => url)).toEqual(['/a']);
});

test('a name that nobody knows is looked up once', async () => {
  // https://www.rfc-editor.org/rfc/rfc2606: nobody has it, whatever network the test runs in.
  const { get } = web(['nobody.invalid']);
  const answers = [];
  for (const path of 'ab') answers.push(said(await get(`https://nobody.invalid/${path}`)));
  expect(answers[0]).toMatch(
    /^nobody\.invalid: (?:No name server knows it|Its name could not be looked up|It did not answer)/,
  );
  expect(answers[1]).toBe(answers[0]);
});

test('a host in a private network is tried once', async () => {
  const { get } = web([], { limits: { requestsToHost: 1 } });
  const answers = await Promise.all(['a', 'b', 'c'].map((path) => get(`http://10.0.0.1/${path}`)));
  const because =
    '10.0.0.1: It lies in a private network (10.0.0.1); list the host in the settings if it is meant.';
  expect(answers.map(said)).toEqual([because, because, because]);
});

test('a host is asked as many questions at a time as there are lanes, and none waits for a socket', async () => {
  const waiting: (() => void)[] = [];
  const routes = Object.fromEntries(
    ['first', ...Array.from({ length: 16 }, (_, index) => String(index))].map((name): [string, Answering] => [
      `/${name}`,
      (_, response) => {
        if (name === 'first') response.end(name);
        else waiting.push(() => response.end(name));
        if (waiting.length === 16) for (const answer of waiting) answer();
      },
    ]),
  );
  const server = await served(routes);
  const { get } = web([server.host], { limits: { wholeMs: 5_000 } });
  const answers = await Promise.all(Object.keys(routes).map((path) => get(`${server.origin}${path}`)));
  expect(answers.map(({ is }) => is)).toEqual(Array(17).fill('answer'));
});

test('a host that lets all its questions wait leaves lanes to the others', async () => {
  const waiting: (() => void)[] = [];
  const paths = ['first', ...Array.from({ length: 40 }, (_, index) => String(index))];
  const slow = await served(
    Object.fromEntries(
      paths.map((name): [string, Answering] => [
        `/${name}`,
        (_, response) => {
          if (name === 'first') response.end(name);
          else waiting.push(() => response.end(name));
        },
      ]),
    ),
  );
  const other = await served({ '/a': 'one', '/b': 'two' });
  const { get } = web([slow.host, other.host], { limits: { wholeMs: 30_000 } });
  await get(`${slow.origin}/first`);
  const asked = Promise.all(paths.slice(1).map((name) => get(`${slow.origin}/${name}`)));
  expect(said(await get(`${other.origin}/a`))).toBe('one');
  expect(said(await get(`${other.origin}/b`))).toBe('two');
  const answered = setInterval(() => {
    for (const answer of waiting.splice(0)) answer();
  }, 1);
  expect((await asked).map(({ is }) => is)).toEqual(Array(40).fill('answer'));
  clearInterval(answered);
});

test('a host that is gone says nothing about the others', async () => {
  const gone = '127.0.0.1:1025'; // below what a system gives away
  const server = await served({ '/x': 'one' });
  const { get } = web([gone, server.host]);
  for (const path of 'abcd')
    expect(said(await get(`http://${gone}/${path}`))).toBe('HOST: It refused the connection.');
  expect(said(await get(`${server.origin}/x`))).toBe('one');
});

test('the budgets of a run are held', async () => {
  const server = await served({ '/a': 'one', '/b': 'two', '/c': 'three' });
  const other = await served({ '/': 'other' });
  const few = web([server.host, other.host], { limits: { requests: 2, hosts: 1 } });
  expect(said(await few.get(`${server.origin}/a`))).toBe('one');
  expect(said(await few.get(`${other.origin}/`))).toContain('has asked 1 hosts and asks no further one');
  expect(said(await few.get(`${server.origin}/b`))).toBe('two');
  expect(said(await few.get(`${server.origin}/c`))).toContain('has asked 2 times and asks no more');
  const short = web([server.host], { limits: { bytes: 3 } });
  expect(said(await short.get(`${server.origin}/a`))).toBe('one');
  expect(said(await short.get(`${server.origin}/b`))).toContain('has been given 3 bytes');
});

describe('what is kept', () => {
  const at = (time: string) => ({ now: () => new Date(time) });

  test('is used in the next run while it is fresh', async () => {
    const server = await served({ '/x': 'one' });
    const cache = memoryCache();
    const ask = (time: string, fresh: 'day' | 'forever') =>
      web([server.host], { cache, ...at(time) }).get(`${server.origin}/x`, { fresh });
    await ask('2026-01-01T00:00:00Z', 'day');
    expect(said(await ask('2026-01-01T23:00:00Z', 'day'))).toBe('one');
    expect(server.requests).toHaveLength(1);
    await ask('2026-01-02T01:00:00Z', 'day');
    expect(server.requests).toHaveLength(2);
    await ask('2027-01-01T00:00:00Z', 'forever');
    expect(server.requests).toHaveLength(2);
  });

  test('is used with its age where nobody answers any more', async () => {
    const server = await startLoopback({ '/x': 'one' });
    const cache = memoryCache();
    await web([server.host], { cache, ...at('2026-01-01T00:00:00Z') }).get(`${server.origin}/x`);
    await server.close();
    const later = await web([server.host], { cache, ...at('2026-02-01T00:00:00Z') }).get(
      `${server.origin}/x`,
    );
    expect(said(later)).toBe('one as of 2026-01-01T00:00:00.000Z');
  });

  test('is another for whoever asks with other rights, and nothing where it must not be', async () => {
    const server = await served({ '/x': 'one' });
    const cache = memoryCache();
    for (const identity of ['anonymous', 'somebody'])
      await web([server.host], { cache }).get(`${server.origin}/x`, {
        identity,
        authorization: 'Bearer secret',
      });
    await web([server.host], { cache }).get(`${server.origin}/x`, { fresh: 'never', identity: 'other' });
    expect(server.requests).toHaveLength(3);
    expect(cache.kept.size).toBe(2);
    expect(
      JSON.stringify([...cache.kept].map(([key, { url, headers }]) => [key, url, [...headers]])),
    ).not.toContain('secret');
  });

  test('that there is nothing is kept for a day, even of what never changes', async () => {
    const server = await served({});
    const cache = memoryCache();
    const ask = async (time: string) =>
      said(await web([server.host], { cache, ...at(time) }).get(`${server.origin}/x`, { fresh: 'forever' }));
    expect(await ask('2026-01-01T00:00:00Z')).toBe('absent 404');
    expect(await ask('2026-01-01T10:00:00Z')).toBe('absent 404');
    expect(server.requests).toHaveLength(1);
    await ask('2026-01-03T00:00:00Z');
    expect(server.requests).toHaveLength(2);
  });
});
