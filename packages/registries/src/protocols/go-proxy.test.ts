import { zipOf } from '@fineprint/core/testkit';
import { afterEach, describe, expect, test } from 'vitest';
import { asked, meansOf, occurrenceOf } from '../testkit/asked.ts';
import {
  type Loopback,
  memoryCache,
  partsOf,
  type Routes,
  startLoopback,
  webTo,
} from '../testkit/loopback.ts';
import type { Limits } from '../web/limits.ts';
import { goProxy } from './go-proxy.ts';

const open: { close(): unknown }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function served(routes: Routes): Promise<Loopback> {
  const server = await startLoopback(routes);
  open.push(server);
  return server;
}

type Env = Readonly<Record<string, string>>;

function means(servers: readonly Loopback[], env: Env, limits: Partial<Limits> = {}) {
  const web = webTo(
    servers.map(({ host }) => host),
    { limits },
  );
  return { ...meansOf(web, {}), env };
}

/** What the server is told in `GOPROXY` to be asked about. */
async function licenses(server: Loopback, module: string, version = 'v1.0.0', env: Env = {}) {
  const component = asked({ kind: 'library', name: `golang/${module}`, version });
  const found = await goProxy.licenses(component, means([server], { GOPROXY: server.origin, ...env }));
  return found.map((one) => {
    if (one.is === 'text') return `${one.name}: ${one.text} (${one.source.replace(server.origin, 'HOME')})`;
    return `${one.is}: ${'because' in one ? one.because.replaceAll(server.host, 'HOST') : ''}`;
  });
}

function module(path: string, files: Readonly<Record<string, string>>): Buffer {
  return zipOf(Object.entries(files).map(([name, text]) => ({ path: `${path}/${name}`, text })));
}

const urls = ({ requests }: Loopback) => requests.map(({ url }) => url);

