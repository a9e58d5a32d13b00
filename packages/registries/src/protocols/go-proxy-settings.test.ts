import { afterEach, describe, expect, test } from 'vitest';
import { asked } from '../testkit/asked.ts';
import { goLicenses, goMeans, moduleZip } from '../testkit/go-modules.ts';
import { type Loopback, partsOf, type Routes, startLoopback } from '../testkit/loopback.ts';
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

describe('the user’s Go settings', () => {
  const archive = partsOf(moduleZip('corp.example/m@v1.0.0', { LICENSE: 'text' }));

  test('say what no proxy is told', async () => {
    const server = await served({ '/corp.example/m/@v/v1.0.0.zip': archive });
    for (const GOPRIVATE of ['corp.example', 'x.example,*.example/m', 'corp.[']) {
      expect(await goLicenses(server, 'corp.example/m', { GOPRIVATE })).toEqual([
        'silent: The user’s Go settings keep it from module proxies.',
      ]);
    }
    expect(server.requests).toEqual([]);
    for (const env of [{ GOPRIVATE: 'corp.example/other' }, { GOPRIVATE: 'corp.example', GONOPROXY: 'none' }])
      expect(await goLicenses(server, 'corp.example/m', env)).toEqual([expect.stringContaining('text')]);
  });

  test('say in which order proxies are asked, and when the next one is', async () => {
    const knows = await served({ '/corp.example/m/@v/v1.0.0.zip': archive });
    const silent = await served({});
    const fails = await served({
      '/corp.example/m/@v/v1.0.0.zip': (_, response) => response.writeHead(500).end(),
    });
    const of = async (GOPROXY: string) => {
      const component = asked({ kind: 'library', name: 'golang/corp.example/m', version: 'v1.0.0' });
      const [found] = await goProxy.licenses(component, goMeans([knows, silent, fails], { GOPROXY }));
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
    expect(await goProxy.licenses(component, goMeans([], {}))).toEqual([
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
      expect(await goProxy.licenses(component, goMeans([], env))).toEqual([
        { is: 'silent', because: 'The user’s Go settings keep it from module proxies.' },
      ]);
    },
  );
});

test('a name and a password in GOPROXY are sent with encryption only, and said to nobody', async () => {
  const server = await served({});
  const GOPROXY = `http://user:s3cr3t@${server.host}`;
  const component = asked({ kind: 'library', name: 'golang/corp.example/m', version: 'v1.0.0' });
  const found = await goProxy.licenses(component, goMeans([server], { GOPROXY }));
  expect(JSON.stringify(found)).not.toContain('s3cr3t');
  expect(server.requests.map(({ authorization }) => authorization)).toEqual([undefined, undefined]);
});
