import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { fineprint } from './terminal.ts';

test.each([
  [
    'git+https://git.example/o/r@v1',
    [],
    'What a git URL leads to has to be fetched: add --online, or clone git.example/o/r and scan the directory.',
  ],
  ['git+https://git.example/o/r', ['--since', 'main'], '--since needs the history of a clone'],
  [
    'git+https://user:s3cret@git.example/o/r@v1',
    ['--online'],
    'A git URL with credentials in it is not fetched',
  ],
  ['git+https://t0ken@git.example/o/r@v1', ['--online'], 'A git URL with credentials in it is not fetched'],
  ['git+https://git.example/o/r?access_token=s3cret', ['--online'], 'has neither "?" nor "#"'],
  ['git+file:///etc', ['--online'], 'A git URL is written git+https://HOST/OWNER/REPOSITORY@REF'],
  ['git+ext://sh -c x', ['--online'], 'A git URL is written'],
  ['GIT+EXT::sh -c x', ['--online'], 'A git URL is written'],
  ['git+https://git.example/o/r@--upload-pack=x', ['--online'], 'is no ref that git is asked for'],
  ['git+https://git.example/o/r@a..b', ['--online'], 'is no ref that git is asked for'],
  ['git+ssh://-oProxyCommand=x/o/r', ['--online'], 'git'],
  ['git+https://169.254.169.254/o/r', ['--online'], 'leads into a private network'],
])('2: %s %j', async (url, args, message) => {
  const { code, stdout, stderr } = await fineprint(['scan', url, ...args]);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/s3cret|t0ken/);
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s while something is fetched leaves nothing behind',
  async (signal) => {
    const directory = mkdtempSync(join(tmpdir(), 'fineprint-signal-'));
    // Whoever asks waits for ever.
    const server = createServer();
    const asked = once(server, 'request');
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    mkdirSync(join(directory, 'tmp'));
    writeFileSync(join(directory, 'settings.yaml'), `network: { hosts: ["${host}"] }\n`);
    const main = JSON.stringify(resolve(import.meta.dirname, '../../packages/cli/src/main.ts'));
    const program = `process.exitCode = await (await import(${main})).main(process.argv.slice(1));`;
    const args = ['--input-type=module', '-e', program, 'scan', `git+http://${host}/o/r`, '--online'];
    const env = {
      PATH: process.env.PATH,
      TMPDIR: join(directory, 'tmp'),
      HOME: directory,
      FINEPRINT_SETTINGS: join(directory, 'settings.yaml'),
    };
    const child = spawn(process.execPath, args, { env, stdio: 'ignore' });
    const ended = once(child, 'exit');
    await asked;
    expect(readdirSync(join(directory, 'tmp'))).toEqual([expect.stringMatching(/^fineprint-git-/)]);
    child.kill(signal);
    expect(await ended).toEqual([null, signal]);
    expect(readdirSync(join(directory, 'tmp'))).toEqual([]);
    server.closeAllConnections();
    server.close();
    rmSync(directory, { recursive: true });
  },
);
