import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fineprint } from '../e2e/terminal.ts';
import { gitBackend } from './git-backend.ts';

// A central policy in a git repository, over HTTPS: the only way by which one may be extended.
const directory = mkdtempSync(join(tmpdir(), 'fineprint-git-policy-'));
const at = (path: string) => join(directory, path);
const certificate = [
  '-x509',
  '-newkey',
  'ec',
  '-pkeyopt',
  'ec_paramgen_curve:prime256v1',
  '-nodes',
  '-days',
  '2',
];
const name = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
execFileSync('openssl', ['req', ...certificate, ...name, '-keyout', at('key.pem'), '-out', at('cert.pem')], {
  stdio: 'pipe',
});
const server = createServer(
  { key: readFileSync(at('key.pem')), cert: readFileSync(at('cert.pem')) },
  gitBackend(directory),
);
let host = '';
let commit = '';

function git(...args: readonly string[]): string {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'init.defaultBranch=main'];
  return execFileSync('git', [...identity, '-C', directory, ...args], { encoding: 'utf8' }).trim();
}

beforeAll(async () => {
  git('init', '--quiet', 'work');
  mkdirSync(at('work/policies'));
  writeFileSync(at('work/policies/team.yaml'), 'extends: base.yaml\nlicenses: { deny: [BUSL-1.1] }\n');
  writeFileSync(at('work/policies/base.yaml'), 'rules: { image-tag-floating: error }\n');
  git('-C', 'work', 'add', '.');
  git('-C', 'work', 'commit', '--quiet', '-m', 'one');
  commit = git('-C', 'work', 'rev-parse', 'HEAD');
  writeFileSync(at('work/policies/team.yaml'), 'rules: {}\n');
  git('-C', 'work', 'commit', '--quiet', '-am', 'two');
  git('clone', '--quiet', '--bare', 'work', 'team/policies.git');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  writeFileSync(at('settings.yaml'), `network: { hosts: ["${host}"] }\n`);
  mkdirSync(at('project'));
  writeFileSync(at('project/Dockerfile'), 'FROM busybox:latest\n');
  writeFileSync(at('project/versions.tf'), 'terraform {\n  required_version = "= 1.9.6"\n}\n');
});
afterAll(() => {
  server.close();
  rmSync(directory, { recursive: true });
});

async function scan(extending: string, ...args: readonly string[]) {
  writeFileSync(at('project/fineprint.yaml'), `extends: ${extending}\n`);
  const env = {
    FINEPRINT_SETTINGS: at('settings.yaml'),
    GIT_SSL_CAINFO: at('cert.pem'),
    PATH: process.env.PATH ?? '',
    XDG_CACHE_HOME: directory,
  };
  return fineprint(['scan', at('project'), '--no-cache', '-o', 'json', ...args], env);
}

test('a policy at a commit, with what it extends beside it, judges', async () => {
  const { code, stdout } = await scan(
    `git+https://${host}/team/policies.git@${commit}#policies/team.yaml`,
    '--online',
  );
  const { findings } = JSON.parse(stdout);
  const errors = findings.filter(({ level }: { level: string }) => level === 'error');
  expect(errors.map(({ rule, ref }: { rule: string; ref: string }) => [rule, ref])).toEqual([
    ['image-tag-floating', 'container-image:docker.io/library/busybox@latest'],
    ['license-not-allowed', 'tool:terraform@1.9.6'],
  ]);
  expect(code).toBe(1);
});

test.each([
  [
    'without --online',
    () => `git+https://${host}/team/policies.git@${commit}#policies/team.yaml`,
    [],
    '--online',
  ],
  [
    'at a branch',
    () => `git+https://${host}/team/policies.git@main#policies/team.yaml`,
    ['--online'],
    'commit',
  ],
  [
    'that is not there',
    () => `git+https://${host}/team/policies.git@${commit}#none.yaml`,
    ['--online'],
    'none.yaml',
  ],
  [
    'at a commit that is not there',
    () => `git+https://${host}/team/policies.git@${'0'.repeat(40)}#a.yaml`,
    ['--online'],
    '0000',
  ],
])('a policy %s is refused, and the place that names it is shown', async (_, extending, args, word) => {
  const { code, stderr } = await scan(extending(), ...args);
  expect(code).toBe(2);
  expect(stderr).toContain('fineprint.yaml:1:10');
  expect(stderr).toContain(word);
});
