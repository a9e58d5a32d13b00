import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-limits-'));
const started: ChildProcess[] = [];
afterAll(() => {
  for (const process of started) process.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

const backup = ['packages/cli/bin/fineprint.js', 'backup'];
const command = ['packages/cli/bin/fineprint.js', 'serve', '--data', folder, '--port', '0'];

test('whoever runs the server says how much one address may ask of it', async () => {
  const server = spawn('node', command, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, FINEPRINT_REQUESTS_PER_MINUTE: '2' },
  });
  started.push(server);
  const said = await link(server.stdout);
  const url = `${/serves (?<url>\S+)\n/.exec(said)?.groups?.url}/api/v1/projects`;
  const statuses: number[] = [];
  for (let count = 0; count < 3; count += 1) statuses.push((await fetch(url)).status);
  expect(statuses).toEqual([401, 401, 429]);
});

test('what is invented for a look around stays in its own folder, whatever the environment names', async () => {
  const server = spawn('node', [...command.slice(0, 2), '--demo', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: 'postgres://127.0.0.1:9/real', FINEPRINT_BLOBS: 's3://real' },
  });
  started.push(server);
  expect(await link(server.stdout)).toContain('code=');
  server.kill('SIGTERM');
  expect(await once(server, 'exit')).toEqual([0, null]);
});

/** What a server says, up to the link that lets its administrator in. */
async function link(stdout: AsyncIterable<Buffer>): Promise<string> {
  let said = '';
  for await (const chunk of stdout) {
    said += chunk;
    if (said.includes('code=')) break;
  }
  return said;
}

test('a limit that is no number is refused before anything is served', () => {
  const { status, stderr } = spawnSync('node', command, {
    encoding: 'utf8',
    env: { ...process.env, FINEPRINT_UPLOADS_PER_MINUTE: 'many' },
  });
  expect([status, stderr]).toEqual([
    2,
    expect.stringContaining(
      'FINEPRINT_UPLOADS_PER_MINUTE is "many": it has to be a number from 1 to 999999999.',
    ),
  ]);
});

test.each([
  [['--no-worker'], {}, 'FINEPRINT_BLOBS=s3://bucket/prefix for both, or leave --no-worker out'],
  [['--no-worker'], { DATABASE_URL: 'postgres://127.0.0.1:9/x' }, 'which reaches nothing in the folder'],
  [['--host', '0.0.0.0'], {}, 'would refuse every form as one of another site'],
  [['--host', '::'], {}, 'name it with --public-url'],
  [['--public-url', 'https://host.example/fineprint'], {}, 'has a path, and the server lies under none'],
])('serve %j is refused before anything is served, with what to do', (options, more, said) => {
  const { status, stderr } = spawnSync('node', [...command, ...options], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: '', FINEPRINT_BLOBS: '', ...more },
    timeout: 20_000,
  });
  expect([status, stderr]).toEqual([2, expect.stringContaining(said)]);
});

test('a backup of what lies in a bucket is refused, with what to do', () => {
  const { status, stderr } = spawnSync('node', [...backup, '--data', folder, '--to', join(folder, 'to')], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: '', FINEPRINT_BLOBS: 's3://bucket/prefix' },
  });
  expect([status, stderr]).toEqual([
    2,
    expect.stringContaining('copy its data folder, and then copy the bucket'),
  ]);
});
