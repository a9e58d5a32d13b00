import type { BlobStore } from '../blobs/blob-store.ts';
import type { Clock } from '../clock.ts';
import type { Phase } from '../ops/watch.ts';
import { type InForce, policiesFor } from '../policies/in-force.ts';
import type { Database } from '../store/database.ts';
import { storable } from '../store/storable.ts';
import { isTooLong } from '../store/too-long.ts';
import { enter } from './dictionary.ts';
import { keepTexts } from './evidence.ts';
import { failReport } from './fail-report.ts';
import { withoutOwnDecisions } from './own-decisions.ts';
import type { ReadReport, StoredDocument } from './read-document.ts';
import { takePlace } from './take-place.ts';

/** What taking reports in works with. */
export interface IngestMeans {
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  /** Reads a document of any accepted form, and judges it by the server's policies; throws a `Refusal` where it is none. */
  readDocument(document: StoredDocument, policies: InForce, now: number): Promise<ReadReport>;
  /** Is told how long each part took. */
  phase?(phase: Phase): void;
}

/** A document that can never be taken in; the message is for whoever sent it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/**
 * Takes an accepted report in: reads it, enters what it names, and lets it stand for its channel if no later one does. Done
 * again after a crash, it does what was not done.
 */
export async function ingest(reportId: number, means: IngestMeans): Promise<void> {
  const { database, clock } = means;
  const row = await database.read
    .selectFrom('report')
    .innerJoin('channel', 'channel.id', 'report.channelId')
    .innerJoin('project', 'project.id', 'channel.projectId')
    .where('report.id', '=', reportId)
    .select(['report.state', 'report.sha256', 'report.receivedAt', 'project.name', 'project.groupId'])
    .executeTakeFirst();
  if (row?.state !== 'queued') return;
  try {
    const read = await readStored(row, means);
    const dictionary = await timed('enter', means, async () => {
      await keepTexts(read.report.texts, database);
      return enter(read.report, database, clock);
    });
    await timed('take-place', means, () => takePlace({ reportId, ...read, dictionary }, { database, clock }));
  } catch (cause) {
    const failure = cause instanceof Refusal ? cause.message : isTooLong(cause) ? tooLong : null;
    if (failure === null) throw cause;
    await refuse(reportId, storable(failure), means);
  }
}

const tooLong =
  'A name or licence expression in it is longer than 2,700 bytes, and the database finds none that long again.';

interface StoredRow {
  readonly name: string;
  readonly groupId: number;
  readonly sha256: string;
  readonly receivedAt: number;
}

/** Reads what was stored. Its bytes are let go before anything is entered, which takes memory of its own. */
async function readStored(
  { name, groupId, sha256, receivedAt }: StoredRow,
  means: IngestMeans,
): Promise<ReadReport> {
  const { database, blobs, clock } = means;
  const bytes = await timed('fetch', means, () => blobs.get(sha256));
  const policies = await policiesFor(groupId, database.read);
  const document = { name, receivedAt, bytes };
  const read = await timed('read', means, () => means.readDocument(document, policies, clock.now()));
  return { ...read, report: await withoutOwnDecisions(read.report, database.read) };
}

async function timed<T>(
  name: Phase['name'],
  { clock, phase }: IngestMeans,
  work: () => Promise<T>,
): Promise<T> {
  const startedAt = clock.now();
  try {
    return await work();
  } finally {
    phase?.({ name, startedAt, durationMs: clock.now() - startedAt });
  }
}

/** Says of a report why it cannot be taken in, for good. */
export async function refuse(
  reportId: number,
  failure: string,
  { database, clock }: Pick<IngestMeans, 'database' | 'clock'>,
): Promise<void> {
  await database.write((writing) => failReport(writing, reportId, { failure, at: clock.now() }));
}
