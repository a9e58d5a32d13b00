import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Server } from '@fineprint/server';
import { pages } from '@fineprint/web';
import { afterAll, expect, test } from 'vitest';
import { startPostgres, type TestPostgres } from '../../packages/server/src/store/postgres.testkit.ts';
import { drill } from '../e2e/backup-drill.ts';
import { served } from '../e2e/served.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-operations-'));
const run = promisify(execFile);
const processes: ChildProcess[] = [];
const running: Server[] = [];
let postgres: TestPostgres | null = null;
afterAll(async () => {
  for (const process of processes) process.kill('SIGKILL');
  for (const server of running) await server.stop(10_000);
  await postgres?.stop();
  rmSync(folder, { recursive: true });
});

test('promtool finds nothing to say about the metrics of a server', async () => {
  const options = ['serve', '--data', join(folder, 'metrics'), '--port', '0', '--ops-port', '0'];
  const server = spawn('node', ['packages/cli/bin/fineprint.js', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  processes.push(server);
  let said = '';
  let ops: string | undefined;
  for await (const chunk of server.stdout) {
    said += chunk;
    ops = /Health and metrics: (?<url>\S+)\n/.exec(said)?.groups?.url;
    if (ops !== undefined) break;
  }
  expect((await fetch(`${ops}/health/ready`)).status).toBe(200);
  const input = await (await fetch(`${ops}/metrics`)).text();
  const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' });
  // 1 is a text that it cannot read; 3, names that it dislikes.
  expect([0, 3]).toContain(status);
  expect([stdout, aboutOurs(stderr)]).toEqual(['', []]);
});

/** What is said of names that are ours; those of Node are the library's. */
function aboutOurs(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('nodejs_'));
}

test('pg_dump and a copy of the documents are put back, and every page and answer is the same', async () => {
  // The programs of one installation belong together: pg_dump refuses a server that is newer.
  postgres = await startPostgres({ isOfMachine: true });
  const [from, to] = [await postgres.database('kept'), await postgres.database('restored')];
  const started = async (data: string, databaseUrl: string) => {
    const server = await served(join(folder, data), { pages, databaseUrl });
    running.push(server);
    return server;
  };
  const dump = join(folder, 'database.dump');
  await drill({
    server: await started('data', from),
    backUp: async () => {
      await run('pg_dump', ['--format=custom', `--file=${dump}`, from]);
      // The database first: whatever it tells of is there.
      const blobs = join(folder, 'data', 'blobs');
      // What is being written comes and goes, and nothing tells of it.
      const filter = (path: string) => path !== join(blobs, 'unfinished');
      await cp(blobs, join(folder, 'copy', 'blobs'), { recursive: true, filter });
    },
    restored: async () => {
      await run('pg_restore', ['--exit-on-error', `--dbname=${to}`, dump]);
      return started('copy', to);
    },
  });
}, 240_000);
