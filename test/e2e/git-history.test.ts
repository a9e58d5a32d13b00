import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fineprint } from './terminal.ts';

let directory = '';
const at = (path = '') => join(directory, path);
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-history-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
}

let clock = 1_700_000_000;
function git(where: string, ...args: readonly string[]): string {
  clock += 60;
  const settings = ['user.name=T', 'user.email=t@example.org', 'protocol.file.allow=always'];
  return execFileSync('git', [...settings.flatMap((one) => ['-c', one]), '-C', at(where), ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: directory,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_DATE: `${clock} +0000`,
      GIT_COMMITTER_DATE: `${clock} +0000`,
    },
  }).trim();
}

function commit(message: string): string {
  git('repo', 'add', '-A');
  git('repo', 'commit', '-q', '-m', message);
  return git('repo', 'rev-parse', 'HEAD');
}

const workflow = (...uses: readonly string[]) =>
  `on: push\njobs:\n  a:\n    runs-on: self-hosted\n    steps:\n${uses.map((one) => `      - uses: ${one}\n`).join('')}`;
const ci = 'repo/.github/workflows/ci.yml';
const strict = 'rules:\n  version-not-pinned: error\n';

/** `main` with one old finding; `topic` branched off it, with a new one; `main` gone on since. */
function branched(policy = strict): { base: string } {
  mkdirSync(at('repo'));
  git('repo', 'init', '-q', '-b', 'main');
  write(ci, workflow('octo-org/old@main'));
  write('repo/fineprint.yaml', policy);
  const base = commit('base');
  git('repo', 'checkout', '-q', '-b', 'topic');
  write(ci, workflow('octo-org/new@main', 'octo-org/old@main'));
  commit('topic');
  git('repo', 'checkout', '-q', 'main');
  write('repo/infra/Dockerfile', 'FROM debian:12\n');
  commit('main goes on');
  git('repo', 'checkout', '-q', 'topic');
  return { base };
}

interface Findings {
  readonly scan: { readonly baseline: string | null };
  readonly findings: readonly { rule: string; ref: string; state: string | null; waiver: object | null }[];
}

async function since(ref: string, ...args: readonly string[]) {
  const ended = await fineprint(['scan', at('repo'), '--since', ref, '-o', 'json', '--no-cache', ...args]);
  const report: Findings | null = ended.stdout === '' ? null : JSON.parse(ended.stdout);
  const states = report?.findings
    .filter(({ rule }) => rule === 'version-not-pinned')
    .map(({ ref: of, state }) => `${state} ${of}`);
  return { ...ended, report, states };
}

