import { type SettleMeans, settle } from './decisions/settle.ts';
import type { Perform } from './queue/queue.ts';

/** What doing tasks works with. */
export interface PerformMeans extends SettleMeans {
  ingest(reportId: number): Promise<void>;
  deliver(webhookId: number, signal: AbortSignal): Promise<void>;
}

/** Makes what does the tasks of the queue. */
export function performer(means: PerformMeans): Perform {
  return async (task, signal) => {
    switch (task.is) {
      case 'ingest':
        return means.ingest(task.reportId);
      case 'settle':
        return settle(task.decisionGroupId, means, signal);
      case 'deliver':
        return means.deliver(task.webhookId, signal);
    }
  };
}
