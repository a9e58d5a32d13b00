import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { tarGzOf } from '@fineprint/core/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fineprint } from './terminal.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-lock-'));
  const source = 'git::https://github.com/acme/network.git//modules/net?ref=v1.2.0';
  write('main.tf', `module "net" {\n  source = "${source}"\n}\n`);
  write('.gitignore', '.terraform/\ncharts/*.tgz\n');
  const dir = '.terraform/modules/net/modules/net';
  write(
    '.terraform/modules/modules.json',
    JSON.stringify({
      Modules: [
        { Key: '', Source: '', Dir: '.' },
        { Key: 'net', Source: source, Dir: dir },
      ],
    }),
  );
  write(`${dir}/main.tf`, 'variable "a" {}\n');
  write('.terraform/modules/net/README.md', 'A network.\n');
  write(
    'chart/Chart.yaml',
    'apiVersion: v2\nname: web\nversion: 1.0.0\ndependencies:\n  - name: redis\n    version: 20.1.0\n    repository: https://charts.example\n',
  );
  write('chart/charts/redis-20.1.0.tgz', redis('7.4'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), content);
}

function redis(app: string): Buffer {
  return tarGzOf({
    'redis/Chart.yaml': `apiVersion: v2\nname: redis\nversion: 20.1.0\nappVersion: "${app}"\n`,
    'redis/values.yaml': '{}\n',
  });
}

const fileAt = (path: string) => readFileSync(join(directory, path), 'utf8');
const read = () => fileAt('fineprint.lock');
const pin = (...options: readonly string[]) => fineprint(['pin', '--lock', ...options, directory]);

async function scanned(...options: readonly string[]) {
  const { code, stdout, stderr } = await fineprint(['scan', directory, '-o', 'json', '--quiet', ...options]);
  const { findings, problems } = JSON.parse(stdout === '' ? '{"findings":[],"problems":[]}' : stdout);
  type Finding = { readonly rule: string; readonly message: string; readonly state: string | null };
  const contents = (findings as readonly Finding[]).filter(({ rule }) => rule.startsWith('content-'));
  const unseen = (problems as readonly { readonly code: string; readonly message: string }[]).filter(
    ({ code }) => code === 'content-unverified',
  );
  return { code, stderr, contents, unseen: unseen.map(({ message }) => message) };
}

