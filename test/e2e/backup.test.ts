import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Server } from '@fineprint/server';
import { pages } from '@fineprint/web';
import { afterAll, expect, test } from 'vitest';
import { drill } from './backup-drill.ts';
import { served } from './served.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-backup-'));
const running: Server[] = [];
afterAll(async () => {
  for (const server of running) await server.stop(10_000);
  rmSync(folder, { recursive: true });
});

const run = promisify(execFile);
const backUp = (data: string, to: string) =>
  run('node', ['packages/cli/bin/fineprint.js', 'backup', '--data', data, '--to', to]);

async function started(data: string): Promise<Server> {
  const server = await served(data, { pages });
  running.push(server);
  return server;
}

test('a backup under load is put back, and every page and answer is the same', async () => {
  const data = join(folder, 'data');
  const to = join(folder, 'backup');
  await drill({
    server: await started(data),
    backUp: async () => {
      const { stdout } = await backUp(data, to);
      expect(stdout).toMatch(/^Backed up to .*: the database and \d+ documents, \d+ of them new\.\n$/);
    },
    restored: () => started(to),
  });
  // A running server's folder is no place for a backup, and what is there already is not copied again.
  await expect(backUp(data, to)).rejects.toThrow('Another server has');
  await running.pop()?.stop(10_000);
  const { stdout } = await backUp(data, to);
  const { all = 0, copied = 0 } = /and (?<all>\d+) documents, (?<copied>\d+)/.exec(stdout)?.groups ?? {};
  expect(Number(copied)).toBeLessThan(Number(all) - 4);
}, 240_000);

test('a folder without a database is no server, and a place within it no backup', async () => {
  await expect(backUp(folder, join(folder, 'x'))).rejects.toThrow('holds no database');
  const data = join(folder, 'small');
  const server = await started(data);
  await expect(backUp(data, join(data, 'backup'))).rejects.toThrow('what happens to one');
  expect(server.firstCode).not.toBe(null);
});
