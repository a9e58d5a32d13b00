import { type ChildProcess, fork } from 'node:child_process';
import { entryOf } from '../entry.ts';
import type { Phase } from '../ops/watch.ts';
import type { Judging } from '../policies/judging.ts';
import { type IngestMeans, refuse } from './ingest.ts';
import { type Places, placed } from './places.ts';

/** What the process of a reader is told to do. */
export type Order =
  | { readonly is: 'ingest'; readonly reportId: number }
  | { readonly is: 'rejudge'; readonly projectId: number }
  | { readonly is: 'try-out'; readonly dryRunId: number; readonly projectId: number };

/** How an order ended. */
export interface Ended {
  readonly failure: string | null;
  readonly phases: readonly Phase[];
}

/** Reads documents in processes of its own, each one at a time; what fails is thrown, to be tried again. */
export interface Reader extends Judging {
  /** Takes a report in. */
  ingest(reportId: number): Promise<void>;
  stop(): void;
}

// What a document of the largest size takes several times over; a document that takes more was made for it.
const mostMegabytes = 1_536;
const mostMs = 110_000;

/** A process that reads, and whose turn it is in it. */
interface Seat {
  child: ChildProcess | null;
  turn: Promise<unknown>;
  waiting: number;
}

/**
 * Makes a reader, whose processes start at the first report: parsing a large document would hold up every answer of the server, and one that was made
 * to fill the memory ends its reader and not the server. A thread would not do: V8 ends the whole process for it.
 */
export function reader(
  places: Places,
  means: Pick<IngestMeans, 'database' | 'clock' | 'phase'>,
  { processes = 1, megabytes = mostMegabytes, timeLimitMs = mostMs } = {},
): Reader {
  const seats = Array.from(
    { length: processes },
    (): Seat => ({
      child: null,
      turn: Promise.resolve(),
      waiting: 0,
    }),
  );
  const followIn = async (seat: Seat, order: Order) => {
    seat.child ??= startIn(seat, places, megabytes);
    const { failure, phases, isFull } = await ended(seat.child, order, timeLimitMs);
    for (const phase of phases) means.phase?.(phase);
    if (isFull) return true;
    if (failure !== null) throw new Error(failure);
    return false;
  };
  // A process answers what it was told last, so that it is told one thing at a time.
  const follow = (order: Order) => {
    const seat = seats.reduce((best, each) => (each.waiting < best.waiting ? each : best));
    seat.waiting += 1;
    const followed = seat.turn.then(() => followIn(seat, order));
    const over = () => {
      seat.waiting -= 1;
    };
    seat.turn = followed.then(over, over);
    return followed;
  };
  return {
    atATime: processes,
    ingest: async (reportId) => {
      if (await follow({ is: 'ingest', reportId })) await refuse(reportId, tooMuch, means);
    },
    rejudge: async (projectId) => {
      if (await follow({ is: 'rejudge', projectId })) throw new Error(tooMuch);
    },
    tryOut: async (dryRunId, projectId) => {
      if (await follow({ is: 'try-out', dryRunId, projectId })) throw new Error(tooMuch);
    },
    stop: () => {
      for (const { child } of seats) child?.kill('SIGKILL');
    },
  };
}

/** Starts the process of a seat. */
function startIn(seat: Seat, places: Places, megabytes: number): ChildProcess {
  const started = fork(entryOf(new URL('./reader-entry.ts', import.meta.url)), [], {
    env: placed(places),
    execArgv: [`--max-old-space-size=${megabytes}`],
    // V8 prints its stack when it runs out of memory; what matters of that is said of the report.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const over = () => {
    if (seat.child === started) seat.child = null;
  };
  started.once('exit', over);
  // It could not be started, or not be told: nobody else hears of it, and it would end the server.
  started.on('error', () => {
    over();
    started.kill('SIGKILL');
  });
  return started;
}

const tooMuch = 'It takes more memory than a document may.';

// Node aborts itself where V8 has no memory left.
const abortedCode = 134;

function ended(
  child: ChildProcess,
  order: Order,
  timeLimitMs: number,
): Promise<Ended & { readonly isFull: boolean }> {
  const { promise, resolve } = Promise.withResolvers<Ended & { readonly isFull: boolean }>();
  let isLate = false;
  const told = (message: unknown) => resolve({ ...endedOf(message), isFull: false });
  const exited = (code: number | null, signal: string | null) => {
    const failure = isLate
      ? `It took longer than ${timeLimitMs / 1_000} s.`
      : `The process that reads documents ended (${signal ?? code}).`;
    resolve({ failure, phases: [], isFull: signal === 'SIGABRT' || code === abortedCode });
  };
  const timer = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, timeLimitMs);
  const broke = ({ message }: Error) =>
    resolve({ failure: `The process that reads documents: ${message}.`, phases: [], isFull: false });
  child.once('message', told);
  child.once('exit', exited);
  child.once('error', broke);
  child.send(order);
  return promise.finally(() => {
    clearTimeout(timer);
    child.off('message', told);
    child.off('exit', exited);
    child.off('error', broke);
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