describe('pin --lock', () => {
  test('shows the lock as a diff that git applies, and writes it only if asked to', async () => {
    const shown = await pin();
    expect(shown.stderr).toBe(
      'fineprint.lock would have the content of 2 components.\nNothing was written; --write does it.\n',
    );
    expect(existsSync(join(directory, 'fineprint.lock'))).toBe(false);
    const written = await pin('--write');
    expect(written.stdout).toBe(shown.stdout);
    expect(written.stderr).toBe('fineprint.lock has the content of 2 components.\n');
    const lock = read();
    rmSync(join(directory, 'fineprint.lock'));
    execFileSync('git', ['apply', '-'], { cwd: directory, input: shown.stdout });
    expect(read()).toBe(lock);
    expect(lock.split('\n').map((line) => line.replace(/"h1:.{44}"/, 'h1'))).toEqual([
      '{"schema": "fineprint-lock/1"}',
      '{"key": "helm-chart:charts.example/redis", "request": "20.1.0", "hash": h1}',
      '{"key": "terraform-module:github.com/acme/network#modules/net", "request": "v1.2.0", "hash": h1}',
      '',
    ]);
  });

  test('changes no byte where nothing changed, and keeps line ends', async () => {
    await pin('--write');
    expect(await pin()).toEqual({
      code: 0,
      stdout: '',
      stderr: 'fineprint.lock is up to date for 2 components.\n',
    });
    write('fineprint.lock', read().replaceAll('\n', '\r\n'));
    expect((await pin()).stdout).toBe('');
  });

  test('drops what is gone, and keeps what was not looked at or could not be', async () => {
    await pin('--write');
    const lock = read();
    write('chart/charts/redis-20.1.0.tgz', 'broken');
    expect((await pin()).stdout).toBe('');
    expect((await pin()).stderr).toContain(
      '- The archive is no gzip (Z_DATA_ERROR).\n    chart/Chart.yaml:5  redis\n',
    );
    rmSync(join(directory, 'chart'), { recursive: true });
    expect((await pin('--only', 'helm')).stdout).toBe('');
    write('broken.tf', 'module "x" {');
    expect((await pin('--write')).stdout).toBe('');
    rmSync(join(directory, 'broken.tf'));
    await pin('--write');
    expect(read()).toBe(lock.replace(/.*helm-chart.*\n/, ''));
    rmSync(join(directory, 'main.tf'));
    await pin('--write');
    // Whoever has a lock goes on having one.
    expect(read()).toBe('{"schema": "fineprint-lock/1"}\n');
  });

  test('makes no lock where there is nothing to keep', async () => {
    rmSync(join(directory, 'main.tf'));
    rmSync(join(directory, 'chart'), { recursive: true });
    const { stdout, stderr } = await pin('--write');
    expect([stdout, stderr]).toEqual(['', 'There is nothing here whose content needs a lock.\n']);
    expect(existsSync(join(directory, 'fineprint.lock'))).toBe(false);
  });

  test('holds no credential of a reference, and nothing else of who runs it', async () => {
    const token = `ghp_${'s3cr3t'.repeat(6)}`;
    write(
      'main.tf',
      fileAt('main.tf')
        .replace('https://', `https://oauth2:${token}@`)
        .replace('ref=', `token=${token}&ref=`),
    );
    rmSync(join(directory, '.terraform/modules/modules.json'));
    write(
      '.terraform/modules/modules.json',
      JSON.stringify({
        Modules: [
          { Key: '', Source: '', Dir: '.' },
          {
            Key: 'net',
            Source: /"(?<source>git[^"]*)"/.exec(fileAt('main.tf'))?.groups?.source,
            Dir: '.terraform/modules/net/modules/net',
          },
        ],
      }),
    );
    await pin('--write');
    expect(read()).toContain('"terraform-module:github.com/acme/network#modules/net"');
    expect(read()).not.toMatch(/s3cr3t|oauth2/);
    expect(read()).not.toContain(directory);
  });

  test.each([['--update'], ['--min-age', '7']])('chooses nothing: %s', async (...options) => {
    const { code, stderr } = await pin('--online', ...options);
    expect(code).toBe(2);
    expect(stderr).toContain(
      `${options[0]} chooses what is pinned; --lock keeps what is asked for as it is today.`,
    );
  });

  test('is for directories', async () => {
    const { code, stderr } = await fineprint(['pin', '--lock', join(directory, 'main.tf')]);
    expect(code).toBe(2);
    expect(stderr).toContain('fineprint.lock is kept for a directory; "main.tf" is a file.');
  });
});

