import { settle } from './decisions/settle.ts';
import { type IngestMeans, ingest } from './ingest/ingest.ts';
import type { Perform } from './queue/queue.ts';

/** Makes what does the tasks of the queue. */
export function performer(means: IngestMeans): Perform {
  return async (task, signal) => {
    switch (task.is) {
      case 'ingest':
        return ingest(task.reportId, means);
      case 'settle':
        return settle(task.decisionGroupId, means, signal);
    }
  };
}
