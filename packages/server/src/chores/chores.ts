import { forget } from '../access/forget.ts';
import { expire } from '../decisions/decide.ts';
import type { Chore } from './chore.ts';

const minuteMs = 60_000;

/** All chores. */
export const chores: readonly Chore[] = [
  {
    name: 'expire',
    everyMs: minuteMs,
    run: async (means) => {
      while (await expire(means));
    },
  },
  { name: 'forget', everyMs: 10 * minuteMs, run: forget },
];