describe('scan', () => {
  test('says nothing without a lock', async () => {
    expect(await scanned()).toMatchObject({ contents: [], unseen: [] });
  });

  test('finds a copy that was changed, and fails', async () => {
    await pin('--write');
    expect(await scanned()).toMatchObject({ code: 0, contents: [], unseen: [] });
    write('chart/charts/redis-20.1.0.tgz', redis('7.2'));
    write('.terraform/modules/net/README.md', 'Another network.\n');
    const { code, contents } = await scanned();
    expect(code).toBe(1);
    expect(contents.map(({ rule, message }) => `${rule} ${message.replace(/h1:.{43}=/g, 'h1')}`)).toEqual(
      [
        'content-lock-mismatch redis 20.1.0 holds something else than when it was locked: fineprint.lock has h1, and the copy in "chart/charts/redis-20.1.0.tgz" has h1.',
        'content-lock-mismatch acme/network#modules/net v1.2.0 holds something else than when it was locked: fineprint.lock has h1, and the copy in ".terraform/modules/net" has h1.',
      ].map((text) => text.replace('acme/network', 'github.com/acme/network')),
    );
  });

  test('a chart that was packed again is the same', async () => {
    await pin('--write');
    mkdirSync(join(directory, 'unpacked'));
    const archive = join(directory, 'chart/charts/redis-20.1.0.tgz');
    execFileSync('tar', ['-xzf', archive, '-C', join(directory, 'unpacked')]);
    execFileSync('tar', ['-czf', archive, '--mtime=2001-02-03', '-C', join(directory, 'unpacked'), 'redis']);
    rmSync(join(directory, 'unpacked'), { recursive: true });
    expect(await scanned()).toMatchObject({ contents: [], unseen: [] });
  });

  test('says what it could not look at, and what the lock does not know', async () => {
    await pin('--write');
    rmSync(join(directory, '.terraform'), { recursive: true });
    write('chart/charts/redis-20.1.0.tgz', redis('7.4'));
    write('base/kustomization.yaml', 'resources:\n  - https://github.com/acme/base//overlay?ref=v1\n');
    const { code, contents, unseen } = await scanned();
    expect(code).toBe(0);
    expect(contents).toMatchObject([{ rule: 'content-not-locked' }]);
    expect(unseen).toEqual([
      'What github.com/acme/network holds was not compared with fineprint.lock. No copy of it lies here; --online fetches one.',
    ]);
  });

  test('a lock that has not its form ends it, with the place', async () => {
    await pin('--write');
    write('fineprint.lock', read().replace('"h1:', '"h2:'));
    const { code, stderr } = await scanned();
    expect(code).toBe(2);
    expect(stderr).toMatch(/^fineprint\.lock:2:\d+: "hash": It is neither/);
    expect(stderr).toContain('\n 2 | ');
    expect(stderr).toContain('Only "fineprint pin --lock" writes this file.');
  });

  test('a lock that is a link which leads nowhere is not as good as none', async () => {
    symlinkSync('nowhere', join(directory, 'fineprint.lock'));
    expect((await scanned()).stderr).toContain('"fineprint.lock" is not read: This file is a symbolic link');
    expect((await pin('--write')).code).toBe(2);
  });

  test('a lock that is a link is not read, and not written through', async () => {
    write('elsewhere', '{"schema": "fineprint-lock/1"}\n');
    symlinkSync('elsewhere', join(directory, 'fineprint.lock'));
    expect((await scanned()).code).toBe(2);
    expect((await pin('--write')).code).toBe(2);
    expect(readFileSync(join(directory, 'elsewhere'), 'utf8')).toBe('{"schema": "fineprint-lock/1"}\n');
  });

  test('against a commit, that has its own lock, a lock that was changed is what is new', async () => {
    await pin('--write');
    const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
    const git = (...args: readonly string[]) =>
      execFileSync('git', [...identity, ...args], { cwd: directory });
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '-m', 'locked');
    write(
      'fineprint.lock',
      read()
        .replace(/("request": "v1.2.0", "hash": "h1:)./, '$1_')
        .replace('h1:_', 'h1:A'),
    );
    const { code, contents } = await scanned('--since', 'HEAD');
    expect(contents).toMatchObject([{ rule: 'content-lock-mismatch', state: 'new' }]);
    expect(code).toBe(1);
    // One that is taken away still counts.
    rmSync(join(directory, 'fineprint.lock'));
    expect(await scanned('--since', 'HEAD')).toMatchObject({ code: 0, contents: [] });
    write('.terraform/modules/net/README.md', 'Another network.\n');
    expect((await scanned('--since', 'HEAD')).contents).toMatchObject([{ rule: 'content-lock-mismatch' }]);
    const { stderr } = await fineprint(['scan', directory, '--since', 'HEAD']);
    expect(stderr).toMatch(
      /fineprint\.lock is gone since commit [0-9a-f]{12}; what it says there still counts here\./,
    );
  });
});
