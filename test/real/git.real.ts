import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fetchGitUrl } from '../../packages/registries/src/git/git-url.ts';
import { gitFetch } from '../../packages/registries/src/protocols/git-fetch.ts';
import { gitRefs } from '../../packages/registries/src/protocols/git-refs.ts';
import type { AskingMeans } from '../../packages/registries/src/registry.ts';
import { asked, meansOf, occurrenceOf } from '../../packages/registries/src/testkit/asked.ts';
import { memoryCache, webTo } from '../../packages/registries/src/testkit/loopback.ts';
import { gitBackend } from './git-backend.ts';

// git's own server, behind HTTP.
const directory = mkdtempSync(join(tmpdir(), 'fineprint-git-'));
const backend = gitBackend(directory);
const server = createServer(backend);
let origin = '';

function git(...args: readonly string[]): string {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'init.defaultBranch=main'];
  return execFileSync('git', [...identity, '-C', directory, ...args], { encoding: 'utf8' }).trim();
}

beforeAll(async () => {
  git('init', '--quiet', 'work');
  writeFileSync(join(directory, 'work/LICENSE'), 'MIT\n');
  git('-C', 'work', 'add', '.');
  git('-C', 'work', 'commit', '--quiet', '-m', 'one');
  git('-C', 'work', 'tag', '-a', 'v1', '-m', 'annotated');
  git('-C', 'work', 'tag', 'v2');
  git('-C', 'work', 'commit', '--quiet', '--allow-empty', '-m', 'two');
  writeFileSync(join(directory, 'work/LICENSE'), 'ISC\n');
  git('-C', 'work', 'commit', '--quiet', '-am', 'three');
  // Branches in which there is none, one of another name, a directory and a link of the name, and too much.
  git('-C', 'work', 'checkout', '--quiet', '-b', 'none');
  git('-C', 'work', 'rm', '--quiet', 'LICENSE');
  git('-C', 'work', 'commit', '--quiet', '--allow-empty', '-m', 'none');
  git('-C', 'work', 'checkout', '--quiet', '-b', 'other');
  writeFileSync(join(directory, 'work/UNLICENSE'), 'public\n');
  mkdirSync(join(directory, 'work/LICENSE'));
  writeFileSync(join(directory, 'work/LICENSE/MIT'), 'MIT\n');
  symlinkSync('LICENSE/MIT', join(directory, 'work/COPYING'));
  git('-C', 'work', 'add', '.');
  git('-C', 'work', 'commit', '--quiet', '-m', 'other');
  git('-C', 'work', 'checkout', '--quiet', '-b', 'large', 'main');
  writeFileSync(join(directory, 'work/LICENSE'), 'x'.repeat(1024 ** 2 + 1));
  git('-C', 'work', 'commit', '--quiet', '-am', 'large');
  git('-C', 'work', 'checkout', '--quiet', 'main');
  git('clone', '--quiet', '--bare', 'work', 'team/repo.git');
  git('-C', 'team/repo.git', 'config', 'uploadpack.allowFilter', 'true');
  git('-C', 'team/repo.git', 'config', 'uploadpack.allowAnySHA1InWant', 'true');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
  rmSync(directory, { recursive: true });
});

test.each([
  ['v1', 'v1^{commit}', { names: ['v1', 'v2'] }],
  ['v2', 'v2', { names: ['v1', 'v2'] }],
  ['main', 'main', {}],
  [null, 'HEAD', {}],
])('%s leads to the commit that git says', async (requested, revision, names) => {
  const web = webTo([new URL(origin).host]);
  const source = `${origin}/team/repo`;
  const occurrence = occurrenceOf({ kind: 'git-source', name: 'team/repo', source, requested }, 'git-ref');
  expect(await gitRefs.resolve(occurrence, meansOf(web, {}))).toEqual({
    is: 'answer',
    version: null,
    digest: null,
    commit: git('-C', 'work', 'rev-parse', revision),
    ...names,
  });
  web.close();
});

test('a repository that is not there is told', async () => {
  const web = webTo([new URL(origin).host]);
  const occurrence = occurrenceOf(
    { kind: 'git-source', name: 'team/none', source: `${origin}/team/none` },
    'git-ref',
  );
  expect(await gitRefs.resolve(occurrence, meansOf(web, {}))).toEqual({
    is: 'unanswered',
    because: expect.stringContaining('knows no /team/none.git/info/refs'),
  });
  web.close();
});