describe('the license files of a module', () => {
  test('are those in its root: the usual one, what adds to it, or all', async () => {
    const at = (name: string, files: Readonly<Record<string, string>>) => ({
      [`/go.example/${name}/@v/v1.0.0.zip`]: partsOf(module(`go.example/${name}@v1.0.0`, files)),
    });
    const server = await served({
      ...at('usual', { LICENSE: 'one', 'LICENSE-3RD-PARTY': 'two', 'inner/LICENSE.md': 'three' }),
      ...at('lesser', { COPYING: 'gpl', 'COPYING.LESSER': 'lgpl' }),
      ...at('both', { 'LICENSE-MIT': 'mit', 'LICENSE-APACHE': 'apache', 'license.go': 'package a' }),
      ...at('many', Object.fromEntries(['A', 'B', 'C', 'D', 'E'].map((one) => [`LICENSE-${one}`, one]))),
      ...at('none', { 'go.mod': 'module go.example/none' }),
    });
    expect(await licenses(server, 'go.example/usual')).toEqual([
      'LICENSE: one (HOME/go.example/usual/@v/v1.0.0.zip LICENSE)',
    ]);
    expect(await licenses(server, 'go.example/lesser')).toEqual([
      expect.stringContaining('COPYING: gpl'),
      expect.stringContaining('COPYING.LESSER: lgpl'),
    ]);
    expect(await licenses(server, 'go.example/both')).toEqual([
      expect.stringContaining('LICENSE-MIT: mit'),
      expect.stringContaining('LICENSE-APACHE: apache'),
    ]);
    expect(await licenses(server, 'go.example/many')).toHaveLength(4);
    expect(await licenses(server, 'go.example/none')).toEqual([
      expect.stringMatching(/^silent: .*none\/@v\/v1\.0\.0\.zip has no license file in its root\.$/),
    ]);
  });

  test('are fetched from a large archive without the rest of it', async () => {
    const noise = Buffer.from(
      Array.from({ length: 900_000 }, (_, index) => Math.floor(Math.abs(Math.sin(index) * 1e6)) % 251),
    ).toString('latin1');
    const many = Object.fromEntries(
      Array.from({ length: 2_000 }, (_, index) => [`${'d'.repeat(40)}/${index}.go`, '']),
    );
    const archive = module('go.example/large@v1.0.0', { LICENSE: 'text', noise, ...many });
    const ranges: unknown[] = [];
    const server = await served({
      '/go.example/large/@v/v1.0.0.zip': (request, response) => {
        ranges.push(request.headers.range);
        partsOf(archive)(request, response);
      },
    });
    const component = asked({ kind: 'library', name: 'golang/go.example/large', version: 'v1.0.0' });
    // The budget of bytes is spent by the end, the directory and the file, and would not hold the noise.
    const small = means([server], { GOPROXY: server.origin }, { bytes: 500_000 });
    expect(archive.length).toBeGreaterThan(500_000);
    expect(await goProxy.licenses(component, small)).toMatchObject([{ is: 'text', text: 'text' }]);
    expect(ranges).toEqual([
      'bytes=-65557',
      expect.stringMatching(new RegExp(`^bytes=\\d+-${archive.length - 1}$`)),
      expect.stringMatching(/^bytes=0-\d{4}$/),
    ]);
  });

  test('are read of a whole archive where the server sends no parts, up to a limit', async () => {
    const archive = module('go.example/m@v1.0.0', { LICENSE: 'text' });
    const server = await served({
      '/go.example/m/@v/v1.0.0.zip': (_, response) => response.end(archive),
      '/go.example/huge/@v/v1.0.0.zip': (_, response) => response.end(Buffer.alloc(33 * 1024 ** 2)),
    });
    expect(await licenses(server, 'go.example/m')).toEqual([expect.stringContaining('LICENSE: text')]);
    expect(await licenses(server, 'go.example/huge')).toEqual([
      'unanswered: HOST: It answered with more than 33554432 bytes.',
    ]);
    expect(urls(server)).toHaveLength(2);
  });

  test('are those of the module that holds a package', async () => {
    const server = await served({
      '/go.example/x/tools/@v/v1.0.0.zip': partsOf(module('go.example/x/tools@v1.0.0', { LICENSE: 'text' })),
    });
    expect(await licenses(server, 'go.example/x/tools/cmd/stringer')).toEqual([
      expect.stringContaining('LICENSE: text'),
    ]);
    expect(await licenses(server, 'go.example/a/b/c/d/e/f/g')).toEqual([
      expect.stringMatching(/^silent: .*\/g knows no go\.example\/a\/b\/c\/d\/e\/f\/g@v1\.0\.0\.$/),
    ]);
    expect(urls(server).filter((url) => url.startsWith('/go.example/a'))).toHaveLength(5);
  });

  test.each<[string, Buffer, string]>([
    ['is none', Buffer.from('<html>Please log in</html>'), 'It is no zip archive.'],
    [
      'names a file twice',
      zipOf([
        { path: 'go.example/m@v1.0.0/LICENSE', text: 'a' },
        { path: './go.example/m@v1.0.0/LICENSE', text: 'b' },
      ]),
      'names "go.example/m@v1.0.0/LICENSE" twice.',
    ],
    [
      'unpacks to more than it says',
      zipOf([{ path: 'go.example/m@v1.0.0/LICENSE', text: '0'.repeat(90_000), size: 10 }]),
      'LICENSE" is damaged.',
    ],
    [
      'holds a license of megabytes',
      zipOf([{ path: 'go.example/m@v1.0.0/LICENSE', text: '0'.repeat(2 * 1024 ** 2) }]),
      'LICENSE" has 2097152 bytes',
    ],
    [
      'holds a license of packed megabytes',
      zipOf([{ path: 'go.example/m@v1.0.0/LICENSE', text: '0'.repeat(2 * 1024 ** 2), method: 0, size: 10 }]),
      'LICENSE is too large.',
    ],
  ])('are not taken from an archive that %s', async (_, archive, because) => {
    const server = await served({ '/go.example/m/@v/v1.0.0.zip': partsOf(archive) });
    const [said, ...others] = await licenses(server, 'go.example/m');
    expect(others).toEqual([]);
    expect(said).toMatch(/^unanswered: .* could not be read\. /);
    expect(said).toContain(because);
  });

  test('are fetched once: what a version holds never changes', async () => {
    const noise = Array.from({ length: 90_000 }, (_, index) => String.fromCharCode(index % 97)).join('');
    const archive = zipOf([
      { path: 'go.example/m@v1.0.0/LICENSE', text: 'text' },
      { path: 'go.example/m@v1.0.0/noise', text: noise, method: 0 },
    ]);
    const server = await served({ '/go.example/m/@v/v1.0.0.zip': partsOf(archive) });
    const cache = memoryCache();
    const component = asked({ kind: 'library', name: 'golang/go.example/m', version: 'v1.0.0' });
    for (const year of ['2026', '2027']) {
      const web = webTo([server.host], { cache, now: () => new Date(`${year}-01-01`) });
      const found = await goProxy.licenses(component, meansOf(web, { golang: server.origin }));
      expect(found).toMatchObject([{ is: 'text', text: 'text', staleSince: null }]);
    }
    expect(server.requests).toHaveLength(2);
    // A server that changes its mind about what was asked for is not believed.
    const liar = await served({
      '/go.example/m/@v/v1.0.0.zip': (request, response) => {
        request.headers.range = 'bytes=-65557';
        partsOf(archive)(request, response);
      },
    });
    expect(await licenses(liar, 'go.example/m')).toEqual([
      'unanswered: HOST: It answered with another part than was asked for.',
    ]);
  });

  test('are not asked for where a module is from somewhere else, or its version is none', async () => {
    const server = await served({});
    const component = asked({ kind: 'library', name: 'golang/go.example/m', version: 'v1.0.0' });
    const own = means([server], { GOPROXY: server.origin });
    for (const other of [{ source: 'git.example' }, { version: 'v1/../../x' }, { version: null }])
      expect(await goProxy.licenses({ ...component, ...other }, own)).toEqual([]);
    expect(server.requests).toEqual([]);
  });

  test('are asked for with the credentials of the proxy', async () => {
    const web = webTo([]);
    const sent: unknown[] = [];
    const get: typeof web.get = async (url, options) => {
      sent.push(options?.authorization);
      return { is: 'absent', url, status: 404 };
    };
    const component = asked({ kind: 'library', name: 'golang/go.example', version: 'v1.0.0' });
    const credentials = { for: () => ({ authorization: 'Basic netrc', identity: 'netrc' }) };
    for (const GOPROXY of ['https://a:b@p.example', 'https://p.example'])
      await goProxy.licenses(component, { ...means([], { GOPROXY }), web: { ...web, get }, credentials });
    expect(sent).toEqual([`Basic ${Buffer.from('a:b').toString('base64')}`, 'Basic netrc']);
  });

  test.each(['bytes 0-9/100', 'bytes 90-99/*', '', 'bytes 5-4/2', 'bytes 80-99/100'])(
    'are not taken from another part than was asked for (%s)',
    async (said) => {
      const server = await served({
        '/go.example/m/@v/v1.0.0.zip': (_, response) =>
          response.writeHead(206, { 'content-range': said }).end('0123456789'),
      });
      expect(await licenses(server, 'go.example/m')).toEqual([
        'unanswered: HOST: It answered with another part than was asked for.',
      ]);
    },
  );
});

