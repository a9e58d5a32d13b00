import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fineprint } from '../e2e/terminal.ts';
import { gitBackend } from './git-backend.ts';

// A forge and a web server that are reached through a proxy on loopback; git's own server answers for the forge.
const directory = mkdtempSync(join(tmpdir(), 'fineprint-content-'));
const repo = join(directory, 'repo');
const backend = gitBackend(join(directory, 'forge'));
let script = 'echo one\n';
const server = createServer((request, response) => {
  const { host, pathname } = new URL(request.url ?? '', 'http://x');
  if (host === 'forge.example') backend(request, response);
  else if (host === 'files.example' && pathname === '/install.sh') response.end(script);
  else response.writeHead(404).end();
});

function git(...args: readonly string[]): string {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'init.defaultBranch=main'];
  return execFileSync('git', [...identity, '-C', directory, ...args], { encoding: 'utf8' }).trim();
}

function commit(text: string): string {
  writeFileSync(join(directory, 'work/modules/net/main.tf'), text);
  git('-C', 'work', 'add', '.');
  git('-C', 'work', 'commit', '--quiet', '-m', 'change');
  git('-C', 'work', 'tag', '--force', 'v1.2.0');
  git(
    '-C',
    'work',
    'push',
    '--quiet',
    '--force',
    '--tags',
    join(directory, 'forge/acme/network.git'),
    'main',
  );
  return git('-C', 'work', 'rev-parse', 'HEAD');
}

/** The same of what git archives, with nothing but coreutils. */
function hashOfArchive(): string {
  mkdirSync(join(directory, 'unpacked'));
  const archive = execFileSync('git', ['-C', join(directory, 'work'), 'archive', 'v1.2.0']);
  execFileSync('tar', ['-x', '-C', join(directory, 'unpacked')], { input: archive });
  const pipe = `cd "$0" && find . -type f -printf '%P\\n' | LC_ALL=C sort | xargs -d '\\n' sha256sum |
    sha256sum | cut -c1-64 | tr a-f A-F | basenc --base16 -d | base64`;
  return `h1:${execFileSync('bash', ['-c', pipe, join(directory, 'unpacked')], { encoding: 'utf8' }).trim()}`;
}

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  writeFileSync(
    join(directory, 'settings.yaml'),
    `network: { proxy: "http://127.0.0.1:${port}", hosts: ["127.0.0.1:${port}"] }\n`,
  );
  mkdirSync(repo);
  writeFileSync(
    join(repo, 'main.tf'),
    'module "net" {\n  source = "git::http://forge.example/acme/network.git//modules/net?ref=v1.2.0"\n}\n',
  );
  writeFileSync(join(repo, 'Dockerfile'), 'FROM scratch\nADD http://files.example/install.sh /install.sh\n');
  git('init', '--quiet', 'work');
  git('init', '--quiet', '--bare', 'forge/acme/network.git');
  mkdirSync(join(directory, 'work/modules/net'), { recursive: true });
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(directory, { recursive: true });
});

async function run(...args: readonly string[]) {
  const env = { FINEPRINT_SETTINGS: join(directory, 'settings.yaml'), PATH: process.env.PATH ?? '' };
  return fineprint([...args, repo, '--online', '--no-cache'], { ...env, HOME: directory });
}

async function contents() {
  const { stdout } = await run('scan', '-o', 'json', '--fail-on', 'none', '--quiet');
  const { findings }: { findings: { rule: string; message: string }[] } = JSON.parse(stdout);
  return findings.flatMap(({ rule, message }) => (rule.startsWith('content-') ? [message] : []));
}

test('a lock is made of what a forge and a web server serve, and a moved tag and a changed file are found', async () => {
  const first = commit('variable "a" {}\n');
  expect(await run('pin', '--lock', '--write')).toMatchObject({
    code: 0,
    stderr: 'fineprint.lock has the content of 2 components.\n',
  });
  const lock = readFileSync(join(repo, 'fineprint.lock'), 'utf8');
  expect(lock).toContain(`"request": "v1.2.0", "commit": "${first}", "hash": "h1:`);
  expect(lock).toContain(`"${hashOfArchive()}"`);
  const sum = execFileSync('sha256sum', { input: script, encoding: 'utf8' }).slice(0, 64);
  expect(lock).toContain(`"hash": "sha256:${sum}"`);
  expect(await contents()).toEqual([]);
  expect((await run('pin', '--lock')).stdout).toBe('');

  const second = commit('variable "a" {}\nvariable "b" {}\n');
  expect(await contents()).toEqual([
    expect.stringContaining(`what is asked for led to commit ${first} and leads to ${second}.`),
  ]);
  script = 'echo two\n';
  expect(await contents()).toEqual([
    expect.stringContaining('install.sh holds something else than when it was locked'),
    expect.stringContaining('what is served has h1:'),
  ]);
  expect((await run('pin', '--lock', '--write')).code).toBe(0);
  expect(await contents()).toEqual([]);
}, 180_000);
