import { parentPort, workerData } from 'node:worker_threads';
import { folderOfBlobs } from '../blobs/folder.ts';
import { openDatabase } from '../store/open.ts';
import { systemClock } from '../system-clock.ts';
import { ingest } from './ingest.ts';
import { readDocument } from './read-document.ts';
import type { Ended, ThreadData } from './thread.ts';

// The beginning of a thread that takes reports in: it is told their ids one after another, and answers how each ended.
const { where, blobs }: ThreadData = workerData;
const means = {
  database: await openDatabase(where),
  blobs: folderOfBlobs(blobs),
  clock: systemClock(),
  readDocument,
};

parentPort?.on('message', (reportId: number) => {
  ingest(reportId, means).then(
    () => answer({ failure: null }),
    (cause: unknown) => answer({ failure: cause instanceof Error ? cause.message : String(cause) }),
  );
});

function answer(ended: Ended): void {
  parentPort?.postMessage(ended);
}
