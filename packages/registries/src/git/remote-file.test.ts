import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { environmentFor, fetchRemoteFile, type Remote, remoteDefect } from './remote-file.ts';
import type { Tether } from './run-git.ts';

test.each([
  ['https://git.example/o/r', 'v1.2.3'],
  ['ssh://git@git.example/o/r', 'main'],
  ['https://git.example/o/r', 'feature/x-1'],
  ['https://git.example/o/r', 'a'.repeat(40)],
])('%s at %s may be fetched', (url, ref) => {
  expect(remoteDefect(new URL(url), ref)).toBeNull();
});

// https://git-scm.com/docs/git-check-ref-format, and what git or ssh would take for an option.
test.each([
  ['https://git.example/o/r', '--upload-pack=touch /tmp/p'],
  ['https://git.example/o/r', '-h'],
  ['https://git.example/o/r', '+refs/heads/*:refs/heads/*'],
  ['https://git.example/o/r', 'a..b'],
  ['https://git.example/o/r', 'a@{1}'],
  ['https://git.example/o/r', 'a b'],
  ['https://git.example/o/r', ''],
  ['file:///etc', 'v1'],
  ['ext::sh -c id', 'v1'],
  ['https://user:secret@git.example/o/r', 'v1'],
  ['ssh://-oProxyCommand=id@git.example/o/r', 'v1'],
  ["ssh://git@';id;'/o/r", 'v1'],
  ['ssh://git@$(id)/o/r', 'v1'],
])('%s at %s is refused', (url, ref) => {
  expect(remoteDefect(new URL(url), ref)).not.toBeNull();
});

describe('git', () => {
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'fineprint-git-test-'));
    // A git that tells what it was run with instead of the content of the file that it is asked for.
    const script = `#!/bin/sh\necho "$@" >> ${directory}/argv\ncase $1 in ls-tree) printf '100644 blob abc\\tLICENSE\\0';; cat-file) env;; esac\n`;
    writeFileSync(join(directory, 'git'), script);
    chmodSync(join(directory, 'git'), 0o755);
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  async function environment(
    remote: Partial<Remote> & { readonly url: URL },
    tether?: Tether,
  ): Promise<string> {
    const env = {
      ...remote.env,
      PATH: `${directory}:${process.env.PATH}`,
    };
    const whole = { ref: 'v1', address: '1.1.1.1', authorization: null, ...remote, env };
    const file = await fetchRemoteFile(whole, ([name]) => name, tether);
    return file.is === 'file' ? file.content.toString('utf8') : JSON.stringify(file);
  }

  const value = (environment: string, key: string) => {
    const index = new RegExp(`^GIT_CONFIG_KEY_(?<index>\\d+)=${key}$`, 'm').exec(environment)?.groups?.index;
    return new RegExp(`^GIT_CONFIG_VALUE_${index}=(?<value>.*)$`, 'm').exec(environment)?.groups?.value;
  };

  test('gets credentials where no other user sees them', async () => {
    const authorization = 'Basic c2VjcmV0';
    const told = await environment({ url: new URL('https://git.example/r'), authorization });
    expect(value(told, 'http.extraHeader')).toBe(`Authorization: ${authorization}`);
    expect(readFileSync(join(directory, 'argv'), 'utf8')).not.toContain('c2VjcmV0');
  });

  test('whose server tells the credentials that it got is not quoted', async () => {
    writeFileSync(join(directory, 'git'), '#!/bin/sh\necho "fatal: remote: me:passw0rd" >&2\nexit 1\n');
    const authorization = `Basic ${Buffer.from('me:passw0rd').toString('base64')}`;
    const url = new URL('https://git.example/r');
    expect(await environment({ url })).toContain('git says: fatal: remote');
    expect(await environment({ url, authorization })).toContain('It answered with the credentials');
  });

  // Its children hold the pipe to us open, and work on without it.
  test.each([
    [
      'sends no end',
      'mkdir -p objects/pack; head -c 2000 /dev/zero > objects/pack/tmp; sleep 60',
      'more than 1000 bytes',
    ],
    ['says too much', 'head -c 1100000 /dev/zero; sleep 60', 'more than 1048576 bytes'],
    ['never answers', 'sleep 60', 'did not answer within 0.5 seconds'],
  ])('that %s is stopped with all its children', async (_, script, because) => {
    writeFileSync(join(directory, 'git'), `#!/bin/sh\ncase $1 in fetch) ${script};; esac\n`);
    const url = new URL('https://git.example/r');
    expect(await environment({ url }, { ms: 500, bytes: 1_000 })).toContain(because);
  });

  test('knows a host of SSH by its name, and connects to the address that was checked', async () => {
    const of = async (url: string) =>
      /^GIT_SSH_COMMAND=(?<command>.*)$/m.exec(await environment({ url: new URL(url) }))?.groups?.command;
    expect(await of('ssh://git@git.example/r')).toMatch(
      /HostName=1\.1\.1\.1 -o 'HostKeyAlias=git\.example'$/,
    );
    expect(await of('ssh://git@git.example:2222/r')).toMatch(/ 'HostKeyAlias=\[git\.example\]:2222'$/);
  });

  test('goes through a proxy only where no address was checked', async () => {
    const env = {
      HTTPS_PROXY: 'http://proxy.example:3128',
      NO_PROXY: 'git.example',
      no_proxy: 'git.example',
    };
    const url = new URL('https://git.example/r');
    const direct = await environment({ url, env });
    expect(value(direct, 'http.proxy')).toBe('');
    expect(value(direct, 'http.curloptResolve')).toBe('git.example:443:1.1.1.1');
    const proxied = await environment({ url, env, address: null });
    expect(value(proxied, 'http.proxy')).toBe('http://proxy.example:3128');
    expect(value(proxied, 'http.curloptResolve')).toBeUndefined();
    // What curl would obey besides.
    for (const told of [direct, proxied]) expect(told).not.toMatch(/^(?:https?|no)_proxy=/im);
  });
});

test('of what the environment holds git is handed nothing but where programs and keys are', () => {
  const secret = 's3cret';
  const env = {
    PATH: '/bin',
    INPUT_TOKEN: secret,
    GITHUB_TOKEN: secret,
    ACTIONS_RUNTIME_TOKEN: secret,
    GIT_DIR: secret,
  };
  const remote = {
    url: new URL('https://git.example/o/r'),
    ref: 'v1',
    address: null,
    authorization: null,
    env,
  };
  const handed = environmentFor(remote, '/home', 'all');
  expect(handed.PATH).toBe('/bin');
  expect(JSON.stringify(handed)).not.toContain(secret);
});
