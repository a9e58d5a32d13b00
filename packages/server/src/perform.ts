import { type BatchMeans, performBatch } from './decisions/perform-batch.ts';
import { settle } from './decisions/settle.ts';
import { dryRun } from './policies/dry-run.ts';
import type { JudgingMeans } from './policies/judging.ts';
import { rejudgeDue } from './policies/rejudge-due.ts';
import type { Perform } from './queue/queue.ts';

/** What doing tasks works with. */
export interface PerformMeans extends Omit<BatchMeans, 'queue'>, JudgingMeans {
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
      case 'batch':
        return performBatch(task.batchId, means, signal);
      case 'rejudge':
        return rejudgeDue(means, signal);
      case 'dry-run':
        return dryRun(task.dryRunId, means, signal);
      case 'deliver':
        return means.deliver(task.webhookId, signal);
    }
  };
}
