import { collectBlobs } from '../blobs/collect.ts';
import { expire } from '../decisions/decide.ts';
import type { Chore } from './chore.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** All chores. */
export const chores: readonly Chore[] = [
  {
    name: 'expire',
    everyMs: minuteMs,
    run: async (means) => {
      while (await expire(means));
    },
  },
  {
    name: 'collect-blobs',
    everyMs: dayMs,
    run: async (means) => {
      await collectBlobs(means);
    },
  },
];
