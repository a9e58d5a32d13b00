import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { firstToken } from './served.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-memory-'));
const started: ChildProcess[] = [];
afterAll(() => {
  for (const process of started) process.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

const MB = 1_048_576;

async function start() {
  const process = spawn('node', ['packages/cli/bin/fineprint.js', 'serve', '--data', folder, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(process);
  let said = '';
  for await (const chunk of process.stdout) {
    said += chunk;
    const url = /serves (?<url>\S+)\n/.exec(said)?.groups?.url;
    if (url)
      return { url, firstCode: /code=(?<code>\S+)\n/.exec(said)?.groups?.code ?? null, pid: process.pid };
  }
  throw new Error(`The server ended: ${said}`);
}

/** How many bytes of memory a process has, or had at most since that was last reset (proc(5)). */
function memory(pid: number | undefined, is: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`${is}:\\s+(?<kB>\\d+)`).exec(status)?.groups?.kB) * 1_024;
}

test.runIf(process.platform === 'linux')(
  'documents pass through: four of 50 MB at once, and bombs, take no memory of their size',
  async () => {
    const server = await start();
    const headers = {
      authorization: `Bearer ${await firstToken(server)}`,
      'content-type': 'application/json',
    };
    const send = async (project: string, body: Buffer<ArrayBuffer>, more: Record<string, string> = {}) => {
      const url = `${server.url}/api/v1/reports?project=${project}`;
      const answer = await fetch(url, { method: 'POST', headers: { ...headers, ...more }, body });
      return answer.status;
    };
    expect(await send('first', Buffer.from('{}'))).toBe(202);
    const document = Buffer.alloc(50 * MB, 'x');
    const bomb = gzipSync(Buffer.alloc(300 * MB));
    writeFileSync(`/proc/${server.pid}/clear_refs`, '5');
    const before = memory(server.pid, 'VmRSS');
    const taken = await Promise.all(Array.from({ length: 4 }, (_, index) => send(`p${index}`, document)));
    const bombs = await Promise.all(
      Array.from({ length: 4 }, () => send('bomb', bomb, { 'content-encoding': 'gzip' })),
    );
    expect([...taken, ...bombs]).toEqual([...taken.map(() => 202), ...bombs.map(() => 413)]);
    const grown = Math.round((memory(server.pid, 'VmHWM') - before) / MB);
    expect(grown).toBeLessThan(120);
  },
  240_000,
);
