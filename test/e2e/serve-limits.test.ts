import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
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

const command = ['packages/cli/bin/fineprint.js', 'serve', '--data', folder, '--port', '0'];

test('whoever runs the server says how much one address may ask of it', async () => {
  const server = spawn('node', command, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, FINEPRINT_REQUESTS_PER_MINUTE: '2' },
  });
  started.push(server);
  let said = '';
  for await (const chunk of server.stdout) {
    said += chunk;
    if (said.includes('code=')) break;
  }
  const url = `${/serves (?<url>\S+)\n/.exec(said)?.groups?.url}/api/v1/projects`;
  const statuses: number[] = [];
  for (let count = 0; count < 3; count += 1) statuses.push((await fetch(url)).status);
  expect(statuses).toEqual([401, 401, 429]);
});

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