describe('--since', () => {
  test('only what is new since the commit in common fails, and the report names that commit', async () => {
    const { base } = branched();
    const { code, report, states, stderr } = await since('main');
    expect(stderr).toBe('');
    expect(states).toEqual(['new github-action:octo-org/new@main', 'known github-action:octo-org/old@main']);
    expect(report?.scan.baseline).toBe(base);
    expect(code).toBe(1);
    write(ci, workflow('octo-org/old@main'));
    expect((await since('main')).code).toBe(0);
    expect((await fineprint(['scan', at('repo'), '--no-cache'])).code).toBe(1);
  });

  test('refs are written as git writes them', async () => {
    const { base } = branched();
    for (const ref of ['refs/heads/main', 'main~1', 'HEAD~1', '@^', base, base.slice(0, 10)])
      expect((await since(ref)).report?.scan.baseline, ref).toBe(base);
    expect((await since('HEAD')).states).toEqual([
      'known github-action:octo-org/new@main',
      'known github-action:octo-org/old@main',
    ]);
  });

  test('the policy of the base judges both, and what the head says instead is said not to apply', async () => {
    const { base } = branched();
    write('repo/fineprint.yaml', 'rules:\n  version-not-pinned: off\n');
    const { code, states, stderr } = await since('main');
    expect(states).toHaveLength(2);
    expect(code).toBe(1);
    expect(stderr).toBe(
      `What this tree changes in fineprint.yaml is not applied: commit ${base.slice(0, 12)} says by what both are judged.\n`,
    );
    rmSync(at('repo/fineprint.yaml'));
    expect((await since('main')).code).toBe(1);
    // What the user names replaces both.
    write('lax.yaml', 'rules:\n  version-not-pinned: off\n');
    expect((await since('main', '--policy', at('lax.yaml'))).code).toBe(0);
  });

  test('a waiver in a comment holds from the next change on, and that it is new is a finding', async () => {
    const waived = (name: string) =>
      `${name} # fineprint: ignore[version-not-pinned] until=2099-01-01 owner=ops It moves with us.`;
    branched();
    const changed = (report: Findings | null) =>
      report?.findings.filter(({ rule }) => rule === 'policy-changed').length;
    write(ci, workflow(waived('octo-org/new@main'), 'octo-org/old@main'));
    const added = await since('main');
    expect(added.code).toBe(1);
    expect(changed(added.report)).toBe(1);
    commit('waived');
    write(ci, workflow('octo-org/third@v1', waived('octo-org/new@main'), 'octo-org/old@main'));
    const kept = await since('HEAD');
    expect(changed(kept.report)).toBe(0);
    expect(kept.report?.findings.filter(({ waiver }) => waiver !== null).map(({ ref }) => ref)).toEqual([
      'github-action:octo-org/new@main',
    ]);
    // What the user names replaces the comments too, and then nothing is changed by them.
    const named = await since('HEAD~1', '--policy', 'default');
    expect(changed(named.report)).toBe(0);
    expect(named.report?.findings.filter(({ waiver }) => waiver !== null)).toEqual([]);
  });

  test('a directory or a file of the repository is measured by itself', async () => {
    branched();
    for (const path of ['repo/.github', 'repo/.github/workflows/ci.yml']) {
      const ended = await fineprint([
        'scan',
        at(path),
        '--since',
        'main',
        '-o',
        'json',
        '--no-cache',
        '--policy',
        'default',
      ]);
      const { findings }: Findings = JSON.parse(ended.stdout);
      const states = findings.filter(({ rule }) => rule === 'version-not-pinned').map(({ state }) => state);
      expect(states, path).toEqual(['new', 'known']);
    }
    write('repo/added/Dockerfile', 'FROM octo/new\n');
    const ended = await fineprint(['scan', at('repo/added'), '--since', 'main', '-o', 'json', '--no-cache']);
    expect(ended.stderr).toMatch(/^The commit [0-9a-f]{40} has no "added"\. Everything here is new\.$/m);
    expect(JSON.parse(ended.stdout).findings.every(({ state }: { state: string }) => state === 'new')).toBe(
      true,
    );
  });

  test('what tools filled on disk is looked into from both sides', async () => {
    mkdirSync(at('repo'));
    git('repo', 'init', '-q', '-b', 'main');
    write('repo/.gitignore', '.terraform\n');
    write(
      'repo/main.tf',
      'module "vpc" {\n  source  = "terraform-aws-modules/vpc/aws"\n  version = "5.0.0"\n}\n',
    );
    commit('base');
    const manifest = {
      Modules: [
        { Key: '', Source: '', Dir: '.' },
        {
          Key: 'vpc',
          Source: 'registry.terraform.io/terraform-aws-modules/vpc/aws',
          Version: '5.0.0',
          Dir: '.terraform/modules/vpc',
        },
      ],
    };
    write('repo/.terraform/modules/modules.json', JSON.stringify(manifest));
    write(
      'repo/.terraform/modules/vpc/main.tf',
      'module "inner" {\n  source = "git::https://git.example/o/r.git?ref=main"\n}\n',
    );
    const { report } = await since('HEAD', '--policy', 'strict');
    expect(report?.findings.length).toBeGreaterThan(0);
    expect(report?.findings.filter(({ state }) => state === 'new')).toEqual([]);
    expect(report?.findings.some(({ ref }) => ref.includes('git.example'))).toBe(true);
  });

  test('submodules that are checked out are looked into from both sides, each at its commit', async () => {
    mkdirSync(at('inner'));
    git('inner', 'init', '-q', '-b', 'main');
    write('inner/.github/workflows/ci.yml', workflow('octo-org/inner@main'));
    git('inner', 'add', '-A');
    git('inner', 'commit', '-q', '-m', 'inner');
    branched();
    git('repo', 'submodule', '--quiet', 'add', at('inner'), 'modules/inner');
    commit('submodule');
    expect((await since('HEAD')).states).toEqual([
      'known github-action:octo-org/inner@main',
      'known github-action:octo-org/new@main',
      'known github-action:octo-org/old@main',
    ]);
    write('repo/modules/inner/.github/workflows/ci.yml', workflow('octo-org/other@main'));
    git('repo/modules/inner', 'commit', '-q', '-am', 'other');
    commit('moved on');
    const moved = await since('HEAD~1');
    expect(moved.stderr).toBe('');
    expect(moved.states).toEqual([
      'known github-action:octo-org/new@main',
      'known github-action:octo-org/old@main',
      'new github-action:octo-org/other@main',
    ]);
  });

  test('what of the base is not in a partial clone is said', async () => {
    branched();
    git('repo', 'config', 'uploadpack.allowFilter', 'true');
    git('.', 'clone', '-q', '--filter=blob:none', '-b', 'topic', `file://${at('repo')}`, at('clone'));
    const { stderr } = await fineprint(['scan', at('clone'), '--since', 'origin/main', '--no-cache']);
    expect(stderr).toMatch(
      /^Some of what is told as new may not be: not all of commit [0-9a-f]{12} could be read\. \.github\/workflows\/ci\.yml: .*"git fetch --refetch --no-filter" gets what was left out\.$/m,
    );
  });

  test('the report is the same from a cold and a warm cache, and as with a stored report of a checkout', async () => {
    const { base } = branched();
    const cache = { XDG_CACHE_HOME: at('cache') };
    const args = ['scan', at('repo'), '--since', 'main', '-o', 'json'];
    const cold = await fineprint(args, cache);
    expect((await fineprint(args, cache)).stdout).toBe(cold.stdout);
    expect((await fineprint([...args, '--no-cache'])).stdout).toBe(cold.stdout);
    git('.', 'clone', '-q', at('repo'), at('base'));
    git('base', 'checkout', '-q', base);
    await fineprint(['scan', at('base'), '-o', `json=${at('base.json')}`, '--no-cache']);
    const stored = await fineprint([
      'scan',
      at('repo'),
      '--baseline',
      at('base.json'),
      '-o',
      'json',
      '--no-cache',
    ]);
    const states = (text: string) =>
      JSON.parse(text).findings.map(({ fingerprint, state }: { fingerprint: string; state: string }) => [
        fingerprint,
        state,
      ]);
    expect(states(cold.stdout)).toEqual(states(stored.stdout));
  });

  test('a shallow clone says what it lacks and how to get it', async () => {
    branched();
    git('.', 'clone', '-q', '--depth=1', '--no-single-branch', `file://${at('repo')}`, at('clone'));
    const scan = async (ref: string) => fineprint(['scan', at('clone'), '--since', ref, '--no-cache']);
    expect(await scan('origin/main')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(
        /^What "origin\/main" and HEAD have in common cannot be told\. This clone is shallow .*"git fetch --unshallow".*"fetch-depth: 0" in actions\/checkout/,
      ),
    });
    expect((await scan('HEAD~1')).stderr).toMatch(
      /is not in this repository\. This clone is shallow: fetch it with "git fetch --depth=1 origin [0-9a-f]{40}"/,
    );
    expect((await scan('elsewhere')).stderr).toContain(
      'This clone is shallow and may have been made without it: "git fetch --unshallow origin elsewhere:',
    );
  });

  test('the merge commit of a pull request is measured by its first parent, in a clone of depth 2', async () => {
    branched();
    git('repo', 'checkout', '-q', '--detach', 'main');
    git('repo', 'merge', '-q', '--no-ff', '-m', 'pull request', 'topic');
    git('repo', 'branch', 'merged');
    git('.', 'clone', '-q', '--depth=2', '-b', 'merged', `file://${at('repo')}`, at('clone'));
    const { stdout } = await fineprint([
      'scan',
      at('clone'),
      '--since',
      'HEAD^1',
      '-o',
      'json',
      '--no-cache',
    ]);
    const { scan, findings } = JSON.parse(stdout);
    expect(scan.baseline).toBe(git('repo', 'rev-parse', 'main'));
    expect(findings.filter(({ state }: { state: string }) => state === 'new')).not.toEqual([]);
    expect(findings.filter(({ state }: { state: string }) => state === 'known')).not.toEqual([]);
  });

  test.each([
    ['mian', 'There is no branch, tag or commit "mian" in this repository. Did you mean "main"?'],
    ['release', 'There is no branch, tag or commit "release" in this repository.'],
    ['main@{1}', 'is no name of one commit that is understood here'],
    ['main..topic', 'is no name of one commit that is understood here'],
    ['--output=x', 'There is no branch, tag or commit'],
    ['0'.repeat(40), `The commit ${'0'.repeat(40)} is not in this repository.`],
    ['HEAD:infra', 'is no name of one commit'],
  ])('2: %s', async (ref, message) => {
    branched();
    const ended = await fineprint(['scan', at('repo'), `--since=${ref}`, '--no-cache']);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(message);
  });

  test('2: no repository, no commits, a baseline besides', async () => {
    branched();
    write('plain/main.tf', '');
    expect((await fineprint(['scan', at('plain'), '--since', 'main'])).stderr).toContain(
      'lies in no git repository',
    );
    mkdirSync(at('fresh'));
    git('fresh', 'init', '-q');
    expect((await fineprint(['scan', at('fresh'), '--since', 'HEAD'])).stderr).toContain(
      'There is no branch, tag or commit "HEAD"',
    );
    expect((await since('main', '--baseline', at('x.json'))).stderr).toBe(
      'Only one of --since and --baseline can say what is new.\n',
    );
  });

  test('a repository whose .git is a link, or lends its objects from elsewhere, is not followed', async () => {
    branched();
    mkdirSync(at('linked'));
    symlinkSync(at('repo/.git'), at('linked/.git'));
    expect((await fineprint(['scan', at('linked'), '--since', 'main'])).stderr).toContain(
      '".git" is neither a directory nor a file.',
    );
    git('.', 'clone', '-q', '--shared', at('repo'), at('shared'));
    const args = ['scan', at('shared'), '--since', 'HEAD', '--fail-on', 'none', '--no-cache'];
    expect((await fineprint(args)).stderr).toContain(
      'borrows objects from another directory (objects/info/alternates)',
    );
    const trusted = { GIT_ALTERNATE_OBJECT_DIRECTORIES: at('repo/.git/objects') };
    expect(await fineprint(args, trusted)).toMatchObject({ code: 0 });
  });
});

