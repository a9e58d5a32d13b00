import { openBlobs } from '../blobs/open.ts';
import { ownPlaces } from '../ingest/places.ts';
import { openDatabase } from '../store/open.ts';
import { systemClock } from '../system-clock.ts';
import type { Question } from './documents.ts';
import { replier } from './reply.ts';

// The beginning of a process that looks into documents: it is asked one thing after another, and replies to each.
const { where, blobs } = ownPlaces();
const reply = replier({
  database: await openDatabase(where),
  blobs: await openBlobs(blobs, process.env),
  clock: systemClock(),
});

process.on('message', (question: Question) => {
  void reply(question).then((answer) => process.send?.(answer));
});
// Whoever started it is gone.
process.on('disconnect', () => process.exit());
