import { expire } from '../decisions/decide.ts';
import { remindAll } from '../reminders/remind.ts';
import { forgetDeliveries, queueDeliveries } from '../webhooks/due-deliveries.ts';
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
  { name: 'deliver', everyMs: 5_000, run: queueDeliveries },
  { name: 'forget-deliveries', everyMs: 60 * minuteMs, run: forgetDeliveries },
  { name: 'remind', everyMs: 10 * minuteMs, run: remindAll },
];
