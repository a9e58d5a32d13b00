import { setTimeout as pause } from 'node:timers/promises';

/** How long each of many things took, in milliseconds. */
export interface Times {
  readonly all: readonly number[];
  /** The time within which so large a share of them was done. */
  within(share: number): number;
}

/** Orders times. */
export function timesOf(measured: readonly number[]): Times {
  const all = measured.toSorted((a, b) => a - b);
  return {
    all,
    within: (share) => all[Math.min(all.length - 1, Math.floor(all.length * share))] ?? Number.NaN,
  };
}

/**
 * Begins something so many times a second, whether or not what was begun before is done; each time counts from when it was
 * due, so that a server which stalls cannot hide it by being asked less.
 */
export async function arrivals(
  count: number,
  perSecond: number,
  one: (index: number) => Promise<void>,
): Promise<Times> {
  const start = performance.now();
  const took: number[] = [];
  const running: Promise<void>[] = [];
  for (let index = 0; index < count; index++) {
    const due = start + (index * 1000) / perSecond;
    const early = due - performance.now();
    if (early > 1) await pause(early);
    running.push(one(index).then(() => void took.push(performance.now() - due)));
  }
  await Promise.all(running);
  return timesOf(took);
}

/** Does things one after the other in so many lines; each time counts from its own beginning. */
export async function inLines(
  count: number,
  lines: number,
  one: (index: number) => Promise<void>,
): Promise<Times> {
  const took: number[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: lines }, async () => {
      while (next < count) {
        const index = next++;
        const start = performance.now();
        await one(index);
        took.push(performance.now() - start);
      }
    }),
  );
  return timesOf(took);
}
