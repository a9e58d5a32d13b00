import { afterEach, describe, expect, test } from 'vitest';
import { meansOf, occurrenceOf } from '../testkit/asked.ts';
import { type Loopback, type Routes, startLoopback, webTo } from '../testkit/loopback.ts';
import { goProxy } from './go-proxy.ts';

const open: Loopback[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function served(routes: Routes): Promise<Loopback> {
  const server = await startLoopback(routes);
  open.push(server);
  return server;
}

describe('the newest version of a module', () => {
  async function newest(server: Loopback, name: string, requested: string | null) {
    const occurrence = occurrenceOf({ kind: 'library', name: `golang/${name}`, requested });
    return goProxy.resolve(occurrence, meansOf(webTo([server.host]), { golang: server.origin }));
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
