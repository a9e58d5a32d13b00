import { ApiProblem } from './api/problem.ts';

/** How many go on at a time, and how many may wait for that. */
export interface Turns {
  readonly atOnce: number;
  readonly waiting: number;
}

/**
 * Makes what lets some work go on at a time, in the order in which it came; throws an `ApiProblem` that says why where too much waits
 * already.
 */
export function turns({ atOnce, waiting: mostWaiting }: Turns, why: string) {
  const waiting: (() => void)[] = [];
  let running = 0;
  const take = async () => {
    if (running < atOnce) {
      running += 1;
      return;
    }
    if (waiting.length >= mostWaiting) throw new ApiProblem('unavailable', why);
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.push(resolve);
    await promise;
  };
  const give = () => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };
  return async <T>(work: () => Promise<T>): Promise<T> => {
    await take();
    try {
      return await work();
    } finally {
      give();
    }
  };
}
