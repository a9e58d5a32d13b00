import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileOfGitUrl } from '../../packages/cli/src/git-url.ts';
import { fineprint } from '../e2e/terminal.ts';
import { gitBackend } from './git-backend.ts';

const directory = mkdtempSync(join(tmpdir(), 'fineprint-git-url-'));
const work = join(directory, 'work');
// Others leave things in that of the machine meanwhile.
const temporary = join(directory, 'tmp');
const server = createServer(gitBackend(directory));
let host = '';
const env = () => ({
  FINEPRINT_SETTINGS: join(directory, 'settings.yaml'),
  PATH: process.env.PATH ?? '',
  XDG_CACHE_HOME: directory,
});

function git(...args: readonly string[]): string {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'init.defaultBranch=main'];
  return execFileSync('git', [...identity, '-C', directory, ...args], { encoding: 'utf8' }).trim();
}

const workflow = (uses: string) =>
  `on: push\njobs:\n  a:\n    runs-on: self-hosted\n    steps:\n      - uses: ${uses}\n`;

beforeAll(async () => {
  mkdirSync(temporary);
  process.env.TMPDIR = temporary;
  git('init', '--quiet', 'work');
  mkdirSync(join(work, '.github/workflows'), { recursive: true });
  writeFileSync(join(work, '.github/workflows/ci.yml'), workflow('octo/one@main'));
  writeFileSync(join(work, 'fineprint.yaml'), 'rules:\n  version-not-pinned: off\n');
  writeFileSync(join(work, '.gitattributes'), '*.yml export-ignore filter=evil\n');
  symlinkSync('/etc/passwd', join(work, 'Dockerfile'));
  git('-C', 'work', 'add', '.');
  git('-C', 'work', 'commit', '--quiet', '-m', 'one');
  git('-C', 'work', 'tag', '-a', '@scope/name@1.0.0', '-m', 'annotated');
  writeFileSync(join(work, '.github/workflows/ci.yml'), workflow('octo/two@main'));
  git('-C', 'work', 'commit', '--quiet', '-am', 'two');
  git('clone', '--quiet', '--bare', 'work', 'team/infra.git');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  writeFileSync(join(directory, 'settings.yaml'), `network: { hosts: ["${host}"] }\n`);
});

afterAll(() => {
  server.close();
  rmSync(directory, { recursive: true });
});

async function scan(url: string, ...args: readonly string[]) {
  const ended = await fineprint(['scan', url, '--online', '-o', 'json', ...args], env());
  // Nothing is left behind.
  expect(readdirSync(temporary)).toEqual([]);
  return { ...ended, report: ended.stdout === '' ? null : JSON.parse(ended.stdout) };
}

test.each([
  ['', 'main', 'octo/two'],
  ['@main', 'main', 'octo/two'],
  ['@@scope/name@1.0.0', 'main~1', 'octo/one'],
  ['@%40scope/name@1.0.0', 'main~1', 'octo/one'],
])('a git URL with the ref "%s" is scanned at its commit', async (ref, revision, name) => {
  const { code, report, stderr } = await scan(`git+http://${host}/team/infra.git${ref}`);
  expect(report.root).toEqual({
    name: 'infra',
    commit: git('-C', 'work', 'rev-parse', `${revision}^{commit}`),
    remote: `http://${host}/team/infra.git`,
  });
  expect(report.components.map(({ key }: { key: string }) => key)).toContain(`github-action:${name}`);
  // Its own policy would have switched this off.
  expect(report.findings.map(({ rule }: { rule: string }) => rule)).toContain('version-not-pinned');
  expect(report.problems.map(({ code: of }: { code: string }) => of)).toContain('symlink-escapes-root');
  expect(stderr).toContain(
    'fineprint.yaml of the repository is not applied, because a git URL is judged by the default policy or by --policy.',
  );
  expect(code).toBe(0);
});

test('a commit is scanned by its id, and the policy that is named judges it', async () => {
  const commit = git('-C', 'work', 'rev-parse', 'HEAD~1');
  writeFileSync(join(directory, 'policy.yaml'), 'rules:\n  version-not-pinned: error\n');
  const { code, report } = await scan(
    `git+http://${host}/team/infra@${commit}`,
    '--policy',
    join(directory, 'policy.yaml'),
  );
  expect(report.root.commit).toBe(commit);
  expect(code).toBe(1);
});

test('what is not there, or lies in a network that nobody listed, is said', async () => {
  expect(await scan(`git+http://${host}/team/infra.git@v9`)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(
      `"v9" of http://${host}/team/infra.git cannot be fetched. ${host}: git says: fatal:`,
    ),
  });
  expect((await scan(`git+http://${host}/team/none.git`)).stderr).toContain('cannot be fetched');
  const ended = await fineprint(['scan', `git+http://${host}/team/infra.git`, '--online'], {
    PATH: process.env.PATH ?? '',
  });
  expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining('leads into a private network') });
});

test('one file of a commit is read', async () => {
  const file = await fileOfGitUrl(
    `git+http://${host}/team/infra.git@main~0`.replace('~0', ''),
    'fineprint.yaml',
    true,
    env(),
  );
  expect(file).toEqual({
    commit: git('-C', 'work', 'rev-parse', 'main'),
    text: 'rules:\n  version-not-pinned: off\n',
  });
  await expect(fileOfGitUrl(`git+http://${host}/team/infra.git`, 'Dockerfile', true, env())).rejects.toThrow(
    'symbolic link',
  );
  await expect(fileOfGitUrl(`git+http://${host}/team/infra.git`, '../x', true, env())).rejects.toThrow(
    'cannot be read',
  );
});
