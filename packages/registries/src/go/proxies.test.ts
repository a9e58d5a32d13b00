import { describe, expect, test } from 'vitest';
import { meansOf } from '../testkit/asked.ts';
import { webTo } from '../testkit/loopback.ts';
import type { Web, WebAnswer } from '../web/web.ts';
import { proxiesFor } from './proxies.ts';

/** Means whose web answers as it is told, with the addresses that it was asked for. */
function meansWith(
  env: Readonly<Record<string, string>>,
  is: 'answer' | 'absent' | 'forbidden' | 'unanswered',
  address: string | null = '1.1.1.1',
) {
  const asked: string[] = [];
  const web: Web = {
    ...webTo([]),
    async get(url): Promise<WebAnswer> {
      asked.push(url);
      if (is === 'unanswered') return { is, url, because: 'It is down.' };
      if (is === 'absent') return { is, url, status: 404 };
      if (is === 'forbidden') return { is, url, status: 401, headers: new Map() };
      return { is, url, status: 200, headers: new Map(), body: Buffer.alloc(0), asked: '', staleSince: null };
    },
    addressOf: async () => ({ is: 'address', address }),
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

  test.each([
    ['absent', 'github.com shows it to nobody without a password.'],
    ['forbidden', 'github.com shows it to nobody without a password.'],
    ['unanswered', 'It is down.'],
  ] as const)('and else not (%s)', async (is, doubt) => {
    expect(await proxiesFor('github.com/o/r', meansWith({}, is).means)).toBe(
      `proxy.golang.org was not asked, since nothing shows that it is public. ${doubt}`,
    );
  });
});

// A host that the settings list may be private, and a network's own proxy looks up names unseen.
test.each(['10.1.2.3', '::1', null])(
  'a module whose host is at %s is not told to the public proxy',
  async (at) => {
    const { means } = meansWith({}, 'absent', at);
    const because =
      'proxy.golang.org was not asked, since nothing shows that it is public. Its host may be in a private network.';
    expect(await proxiesFor('git.example/team/m', means)).toBe(because);
    const mirrors = new Map([['golang', home]]);
    expect(await proxiesFor('git.example/team/m', { ...means, mirrors })).toMatchObject([{ home }]);
    const secret = { ...means, mirrors, env: { GONOSUMDB: 'git.example' } };
    expect(await proxiesFor('git.example/team/m', secret)).toBe(
      'The user’s Go settings keep it from module proxies.',
    );
  },
);

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
