import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Phase } from '../ops/watch.ts';
import { type IngestMeans, refuse } from './ingest.ts';

/** Where a reader finds what it reads, and what it writes to. */
export interface Places {
  /** The `postgres://` URL, or the file of SQLite. */
  readonly where: string;
  /** The folder of documents. */
  readonly blobs: string;
}

/** How taking a report in ended. */
export interface Ended {
  readonly failure: string | null;
  readonly phases: readonly Phase[];
}

/** Takes reports in, in a process of its own. */
export interface Reader {
  /** Takes one in; throws where that failed and is to be tried again. One at a time is done. */
  ingest(reportId: number): Promise<void>;
  stop(): void;
}

// What a document of the largest size takes several times over; a document that takes more was made for it.
const mostMegabytes = 1_536;
// A large one takes seconds; others wait meanwhile.
const longestMs = 300_000;

/**
 * Makes a reader, at the first report: parsing a large document would hold up every answer of the server, and one that was made
 * to fill the memory ends its reader and not the server. A thread would not do: V8 ends the whole process for it.
 */
export function reader(
  { where, blobs }: Places,
  means: Pick<IngestMeans, 'database' | 'clock' | 'phase'>,
  { megabytes = mostMegabytes, timeLimitMs = longestMs } = {},
): Reader {
  let child: ChildProcess | null = null;
  const start = () => {
    const started = fork(fileURLToPath(new URL('./reader-entry.ts', import.meta.url)), [where, blobs], {
      execArgv: [`--max-old-space-size=${megabytes}`],
      // V8 prints its stack when it runs out of memory; what matters of that is said of the report.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    started.once('exit', () => {
      child = null;
    });
    return started;
  };
  return {
    ingest: async (reportId) => {
      child ??= start();
      const { failure, isFull, isLate, phases } = await ended(child, reportId, timeLimitMs);
      for (const each of phases) means.phase?.(each);
      if (isFull) await refuse(reportId, 'It takes more memory than a document may.', means);
      else if (isLate) await refuse(reportId, 'It takes longer than a document may.', means);
      else if (failure !== null) throw new Error(failure);
    },
    stop: () => {
      child?.kill();
    },
  };
}

// Node aborts itself where V8 has no memory left.
const abortedCode = 134;

interface Told extends Ended {
  readonly isFull: boolean;
  readonly isLate: boolean;
}

function ended(child: ChildProcess, reportId: number, timeLimitMs: number): Promise<Told> {
  const { promise, resolve } = Promise.withResolvers<Told>();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, timeLimitMs);
  const told = (message: unknown) => resolve({ ...endedOf(message), isFull: false, isLate: false });
  const exited = (code: number | null, signal: string | null) => {
    const failure = `The process that reads documents ended (${signal ?? code}).`;
    const isFull = signal === 'SIGABRT' || code === abortedCode;
    resolve({ failure, phases: [], isFull, isLate });
  };
  child.once('message', told);
  child.once('exit', exited);
  child.send(reportId);
  return promise.finally(() => {
    clearTimeout(timer);
    child.off('message', told);
    child.off('exit', exited);
  });
}

function endedOf(message: unknown): Ended {
  if (typeof message === 'object' && message !== null && 'failure' in message) {
    const { failure } = message;
    if (failure === null || typeof failure === 'string') return { failure, phases: phasesIn(message) };
  }
  return { failure: 'The process that reads documents answered what nobody asked.', phases: [] };
}

// It is a process of ours, and what it says of itself is only told.
function phasesIn(message: object): readonly Phase[] {
  return 'phases' in message && Array.isArray(message.phases) ? message.phases : [];
}
