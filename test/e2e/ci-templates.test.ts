import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentsOf, templateScripts, templates } from './ci-templates.ts';
import { fineprint } from './terminal.ts';

const program = resolve(import.meta.dirname, '../../packages/cli/bin/fineprint.js');
let directory = '';
const at = (path: string) => join(directory, path);

/** main has a finding; `same` adds none, `worse` adds one. */
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-ci-'));
  mkdirSync(at('bin'));
  mkdirSync(at('agent'));
  tool('fineprint', `exec '${process.execPath}' '${program}' "$@"`);
  // What follows the image runs here as it would there; whoever forgets to cut it off from the network fails.
  tool(
    'docker',
    `printf '%s\\n' "$*" >>'${at('docker.log')}'\nwhile [ "$1" != "$FINEPRINT_IMAGE" ]; do shift; done\nshift\nexec "$@"`,
  );
  git('.', 'init', '--quiet', '--initial-branch=main', 'upstream');
  commit('fineprint.yaml', 'extends: [strict]\n');
  commit('Dockerfile', 'FROM docker.io/library/redis:7.4.0\n');
  for (const [branch, path, text] of [
    ['same', 'README.md', '# Nothing new\n'],
    ['worse', 'tools/Dockerfile', 'FROM docker.io/library/nginx:1.27.0\n'],
  ] as const) {
    git('upstream', 'checkout', '--quiet', '-b', branch, 'main');
    commit(path, text);
  }
  git('upstream', 'checkout', '--quiet', 'main');
  // The target has moved on, as targets do.
  commit('later.txt', 'later\n');
});
afterAll(() => rmSync(directory, { recursive: true }));

function tool(name: string, body: string): void {
  writeFileSync(at(`bin/${name}`), `#!/bin/sh\n${body}\n`);
  chmodSync(at(`bin/${name}`), 0o755);
}

function git(where: string, ...args: readonly string[]): string {
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false'];
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], {
    cwd: at(where),
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: directory, GIT_CONFIG_NOSYSTEM: '1' },
  });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}

function commit(path: string, text: string): void {
  mkdirSync(join(at('upstream'), path, '..'), { recursive: true });
  writeFileSync(join(at('upstream'), path), text);
  git('upstream', 'add', '--all');
  git('upstream', 'commit', '--quiet', '-m', path);
}

let clones = 0;
/** A clone as a runner makes it: of a branch, whole or of one commit. */
function cloned(branch: string, ...options: readonly string[]): string {
  clones += 1;
  const name = `clone-${clones}`;
  git('.', 'clone', '--quiet', '--branch', branch, ...options, `file://${at('upstream')}`, name);
  return at(name);
}

interface Ran {
  readonly code: number | null;
  readonly output: string;
  /** Reads a file that the script wrote. */
  file(path: string): string;
}

function ran(platform: string, cwd: string, env: Readonly<Record<string, string>>): Ran {
  const template = templateScripts().find((each) => each.platform === platform);
  if (!template) throw new Error(`There is no template for ${platform}.`);
  const script = template.script.replaceAll('/tmp/fineprint', at('tmp'));
  const { status, stdout, stderr } = spawnSync(template.shell === 'sh' ? 'sh' : 'bash', ['-c', script], {
    cwd,
    encoding: 'utf8',
    env: {
      PATH: `${at('bin')}:${process.env.PATH}`,
      HOME: directory,
      FINEPRINT_IMAGE: 'image@sha256:0',
      ...env,
    },
  });
  const output = `${stdout}${stderr}`;
  return { code: status, output, file: (path) => readFileSync(resolve(cwd, path), 'utf8') };
}

