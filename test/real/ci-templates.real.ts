import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { templateScripts, templates } from '../e2e/ci-templates.ts';

// The templates by what their platforms, or others, have to say of them: ShellCheck, gitlab-ci-local, pre-commit.
const root = resolve(import.meta.dirname, '../..');
const redis = 'FROM docker.io/library/redis:7.4.0\n';
let directory = '';
const at = (path: string) => join(directory, path);
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-templates-'));
  write(
    'bin/fineprint',
    `#!/bin/sh\nexec '${process.execPath}' '${root}/packages/cli/bin/fineprint.js' "$@"\n`,
  );
  chmodSync(at('bin/fineprint'), 0o755);
});
afterAll(() => rmSync(directory, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
}

function run(cwd: string, command: string, ...args: readonly string[]) {
  const env = { PATH: `${at('bin')}:${process.env.PATH}`, HOME: directory, PRE_COMMIT_HOME: at('home') };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: at(cwd), encoding: 'utf8', env });
  return { code: status, output: `${stdout}${stderr}` };
}

function commit(repository: string): void {
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'init.defaultBranch=main'];
  run(repository, 'git', 'init', '--quiet', '--initial-branch=main');
  run(repository, 'git', 'add', '--all');
  expect(run(repository, 'git', ...identity, 'commit', '--quiet', '-m', 'all')).toEqual({
    code: 0,
    output: '',
  });
}

test.each(templateScripts())(
  'ShellCheck has nothing to say of the script for $platform',
  ({ shell, script }) => {
    const { status, stdout } = spawnSync('shellcheck', ['--shell', shell, '-'], {
      input: script,
      encoding: 'utf8',
    });
    expect([status, stdout]).toEqual([0, '']);
  },
);

describe('gitlab-ci-local', () => {
  test.each([
    ['the job', 'gitlab/fineprint.gitlab-ci.yml', '', 1],
    [
      'the component',
      'gitlab/templates/fineprint.yml',
      'include: [{ local: template.yml, inputs: { image: registry.example.com/fineprint, fail-on: none } }]\n',
      0,
    ],
  ])('%s is valid by the schema of GitLab, and runs', (_, path, including, code) => {
    const repository = `gitlab-${code}`;
    write(`${repository}/Dockerfile`, redis);
    write(`${repository}/fineprint.yaml`, 'extends: [strict]\n');
    cpSync(
      join(templates, path),
      at(`${repository}/${including === '' ? '.gitlab-ci.yml' : 'template.yml'}`),
    );
    if (including !== '') write(`${repository}/.gitlab-ci.yml`, including);
    commit(repository);
    run(repository, 'git', 'remote', 'add', 'origin', 'git@gitlab.example.com:group/project.git');
    const ended = run(repository, 'gitlab-ci-local', '--force-shell-executor', 'fineprint');
    expect(ended.output).toContain('json schema validated');
    expect(ended.output).toContain('docker.io/library/redis is named by the tag');
    expect(ended.code, ended.output).toBe(code);
  });
});

test('pre-commit accepts the hooks, and they say only what is new', () => {
  // As a clone has it: the build that is committed, and nothing installed.
  for (const path of [
    '.pre-commit-hooks.yaml',
    'packages/cli/bin',
    'packages/cli/package.json',
    'packages/action/dist',
  ])
    cpSync(join(root, path), at(`hooks/${path}`), { recursive: true });
  commit('hooks');
  write('user/Dockerfile', redis);
  write('user/fineprint.yaml', 'extends: [strict]\n');
  commit('user');
  expect(run('hooks', 'pre-commit', 'validate-manifest', '.pre-commit-hooks.yaml')).toEqual({
    code: 0,
    output: '',
  });
  const hook = (id: string) =>
    run('user', 'pre-commit', 'try-repo', at('hooks'), id, '--ref', 'HEAD', '--all-files');
  expect(hook('fineprint')).toMatchObject({
    code: 0,
    output: expect.stringMatching(/since HEAD\)\.+Passed/),
  });
  expect(hook('fineprint-all')).toMatchObject({ code: 1, output: expect.stringContaining('library/redis') });
  write('user/tools/Dockerfile', redis.replace('redis', 'nginx'));
  run('user', 'git', 'add', '--all');
  expect(hook('fineprint')).toMatchObject({
    code: 1,
    output: expect.stringContaining('library/nginx is named'),
  });
});
