import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The server under load, a process of its own as people start it. */
export interface Served {
  readonly url: string;
  /** Sends a request of its administrator; throws where the answer is no success. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** The most memory in MiB that the server and what it started had at once, since it was asked last, and the largest process of them. */
  mostMemory(): Memory;
  stop(): Promise<void>;
}

interface Memory {
  readonly all: number;
  readonly largest: number;
}

const program = resolve(import.meta.dirname, '../../..', 'packages/cli/bin/fineprint.js');

// All load comes from one address and one session.
const unlimited = { FINEPRINT_REQUESTS_PER_MINUTE: '1000000', FINEPRINT_UPLOADS_PER_MINUTE: '1000000' };

/** Starts a server on a folder of its own. */
export async function startServed(data: string, databaseUrl: string | null): Promise<Served> {
  const server = spawn(process.execPath, [program, 'serve', '--data', data, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: databaseUrl ?? '', ...unlimited },
  });
  const said = await firstWords(server);
  const link = new URL(/https?:\S+code=\S+/.exec(said)?.[0] ?? '');
  const body = new URLSearchParams({ code: link.searchParams.get('code') ?? '' });
  const welcome = await fetch(new URL('/welcome', link), { method: 'POST', redirect: 'manual', body });
  const cookie = welcome.headers.get('set-cookie')?.split(';')[0] ?? '';
  const memory = watchMemory(server);
  return {
    url: link.origin,
    ask: async (path, init = {}) => {
      const headers = { cookie, origin: link.origin, ...init.headers };
      const answer = await fetch(new URL(path, link), { ...init, headers });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return answer;
    },
    mostMemory: memory.most,
    stop: () => stopped(server, memory.end),
  };
}

async function firstWords({ stdout }: ChildProcess): Promise<string> {
  if (!stdout) throw new Error('The server has no output.');
  let said = '';
  for await (const chunk of stdout) {
    said += chunk;
    if (/code=\S+\n/.test(said)) return said;
  }
  throw new Error(`The server ended: ${said}`);
}

function stopped(server: ChildProcess, end: () => void): Promise<void> {
  end();
  const { promise, resolve } = Promise.withResolvers<void>();
  server.once('exit', () => resolve());
  server.kill('SIGTERM');
  return promise;
}

const memoryPauseMs = 100;

function watchMemory({ pid = 0 }: ChildProcess) {
  let most: Memory = { all: 0, largest: 0 };
  const look = () => {
    const { all, largest } = memoryOf(pid);
    most = { all: Math.max(most.all, all), largest: Math.max(most.largest, largest) };
  };
  const timer = setInterval(look, memoryPauseMs);
  return {
    most: () => {
      look();
      const seen = most;
      most = { all: 0, largest: 0 };
      return { all: Math.round(seen.all / 1024), largest: Math.round(seen.largest / 1024) };
    },
    end: () => clearInterval(timer),
  };
}

/** The memory in KiB that a process and its children hold (`VmRSS` of proc(5)). */
function memoryOf(pid: number): Memory {
  const family = new Set([pid]);
  const sizes: number[] = [];
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const status = statusOf(name);
    const parent = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]);
    if (!family.has(Number(name)) && !family.has(parent)) continue;
    family.add(Number(name));
    sizes.push(Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0));
  }
  return { all: sizes.reduce((sum, size) => sum + size, 0), largest: Math.max(...sizes) };
}

function statusOf(pid: string): string {
  try {
    return readFileSync(join('/proc', pid, 'status'), 'utf8');
  } catch (cause) {
    // It has ended since it was listed.
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ESRCH'))
      return '';
    throw cause;
  }
}
