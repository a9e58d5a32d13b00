import { constants, getPriority, setPriority } from 'node:os';
import { openBlobs } from '../blobs/open.ts';
import type { Phase } from '../ops/watch.ts';
import { rejudge } from '../policies/rejudge.ts';
import { tryOut } from '../policies/try-out.ts';
import { openDatabase } from '../store/open.ts';
import { systemClock } from '../system-clock.ts';
import { ingest } from './ingest.ts';
import { ownPlaces } from './places.ts';
import { readDocument } from './read-document.ts';
import type { Ended, Order } from './reader.ts';

// The beginning of a process that reads documents: it is told what to do with them, and answers how each order ended.
const { where, blobs } = ownPlaces();
const phases: Phase[] = [];
const means = {
  database: await openDatabase(where),
  blobs: await openBlobs(blobs, process.env),
  clock: systemClock(),
  readDocument,
  phase: (phase: Phase) => {
    phases.push(phase);
  },
};

// Whoever looks or sends waits for an answer; what was sent can be seen a moment later. Beside others that have work for all
// cores it has a tenth of what each of them has. Not before it is ready: a start of a second would take many.
setPriority(Math.min(getPriority() + 10, constants.priority.PRIORITY_LOW));

process.on('message', (order: Order) => {
  follow(order).then(
    () => answer({ failure: null, phases: phases.splice(0) }),
    (cause: unknown) =>
      answer({ failure: cause instanceof Error ? cause.message : String(cause), phases: phases.splice(0) }),
  );
});
// Whoever started it is gone, and begins anew without it.
process.on('disconnect', () => process.exit());
// A terminal or a supervisor tells all processes to stop; this one ends what it does, and its parent ends it.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);

function follow(order: Order): Promise<void> {
  switch (order.is) {
    case 'ingest':
      return ingest(order.reportId, means);
    case 'rejudge':
      return rejudge(order.projectId, means);
    case 'try-out':
      return tryOut(order, means);
  }
}

function answer(ended: Ended): void {
  process.send?.(ended);
}
