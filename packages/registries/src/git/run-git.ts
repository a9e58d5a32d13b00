import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { atEnd } from '../at-end.ts';
import { notWithin } from '../web/network-failure.ts';

/** How long git may run, and how much it may be sent. */
export interface Tether {
  readonly ms: number;
  readonly bytes: number;
}

const mostOutput = 1024 ** 2;
const watchMs = 100;

/** Runs git in a repository; rejects with an error that `explainGit` understands. */
export function runGit(
  args: readonly string[],
  cwd: string,
  env: Record<string, string>,
  tether: Tether,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // A group of its own: git leaves the work to children, which go on without it and hold its pipes open.
    const child = spawn('git', args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    // The group does not get the Ctrl-C of a terminal.
    const callOff = atEnd(() => stop(child));
    const output = gathered(child.stdout);
    const complaints = gathered(child.stderr);
    const begun = performance.now();
    let stopped: string | undefined;
    const watch = setInterval(() => {
      if (performance.now() - begun > tether.ms) stopped = notWithin(tether.ms);
      else if (sentTo(cwd) > tether.bytes) stopped = `It sent more than ${tether.bytes} bytes.`;
      else if (output.isTooMuch()) stopped = `It answered with more than ${mostOutput} bytes.`;
      if (stopped !== undefined) stop(child);
    }, watchMs);
    const ended = () => {
      clearInterval(watch);
      callOff();
    };
    const fail = (error: Error) => {
      ended();
      reject(Object.assign(error, { said: complaints.bytes().toString('utf8'), stopped }));
    };
    child.on('error', fail);
    child.on('close', (code) => {
      if (output.isTooMuch()) stopped ??= `It answered with more than ${mostOutput} bytes.`;
      if (code !== 0 || stopped !== undefined) fail(new Error(`git ended with ${code}.`));
      else {
        ended();
        resolve(output.bytes());
      }
    });
  });
}

/** Gathers what comes, up to a limit; the rest is let go. */
function gathered(stream: Readable): { bytes(): Buffer; isTooMuch(): boolean } {
  const chunks: Buffer[] = [];
  let length = 0;
  stream.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= mostOutput) chunks.push(chunk);
  });
  return { bytes: () => Buffer.concat(chunks), isTooMuch: () => length > mostOutput };
}

/** The size of what is being fetched. */
function sentTo(repository: string): number {
  const packs = join(repository, 'objects', 'pack');
  if (!statSync(packs, { throwIfNoEntry: false })) return 0;
  const sizes = readdirSync(packs).map(
    (name) => statSync(join(packs, name), { throwIfNoEntry: false })?.size ?? 0,
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function stop(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by now, or the system knows no groups.
    child.kill('SIGKILL');
  }
}

/** Says in a sentence why git failed. */
export function explainGit(cause: unknown): string {
  if (!(cause instanceof Error)) throw cause;
  const { code, stopped, said = '' } = cause as Error & { code?: unknown; stopped?: string; said?: string };
  if (stopped !== undefined) return stopped;
  if (code === 'ENOENT') return 'There is no git on this machine.';
  const line = said
    .split('\n')
    .find((one) => /^(?:fatal|error|ssh|Host key|Permission|.*: Permission)/.test(one));
  return `git says: ${(line ?? said.split('\n', 1)[0] ?? '').slice(0, 200)}`;
}