describe('the newest version of a module', () => {
  async function newest(server: Loopback, name: string, requested: string | null) {
    const occurrence = occurrenceOf({ kind: 'library', name: `golang/${name}`, requested });
    return goProxy.resolve(occurrence, means([server], { GOPROXY: server.origin }));
  }
  const routes = {
    '/go.example/!m/@latest': { Version: 'v2.1.0+incompatible', Time: '2026-01-02T03:04:05Z' },
    '/go.example/!m/@v/list': 'v1.2.0\nv1.10.0\nv1.11.0-rc.1\nv2.1.0+incompatible\n',
    '/go.example/!m/@v/main.info': { Version: 'v1.10.1-0.20260102030405-0123456789ab' },
    '/go.example/strange/@latest': { Version: '../../x' },
    '/go.example/none/@latest': '<html>',
  };

  test.each([
    [null, 'v2.1.0+incompatible'],
    ['latest', 'v2.1.0+incompatible'],
    ['upgrade', 'v2.1.0+incompatible'],
    ['v1', 'v1.10.0'],
    ['v1.2', 'v1.2.0'],
    ['^1.2.0', 'v1.10.0'],
    ['main', 'v1.10.1-0.20260102030405-0123456789ab'],
  ])('that "%s" asks for is %s', async (requested, version) => {
    const server = await served(routes);
    expect(await newest(server, 'go.example/M', requested)).toEqual({
      is: 'answer',
      version,
      digest: null,
      commit: null,
    });
  });

  test('is that of the module which holds a package', async () => {
    const server = await served(routes);
    expect(await newest(server, 'go.example/M/cmd/tool', 'latest')).toMatchObject({
      version: 'v2.1.0+incompatible',
    });
  });

  test.each([
    ['go.example/M', 'v9', /lists no version that "9" admits/],
    ['go.example/M', 'feature/x', /knows no .*none\.info/],
    ['go.example/strange', null, /names no version/],
    ['go.example/none', null, /something else than JSON/],
    ['go.example/unknown', null, /knows no \/go\.example\/unknown\/@latest/],
  ])('of %s for "%s" is not known, and it is said why', async (name, requested, because) => {
    const server = await served(routes);
    expect(await newest(server, name, requested)).toEqual({
      is: 'unanswered',
      because: expect.stringMatching(because),
    });
  });

  test('is not asked for a name that is none of a module', async () => {
    const server = await served({});
    for (const name of [
      'go.example/../x',
      'no-host/x',
      'go.example/a b',
      'go.example/.x',
      'go.example//x',
      `go.example${'/x'.repeat(30)}`,
    ])
      expect(await newest(server, name, null)).toBeNull();
    expect(server.requests).toEqual([]);
  });
});

