import { folderOfBlobs } from '../blobs/folder.ts';
import type { Phase } from '../ops/watch.ts';
import { openDatabase } from '../store/open.ts';
import { systemClock } from '../system-clock.ts';
import { ingest } from './ingest.ts';
import { readDocument } from './read-document.ts';
import type { Ended } from './reader.ts';

// The beginning of a process that takes reports in: it is told their ids one after another, and answers how each ended.
const [, , where = '', blobs = ''] = process.argv;
const phases: Phase[] = [];
const means = {
  database: await openDatabase(where),
  blobs: folderOfBlobs(blobs),
  clock: systemClock(),
  readDocument,
  phase: (phase: Phase) => {
    phases.push(phase);
  },
};

process.on('message', (reportId: number) => {
  ingest(reportId, means).then(
    () => answer({ failure: null, phases: phases.splice(0) }),
    (cause: unknown) =>
      answer({ failure: cause instanceof Error ? cause.message : String(cause), phases: phases.splice(0) }),
  );
});
// Whoever started it is gone, and begins anew without it.
process.on('disconnect', () => process.exit());

function answer(ended: Ended): void {
  process.send?.(ended);
}
