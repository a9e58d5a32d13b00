import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const tasks = new Set<() => void>();
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Does something when the process ends, also where it is told to (Ctrl-C): what was begun last first. What this returns
 * calls it off.
 */
export function atEnd(task: () => void): () => void {
  if (tasks.size === 0) {
    process.on('exit', doAll);
    for (const signal of signals) process.on(signal, end);
  }
  tasks.add(task);
  return () => {
    tasks.delete(task);
    if (tasks.size === 0) leaveProcess();
  };
}

function doAll(): void {
  for (const task of [...tasks].reverse()) task();
  tasks.clear();
}

/** Who sent the signal is to see that the process died of it; where somebody else listens too, theirs is the way to end. */
function end(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  doAll();
  leaveProcess();
  process.kill(process.pid, signal);
}

function leaveProcess(): void {
  process.removeListener('exit', doAll);
  for (const signal of signals) process.removeListener(signal, end);
}

/** A directory of this run; it is gone at the latest when the process ends. */
export interface TemporaryDirectory {
  readonly path: string;
  remove(): void;
}

/** Makes a directory among the temporary files of the user. */
export function temporaryDirectory(prefix: string): TemporaryDirectory {
  const path = mkdtempSync(join(tmpdir(), prefix));
  // A program that was stopped just now may still have written into it.
  const remove = () => rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  const callOff = atEnd(remove);
  return {
    path,
    remove() {
      callOff();
      remove();
    },
  };
}
