import { zipOf } from '@fineprint/core/testkit';
import { afterEach, describe, expect, test } from 'vitest';
import { asked, meansOf } from '../testkit/asked.ts';
import { goLicenses, goMeans, moduleZip } from '../testkit/go-modules.ts';
import {
  type Loopback,
  memoryCache,
  partsOf,
  type Routes,
  startLoopback,
  webTo,
} from '../testkit/loopback.ts';
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

const urls = ({ requests }: Loopback) => requests.map(({ url }) => url);

describe('the license files of a module', () => {
  test('are those in its root: the usual one, what adds to it, or all', async () => {
    const at = (name: string, files: Readonly<Record<string, string>>) => ({
      [`/go.example/${name}/@v/v1.0.0.zip`]: partsOf(moduleZip(`go.example/${name}@v1.0.0`, files)),
    });
    const server = await served({
      ...at('usual', { LICENSE: 'one', 'LICENSE-3RD-PARTY': 'two', 'inner/LICENSE.md': 'three' }),
      ...at('lesser', { COPYING: 'gpl', 'COPYING.LESSER': 'lgpl' }),
      ...at('both', { 'LICENSE-MIT': 'mit', 'LICENSE-APACHE': 'apache', 'license.go': 'package a' }),
      ...at('many', Object.fromEntries(['A', 'B', 'C', 'D', 'E'].map((one) => [`LICENSE-${one}`, one]))),
      ...at('none', { 'go.mod': 'module go.example/none' }),
    });
    expect(await goLicenses(server, 'go.example/usual')).toEqual([
      'LICENSE: one (HOME/go.example/usual/@v/v1.0.0.zip LICENSE)',
    ]);
    expect(await goLicenses(server, 'go.example/lesser')).toEqual([
      expect.stringContaining('COPYING: gpl'),
      expect.stringContaining('COPYING.LESSER: lgpl'),
    ]);
    expect(await goLicenses(server, 'go.example/both')).toEqual([
      expect.stringContaining('LICENSE-MIT: mit'),
      expect.stringContaining('LICENSE-APACHE: apache'),
    ]);
    expect(await goLicenses(server, 'go.example/many')).toHaveLength(4);
    expect(await goLicenses(server, 'go.example/none')).toEqual([
      expect.stringMatching(/^silent: .*none\/@v\/v1\.0\.0\.zip has no licence file in its root\.$/),
    ]);
  });

  test('are fetched from a large archive without the rest of it', async () => {
    const noise = Buffer.from(
      Array.from({ length: 900_000 }, (_, index) => Math.floor(Math.abs(Math.sin(index) * 1e6)) % 251),
    ).toString('latin1');
    const many = Object.fromEntries(
      Array.from({ length: 2_000 }, (_, index) => [`${'d'.repeat(40)}/${index}.go`, '']),
    );
    const archive = moduleZip('go.example/large@v1.0.0', { LICENSE: 'text', noise, ...many });
    const ranges: unknown[] = [];
    const server = await served({
      '/go.example/large/@v/v1.0.0.zip': (request, response) => {
        ranges.push(request.headers.range);
        partsOf(archive)(request, response);
      },
    });
    const component = asked({ kind: 'library', name: 'golang/go.example/large', version: 'v1.0.0' });
    // The budget of bytes is spent by the end, the directory and the file, and would not hold the noise.
    const small = goMeans([server], { GOPROXY: server.origin }, { bytes: 500_000 });
    expect(archive.length).toBeGreaterThan(500_000);
    expect(await goProxy.licenses(component, small)).toMatchObject([{ is: 'text', text: 'text' }]);
    expect(ranges).toEqual([
      'bytes=-65557',
      expect.stringMatching(new RegExp(`^bytes=\\d+-${archive.length - 1}$`)),
      expect.stringMatching(/^bytes=0-\d{4}$/),
    ]);
  });

  test('are read of a whole archive where the server sends no parts, up to a limit', async () => {
    const archive = moduleZip('go.example/m@v1.0.0', { LICENSE: 'text' });
    const server = await served({
      '/go.example/m/@v/v1.0.0.zip': (_, response) => response.end(archive),
      '/go.example/huge/@v/v1.0.0.zip': (_, response) => response.end(Buffer.alloc(33 * 1024 ** 2)),
    });
    expect(await goLicenses(server, 'go.example/m')).toEqual([expect.stringContaining('LICENSE: text')]);
    expect(await goLicenses(server, 'go.example/huge')).toEqual([
      'unanswered: HOST: It answered with more than 33554432 bytes.',
    ]);
    expect(urls(server)).toHaveLength(2);
  });

  test('are those of the module that holds a package', async () => {
    const server = await served({
      '/go.example/x/tools/@v/v1.0.0.zip': partsOf(
        moduleZip('go.example/x/tools@v1.0.0', { LICENSE: 'text' }),
      ),
    });
    expect(await goLicenses(server, 'go.example/x/tools/cmd/stringer')).toEqual([
      expect.stringContaining('LICENSE: text'),
    ]);
    expect(await goLicenses(server, 'go.example/a/b/c/d/e/f/g')).toEqual([
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
    const [said, ...others] = await goLicenses(server, 'go.example/m');
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
    expect(await goLicenses(liar, 'go.example/m')).toEqual([
      'unanswered: HOST: It answered with another part than was asked for.',
    ]);
  });

  test('are not asked for where a module is from somewhere else, or its version is none', async () => {
    const server = await served({});
    const component = asked({ kind: 'library', name: 'golang/go.example/m', version: 'v1.0.0' });
    const own = goMeans([server], { GOPROXY: server.origin });
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
      await goProxy.licenses(component, { ...goMeans([], { GOPROXY }), web: { ...web, get }, credentials });
    expect(sent).toEqual([`Basic ${Buffer.from('a:b').toString('base64')}`, 'Basic netrc']);
  });

  test.each(['bytes 0-9/100', 'bytes 90-99/*', '', 'bytes 5-4/2', 'bytes 80-99/100'])(
    'are not taken from another part than was asked for (%s)',
    async (said) => {
      const server = await served({
        '/go.example/m/@v/v1.0.0.zip': (_, response) =>
          response.writeHead(206, { 'content-range': said }).end('0123456789'),
      });
      expect(await goLicenses(server, 'go.example/m')).toEqual([
        'unanswered: HOST: It answered with another part than was asked for.',
      ]);
    },
  );
});