/** Runs the program in the repository itself. */
function inRepository(...args: readonly string[]) {
  const main = JSON.stringify(resolve(import.meta.dirname, '../../packages/cli/src/main.ts'));
  const program = `process.exitCode = await (await import(${main})).main(process.argv.slice(1));`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', program, ...args], {
    cwd: at('repo'),
    encoding: 'utf8',
  });
}

describe('diff', () => {
  const diff = (...args: readonly string[]) => fineprint(['diff', ...args, '--no-cache']);

  test('two refs of one repository are compared, each by its own policy', async () => {
    branched();
    const { code, stdout, stderr } = await diff('main~1', 'topic', '--repository', at('repo'));
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain('octo-org/new');
    expect(stdout).not.toContain('octo-org/old');
    const lax = await diff('main~1', 'topic', '--repository', at('repo'), '--policy', 'default');
    expect(stdout).toContain('error version-not-pinned');
    expect(lax.stdout).toContain('warning version-not-pinned');
  });

  test('a ref and a directory are compared at the same place, and as two directories are', async () => {
    branched();
    const mixed = await diff('main', at('repo'), '-o', 'json');
    git('.', 'clone', '-q', at('repo'), at('main'));
    git('main', 'checkout', '-q', 'main');
    const directories = await diff(at('main'), at('repo'), '-o', 'json');
    const changes = (text: string) => ({ ...JSON.parse(text), before: null, after: null });
    expect(changes(mixed.stdout)).toEqual(changes(directories.stdout));
    expect((await diff('main', at('repo/.github'))).stdout).not.toContain('debian');
    expect((await diff(at('repo'), 'main')).stdout).toContain('debian');
  });

  test('a path goes before a ref of its name, and that is said', async () => {
    branched();
    mkdirSync(at('repo/main'));
    const { stderr } = inRepository('diff', 'main', 'refs/heads/main', '--no-cache');
    expect(stderr).toContain('"main" is a path here and a git ref too; the path is compared.');
    rmSync(at('repo/main'), { recursive: true });
    expect(inRepository('diff', 'main', 'topic', '--no-cache')).toMatchObject({
      stderr: '',
      stdout: expect.stringContaining('octo-org/new'),
    });
  });

  test('2: what is neither a path nor a commit', async () => {
    branched();
    expect((await diff('mian', 'topic', '--repository', at('repo'))).stderr).toContain(
      'Did you mean "main"?',
    );
    expect((await diff('a', 'b', '--repository', at('none'))).stderr).toContain(
      'There is no file or directory',
    );
    write('plain/x', '');
    expect(await diff('a', 'b', '--repository', at('plain'))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('There is no file or directory "a", and no commit either: '),
    });
  });
});

test('nothing is written into the repository', async () => {
  branched();
  const list = () => readdirSync(at('repo'), { recursive: true }).sort();
  const before = list();
  await since('main');
  await fineprint(['diff', 'main', 'topic', '--repository', at('repo'), '--no-cache']);
  expect(list()).toEqual(before);
});
