import { describe, expect, test } from 'vitest';
import { meansOf } from '../testkit/asked.ts';
import { webTo } from '../testkit/loopback.ts';
import type { Web, WebAnswer } from '../web/web.ts';
import { proxiesFor } from './proxies.ts';

/** Means whose web answers as it is told, with the addresses that it was asked for. */
function meansWith(env: Readonly<Record<string, string>>, is: 'answer' | 'absent' | 'forbidden') {
  const asked: string[] = [];
  const web: Web = {
    ...webTo([]),
    async get(url): Promise<WebAnswer> {
      asked.push(url);
      if (is === 'absent') return { is, url, status: 404 };
      if (is === 'forbidden') return { is, url, status: 401, headers: new Map() };
      return { is, url, status: 200, headers: new Map(), body: Buffer.alloc(0), asked: '', staleSince: null };
    },
    addressOf: async () => ({ is: 'address', address: '192.0.2.1' }),
  };
  return { asked, means: { ...meansOf(web, {}), env } };
}

const home = 'https://proxy.golang.org';

test('the public proxy is asked where nothing else is said', async () => {
  const { means } = meansWith({}, 'absent');
  expect(await proxiesFor('k8s.io/api', means)).toEqual([{ home, credential: null, mayFail: false }]);
});

describe('a module on a known git host is told to the public proxy', () => {
  test('where anybody may read its repository', async () => {
    const { means, asked } = meansWith({}, 'answer');
    expect(await proxiesFor('github.com/o/r/v2/cmd/x', means)).toMatchObject([{ home }]);
    expect(asked).toEqual(['https://github.com/o/r.git/info/refs?service=git-upload-pack']);
  });

  test.each(['absent', 'forbidden'] as const)('and else not (%s)', async (is) => {
    expect(await proxiesFor('github.com/o/r', meansWith({}, is).means)).toBe(
      'Nothing shows that github.com/o/r is public, so that proxy.golang.org was not asked about it.',
    );
  });
});

test('the user’s own proxies are told of all but what is private', async () => {
  const { means, asked } = meansWith(
    { GOPROXY: 'https://us%65r:p%40ss@proxy.corp.example/go/|https://proxy.golang.org,direct' },
    'absent',
  );
  expect(await proxiesFor('github.com/corp/r', means)).toEqual([
    {
      home: 'https://proxy.corp.example/go',
      credential: {
        authorization: `Basic ${Buffer.from('user:p@ss').toString('base64')}`,
        identity: 'GOPROXY proxy.corp.example',
      },
      mayFail: true,
    },
  ]);
  expect(asked).toHaveLength(1);
});

test('a mirror in the settings stands above GOPROXY', async () => {
  const { means } = meansWith({ GOPROXY: 'off' }, 'absent');
  const mirrors = new Map([['golang', 'https://mirror.corp.example']]);
  expect(await proxiesFor('github.com/corp/r', { ...means, mirrors })).toMatchObject([
    { home: 'https://mirror.corp.example' },
  ]);
});
