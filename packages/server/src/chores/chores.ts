import { forget } from '../access/forget.ts';
import { collectBlobs } from '../blobs/collect.ts';
import { expire } from '../decisions/decide.ts';
import { forgetComparisons, forgetHistory } from '../history/forget.ts';
import { forgetReports } from '../history/forget-reports.ts';
import { snapshotGroups } from '../history/snapshot-groups.ts';
import { forgetChecklists } from '../obligations/forget-checklists.ts';
import { forgetDryRuns } from '../policies/forget-dry-runs.ts';
import { rejudgeLeft } from '../policies/rejudge-left.ts';
import { remindAll } from '../reminders/remind.ts';
import { forgetDeliveries, queueDeliveries } from '../webhooks/due-deliveries.ts';
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
  { name: 'rejudge', everyMs: minuteMs, run: rejudgeLeft },
  { name: 'forget-dry-runs', everyMs: 60 * minuteMs, run: forgetDryRuns },
  { name: 'forget', everyMs: 10 * minuteMs, run: forget },
  {
    name: 'snapshot-groups',
    everyMs: minuteMs,
    run: ({ database, clock }) => snapshotGroups(database, clock),
  },
  {
    name: 'forget-history',
    everyMs: dayMs,
    run: async ({ database, clock }) => {
      await forgetHistory(database, clock.now());
      await forgetComparisons(database, clock.now());
      await forgetChecklists(database, clock.now());
    },
  },
  {
    name: 'forget-reports',
    everyMs: dayMs,
    // How many are to be kept is told to some processes alone, it may be.
    isFor: ({ keptReports }) => keptReports !== undefined,
    run: ({ database, clock, keptReports = Number.POSITIVE_INFINITY }) =>
      forgetReports(database, clock, keptReports),
  },
  { name: 'deliver', everyMs: 5_000, run: queueDeliveries },
  { name: 'forget-deliveries', everyMs: 60 * minuteMs, run: forgetDeliveries },
  { name: 'remind', everyMs: 10 * minuteMs, run: remindAll },
  {
    name: 'collect-blobs',
    everyMs: dayMs,
    run: async (means) => {
      await collectBlobs(means);
    },
  },
];
