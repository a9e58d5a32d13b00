import { type ChildProcess, fork } from 'node:child_process';
import { ApiProblem } from '../api/problem.ts';
import { entryOf } from '../entry.ts';
import { type Places, placed } from '../ingest/places.ts';
import { type Documents, type Question, type Reply, replySchema, type Surroundings } from './documents.ts';

/** What looking into documents may take. */
export interface Budget {
  readonly megabytes: number;
  readonly timeMs: number;
  /** How many may wait for their turn. */
  readonly waiting: number;
  /** After how long without a question its memory is given back. */
  readonly idleMs: number;
}

// Two documents of the largest size are compared in it; a pair that takes more was made for it.
const usualBudget: Budget = { megabytes: 1_536, timeMs: 30_000, waiting: 32, idleMs: 60_000 };

/**
 * Looks into documents in a process of its own, one question after another: a document that was made to fill the memory ends
 * that process and not the server.
 */
export function documentProcess(places: Places, budget: Budget = usualBudget): Documents {
  let child: ChildProcess | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let idle: NodeJS.Timeout | undefined;
  const start = () => {
    const started = fork(entryOf(new URL('./document-entry.ts', import.meta.url)), [], {
      env: placed(places),
      execArgv: [`--max-old-space-size=${budget.megabytes}`],
      // V8 prints its stack when it runs out of memory; what matters of that is answered.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const over = () => {
      if (child === started) child = null;
    };
    started.once('exit', over);
    // It could not be started, or not be told: nobody else hears of it, and it would end the server.
    started.on('error', () => {
      over();
      started.kill('SIGKILL');
    });
    return started;
  };
  const end = () => {
    child?.kill('SIGKILL');
    child = null;
  };
  const ask = async (question: Question): Promise<Surroundings | null> => {
    if (waiting >= budget.waiting)
      throw new ApiProblem(
        'unavailable',
        'Too many ask for comparisons and graphs now: try again in a moment.',
      );
    waiting += 1;
    clearTimeout(idle);
    const asked = turn.then(() => {
      child ??= start();
      return replyOf(child, question, budget.timeMs, end);
    });
    // Whoever asked is told of a failure; the next one only waits until it is over.
    turn = asked.catch(() => null);
    try {
      return settled(await asked);
    } finally {
      waiting -= 1;
      if (waiting === 0) idle = setTimeout(end, budget.idleMs).unref();
    }
  };
  return {
    compare: async (pair) => {
      await ask({ is: 'compare', ...pair });
    },
    checklist: async (of) => {
      await ask({ is: 'checklist', ...of });
    },
    around: (reportId, at, most) => ask({ is: 'around', reportId, at, most }),
    stop: () => {
      clearTimeout(idle);
      end();
    },
  };
}

/** What a reply gives; throws an `ApiProblem` of a refusal, and an error of a failure. */
export function settled(reply: Reply): Surroundings | null {
  if (reply.is === 'done') return reply.around;
  if (reply.is === 'refused') throw new ApiProblem('conflict', reply.why);
  throw new Error(reply.why);
}

// Node aborts itself where V8 has no memory left.
const abortedCode = 134;

async function replyOf(
  child: ChildProcess,
  question: Question,
  timeMs: number,
  end: () => void,
): Promise<Reply> {
  const { promise, resolve, reject } = Promise.withResolvers<Reply>();
  const told = (message: unknown) => {
    const reply = replySchema.safeParse(message);
    if (reply.success) resolve(reply.data);
    else
      reject(
        new Error('The process that looks into documents answered what nobody asked.', {
          cause: reply.error,
        }),
      );
  };
  const exited = (code: number | null, signal: string | null) => {
    const isFull = signal === 'SIGABRT' || code === abortedCode;
    reject(
      isFull
        ? new ApiProblem(
            'too-large',
            'It takes more memory than the server gives it: "fineprint diff" compares on your own machine.',
          )
        : new Error(`The process that looks into documents ended (${signal ?? code}).`),
    );
  };
  const timer = setTimeout(() => {
    reject(new ApiProblem('took-too-long', `It takes longer than ${timeMs / 1_000} seconds.`));
    end();
  }, timeMs);
  const broke = ({ message }: Error) =>
    reject(new Error(`The process that looks into documents: ${message}.`));
  child.once('message', told);
  child.once('exit', exited);
  child.once('error', broke);
  child.send(question);
  return promise.finally(() => {
    clearTimeout(timer);
    child.off('message', told);
    child.off('exit', exited);
    child.off('error', broke);
  });
}