describe('the user’s Go settings', () => {
  const archive = partsOf(module('corp.example/m@v1.0.0', { LICENSE: 'text' }));

  test('say what no proxy is told', async () => {
    const server = await served({ '/corp.example/m/@v/v1.0.0.zip': archive });
    for (const GOPRIVATE of ['corp.example', 'x.example,*.example/m', 'corp.[']) {
      expect(await licenses(server, 'corp.example/m', 'v1.0.0', { GOPRIVATE })).toEqual([
        'silent: The user’s Go settings keep it from module proxies.',
      ]);
    }
    expect(server.requests).toEqual([]);
    for (const env of [{ GOPRIVATE: 'corp.example/other' }, { GOPRIVATE: 'corp.example', GONOPROXY: 'none' }])
      expect(await licenses(server, 'corp.example/m', 'v1.0.0', env)).toEqual([
        expect.stringContaining('text'),
      ]);
  });

  test('say in which order proxies are asked, and when the next one is', async () => {
    const knows = await served({ '/corp.example/m/@v/v1.0.0.zip': archive });
    const silent = await served({});
    const fails = await served({
      '/corp.example/m/@v/v1.0.0.zip': (_, response) => response.writeHead(500).end(),
    });
    const of = async (GOPROXY: string) => {
      const component = asked({ kind: 'library', name: 'golang/corp.example/m', version: 'v1.0.0' });
      const [found] = await goProxy.licenses(component, means([knows, silent, fails], { GOPROXY }));
      return found?.is === 'text' ? found.text : found?.is;
    };
    expect(await of(`${silent.origin},${knows.origin}/,direct`)).toBe('text');
    expect(await of(`${fails.origin},${knows.origin}`)).toBe('unanswered');
    expect(await of(`${fails.origin}|${knows.origin}`)).toBe('text');
    expect(await of(`${fails.origin}|${silent.origin}`)).toBe('unanswered');
    expect(await of(`${silent.origin}`)).toBe('silent');
    for (const none of ['off', 'direct', `direct,${knows.origin}`, 'file:///srv/proxy'])
      expect(await of(none)).toBe('silent');
  });

  test('that say nothing have nobody public told about a host in a private network', async () => {
    const component = asked({ kind: 'library', name: 'golang/127.0.0.1/team/secret', version: 'v1.0.0' });
    expect(await goProxy.licenses(component, means([], {}))).toEqual([
      {
        is: 'silent',
        because: expect.stringMatching(
          /^proxy\.golang\.org was not asked, since nothing shows that it is public\. Its name leads into a private network/,
        ),
      },
    ]);
  });

  test.each(['GOPRIVATE', 'GONOPROXY', 'GONOSUMDB'])(
    'keep what %s lists from whoever is public',
    async (list) => {
      const component = asked({ kind: 'library', name: 'golang/192.0.2.1/team/secret', version: 'v1.0.0' });
      const env = { GONOPROXY: 'none', [list]: '192.0.2.1/team' };
      expect(await goProxy.licenses(component, means([], env))).toEqual([
        { is: 'silent', because: 'The user’s Go settings keep it from module proxies.' },
      ]);
    },
  );
});

test('a name and a password in GOPROXY are sent with encryption only, and said to nobody', async () => {
  const server = await served({});
  const GOPROXY = `http://user:s3cr3t@${server.host}`;
  const component = asked({ kind: 'library', name: 'golang/corp.example/m', version: 'v1.0.0' });
  const found = await goProxy.licenses(component, means([server], { GOPROXY }));
  expect(JSON.stringify(found)).not.toContain('s3cr3t');
  expect(server.requests.map(({ authorization }) => authorization)).toEqual([undefined, undefined]);
});
