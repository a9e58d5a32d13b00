import * as z from 'zod';
import { openBlobs } from '../blobs/open.ts';
import { openDatabase } from '../store/open.ts';
import { systemClock } from '../system-clock.ts';
import { ingest } from './ingest.ts';
import { readDocument } from './read-document.ts';
import { type Ended, placesVariable } from './reader.ts';

// The beginning of a process that takes reports in: it is told their ids one after another, and answers how each ended.
const { where, blobs } = z
  .object({ where: z.string(), blobs: z.string() })
  .parse(JSON.parse(process.env[placesVariable] ?? ''));
const means = {
  database: await openDatabase(where),
  blobs: await openBlobs(blobs, process.env),
  clock: systemClock(),
  readDocument,
};

process.on('message', (reportId: number) => {
  ingest(reportId, means).then(
    () => answer({ failure: null }),
    (cause: unknown) => answer({ failure: cause instanceof Error ? cause.message : String(cause) }),
  );
});
// Whoever started it is gone, and begins anew without it.
process.on('disconnect', () => process.exit());
// A terminal or a supervisor tells all processes to stop; this one ends what it does, and its parent ends it.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);

function answer(ended: Ended): void {
  process.send?.(ended);
}