/** What each platform says of a push to main, and of a pull request of a branch into it. */
const platforms: Readonly<Record<string, Platform>> = {
  gitlab: {
    push: () => ({}),
    request: (branch) => ({ CI_MERGE_REQUEST_DIFF_BASE_SHA: git('upstream', 'merge-base', 'main', branch) }),
    files: () => ['gl-code-quality-report.json', 'fineprint.junit.xml', 'gl-sbom-fineprint.cdx.json'],
  },
  'azure-pipelines': {
    push: () => ({ AGENT_TEMPDIRECTORY: at('agent') }),
    request: () => ({ AGENT_TEMPDIRECTORY: at('agent'), SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/main' }),
    files: () =>
      ['fineprint.md', 'fineprint.sarif', 'fineprint.cdx.json'].map((name) => at(`agent/fineprint/${name}`)),
  },
  jenkins: {
    push: () => ({}),
    request: () => ({ CHANGE_TARGET: 'main' }),
    files: () => ['junit.xml', 'sarif', 'cdx.json'].map((end) => `fineprint-report/fineprint.${end}`),
  },
  circleci: {
    push: () => ({ FINEPRINT_BASE: 'main', CIRCLE_BRANCH: 'main' }),
    request: (branch) => ({ FINEPRINT_BASE: 'main', CIRCLE_BRANCH: branch }),
    files: () =>
      ['tests/fineprint.xml', 'fineprint.sarif', 'fineprint.cdx.json'].map((name) => at(`tmp/${name}`)),
  },
};

interface Platform {
  push(): Readonly<Record<string, string>>;
  request(branch: string): Readonly<Record<string, string>>;
  files(): readonly string[];
}

describe.each(Object.entries(platforms))('%s', (platform, { push, request, files }) => {
  test('a push is judged as a whole, and its files are there although it failed', () => {
    const clone = cloned('main');
    const { code, output, file } = ran(platform, clone, push());
    expect(code, output).toBe(1);
    expect(output).toContain('redis');
    for (const path of files()) expect(file(path).length).toBeGreaterThan(0);
  });

  test('a request that brings nothing new passes', () => {
    const { code, output } = ran(platform, cloned('same'), request('same'));
    expect(code, output).toBe(0);
    expect(output).toContain('known');
    expect(output).not.toContain('##vso');
  });

  test('a request fails by what it brings, although the clone is of its branch alone', () => {
    // Azure Pipelines fetches all branches.
    const options = platform === 'azure-pipelines' ? [] : ['--single-branch'];
    const { code, output } = ran(platform, cloned('worse', ...options), request('worse'));
    expect(code, output).toBe(1);
    expect(output).toContain('nginx');
    expect(output.includes('##vso[task.uploadsummary]')).toBe(platform === 'azure-pipelines');
  });

  test('a clone that is too shallow fails and says what it needs', () => {
    const { code, output } = ran(platform, cloned('worse', '--depth=1'), request('worse'));
    expect(code, output).toBe(2);
    expect(output).toMatch(/shallow|fetch/);
  });
});

test('what runs in a container of its own runs without a network', () => {
  const calls = readFileSync(at('docker.log'), 'utf8').trim().split('\n');
  expect(calls.length).toBeGreaterThan(8);
  for (const call of calls) expect(call).toMatch(/^run --rm --network none --user \d+:\d+ /);
});

test('a merged result of GitLab is measured by what it is merged into', () => {
  const clone = cloned('main');
  spawnSync(
    'git',
    ['-c', 'user.name=t', '-c', 'user.email=t@example.com', 'merge', '--quiet', 'origin/worse'],
    { cwd: clone },
  );
  const { code, output } = ran('gitlab', clone, {
    CI_MERGE_REQUEST_TARGET_BRANCH_SHA: git('upstream', 'rev-parse', 'main'),
    CI_MERGE_REQUEST_DIFF_BASE_SHA: git('upstream', 'merge-base', 'main', 'worse'),
  });
  expect([code, existsSync(join(clone, 'tools/Dockerfile')), output.includes('nginx')]).toEqual([
    1,
    true,
    true,
  ]);
});

test('whoever copies the templates still passes the strict policy', async () => {
  const copies = {
    'azure-pipelines/fineprint.yml': 'azure-pipelines.yml',
    'circleci/orb.yml': '.circleci/config.yml',
    'container/Dockerfile': 'Dockerfile',
    'gitlab/fineprint.gitlab-ci.yml': '.gitlab-ci.yml',
    'gitlab/templates/fineprint.yml': 'templates/fineprint.yml',
    'jenkins/Jenkinsfile': 'Jenkinsfile',
    '../../../.pre-commit-hooks.yaml': '.pre-commit-hooks.yaml',
  };
  for (const [from, to] of Object.entries(copies)) cpSync(join(templates, from), at(`copied/${to}`));
  const args = ['--policy', 'strict', '--fail-on', 'note', '--no-cache'];
  const { code, stdout } = await fineprint(['scan', at('copied'), ...args]);
  expect(code, stdout).toBe(0);
  expect(stdout).toContain('7 of 7 files hold infrastructure code');
});

test('the component of GitLab is the job with its inputs', () => {
  const [job] = documentsOf('gitlab/fineprint.gitlab-ci.yml');
  const [, component] = documentsOf('gitlab/templates/fineprint.yml');
  const plain = JSON.stringify(component)
    .replace(' --fail-on \\"$FINEPRINT_FAIL_ON\\"', '')
    .replace(',"FINEPRINT_FAIL_ON":"$[[ inputs.fail-on ]]"', '')
    .replace('$[[ inputs.stage ]]', 'test')
    .replace('$[[ inputs.image ]]', '$FINEPRINT_IMAGE');
  expect(JSON.parse(plain)).toEqual(job);
});