describe('the licence file of a repository', () => {
  const said = async (source: string, ref: string | null, means: AskingMeans) => {
    const commit = /^[0-9a-f]{40}$/.test(ref ?? '') ? ref : null;
    const component = asked({ kind: 'git-source', name: 'team/repo', source, requested: ref, commit });
    return (await gitFetch.licenses(component, means)).map((one) =>
      one.is === 'text'
        ? `${one.name}: ${one.text.trim()}`
        : `${one.is}: ${'because' in one ? one.because : ''}`,
    );
  };

  test('is fetched over HTTP at the ref that is asked for', async () => {
    const web = webTo([new URL(origin).host]);
    const of = (ref: string | null) => said(`${origin}/team/repo.git`, ref, meansOf(web, {}));
    expect(await of('v1')).toEqual(['LICENSE: MIT']);
    expect(await of('main')).toEqual(['LICENSE: ISC']);
    expect(await of(null)).toEqual(['LICENSE: ISC']);
    expect(await of(git('-C', 'work', 'rev-parse', 'v2'))).toEqual(['LICENSE: MIT']);
    expect(await of('v9')).toEqual([expect.stringContaining('unanswered: 127.0.0.1')]);
    expect(await of('--upload-pack=touch /tmp/p')).toEqual([
      expect.stringContaining('is no ref that git is asked for'),
    ]);
  });

  test('is a file with a usual name, or there is none', async () => {
    const of = (ref: string) =>
      said(`${origin}/team/repo.git`, ref, meansOf(webTo([new URL(origin).host]), {}));
    expect(await of('none')).toEqual([`silent: ${origin}/team/repo.git has no licence file at none.`]);
    expect(await of('other')).toEqual(['UNLICENSE: public']);
    expect(await of('large')).toEqual([expect.stringContaining('more than 1048576 bytes')]);
  });

  test('is not in a repository that is not there', async () => {
    const means = meansOf(webTo([new URL(origin).host]), {});
    expect(await said(`${origin}/team/none.git`, 'v1', means)).toEqual([
      expect.stringMatching(/^unanswered: 127\.0\.0\.1:\d+: git says: fatal: /),
    ]);
  });

  test('is kept: for ever at a commit, for a day at a branch, and longer where nobody answers any more', async () => {
    const mirror = createServer(gitBackend(directory));
    await new Promise<void>((resolve) => mirror.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(mirror.address() as AddressInfo).port}`;
    const cache = memoryCache();
    const commit = git('-C', 'work', 'rev-parse', 'v2');
    const at = async (ref: string, now: string) => {
      const web = webTo([host], { cache, now: () => new Date(now) });
      const asking = { ...meansOf(web, {}), now: () => new Date(now) };
      const pinned = ref === commit ? ref : null;
      const source = `http://${host}/team/repo.git`;
      const component = asked({ kind: 'git-source', name: 'r', source, requested: ref, commit: pinned });
      return gitFetch.licenses(component, asking);
    };
    const first = { is: 'text', name: 'LICENSE', staleSince: null };
    expect(await at(commit, '2026-01-01')).toMatchObject([{ ...first, text: 'MIT\n' }]);
    expect(await at('main', '2026-01-01')).toMatchObject([{ ...first, text: 'ISC\n' }]);
    expect(await at('none', '2026-01-01')).toMatchObject([{ is: 'silent' }]);
    mirror.closeAllConnections();
    await new Promise((resolve) => mirror.close(resolve));
    expect(await at(commit, '2027-01-01')).toMatchObject([{ ...first, text: 'MIT\n' }]);
    expect(await at('main', '2026-01-01T12:00:00Z')).toMatchObject([{ ...first, text: 'ISC\n' }]);
    expect(await at('main', '2027-01-01')).toMatchObject([
      { ...first, text: 'ISC\n', staleSince: '2026-01-01T00:00:00.000Z' },
    ]);
    expect(await at('none', '2027-01-01')).toMatchObject([{ is: 'silent' }]);
    expect(await at('v1', '2027-01-01')).toMatchObject([{ is: 'unanswered' }]);
  });

  test('is not fetched from a private network that nobody listed', async () => {
    expect(await said(`${origin}/team/repo.git`, 'v1', meansOf(webTo([]), {}))).toEqual([
      expect.stringContaining('leads into a private network'),
    ]);
  });

  test('is fetched over SSH, with the keys of the user', async () => {
    const port = await freePort();
    const sshd = startSshd(port);
    const key = join(directory, 'key');
    const env = {
      PATH: process.env.PATH,
      GIT_SSH_COMMAND: `ssh -i ${key} -o UserKnownHostsFile=${directory}/known_hosts -o StrictHostKeyChecking=accept-new -o ConnectionAttempts=50`,
    };
    const host = `127.0.0.1:${port}`;
    const source = `ssh://${userInfo().username}@${host}${directory}/team/repo.git`;
    expect(await said(source, 'v1', { ...meansOf(webTo([host]), {}), env })).toEqual(['LICENSE: MIT']);
    const repository = await fetchGitUrl(
      { url: new URL(source), ref: 'v1' },
      { ...meansOf(webTo([host]), {}), env },
    );
    if (repository.is === 'failed') throw new Error(repository.because);
    expect(git('-C', repository.directory, 'rev-parse', 'FETCH_HEAD^{commit}')).toBe(
      git('-C', 'work', 'rev-parse', 'v1^{commit}'),
    );
    repository.remove();
    expect(existsSync(repository.directory)).toBe(false);
    const stranger = {
      ...env,
      GIT_SSH_COMMAND: `ssh -i ${directory}/none -o IdentitiesOnly=yes -o UserKnownHostsFile=${directory}/known_hosts`,
    };
    expect(await said(source, 'v1', { ...meansOf(webTo([host]), {}), env: stranger })).toEqual([
      expect.stringMatching(/unanswered: .*Permission denied/),
    ]);
    sshd.kill();
  });
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

function startSshd(port: number) {
  for (const name of ['key', 'host_key'])
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(directory, name)]);
  const settings = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${directory}/host_key`,
    `AuthorizedKeysFile ${directory}/key.pub`,
    'StrictModes no',
    'PasswordAuthentication no',
    'UsePAM no',
    `PidFile ${directory}/sshd.pid`,
  ];
  writeFileSync(join(directory, 'sshd_config'), `${settings.join('\n')}\n`);
  mkdirSync('/run/sshd', { recursive: true });
  return spawn('/usr/sbin/sshd', ['-D', '-f', join(directory, 'sshd_config')], { stdio: 'ignore' });
}
