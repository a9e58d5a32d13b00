import type { Report } from '@fineprint/core';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { Clock } from '../clock.ts';
import type { Phase } from '../ops/watch.ts';
import type { Database } from '../store/database.ts';
import { enter } from './dictionary.ts';
import { findingsOf, usesOf } from './flatten.ts';
import { takePlace } from './take-place.ts';

/** What taking reports in works with. */
export interface IngestMeans {
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  /** Reads a document of any accepted form; throws a `Refusal` where it is none. */
  readDocument(name: string, text: string): Promise<Report>;
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
  const { database, blobs, clock } = means;
  const row = await database.read
    .selectFrom('report')
    .innerJoin('channel', 'channel.id', 'report.channelId')
    .innerJoin('project', 'project.id', 'channel.projectId')
    .where('report.id', '=', reportId)
    .select(['report.state', 'report.sha256', 'project.name'])
    .executeTakeFirst();
  if (row?.state !== 'queued') return;
  try {
    const bytes = await timed('fetch', means, () => blobs.get(row.sha256));
    const report = await timed('read', means, () => means.readDocument(row.name, bytes.toString('utf8')));
    const uses = usesOf(report);
    const findings = findingsOf(report);
    const dictionary = await timed('enter', means, () => enter(uses, findings, database, clock));
    await timed('take-place', means, () =>
      takePlace({ reportId, report, uses, findings, dictionary }, { database, clock }),
    );
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    await refuse(reportId, cause.message, means);
  }
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
  await database.write((writing) =>
    writing
      .updateTable('report')
      .set({ state: 'failed', failure, processedAt: clock.now() })
      .where('id', '=', reportId)
      .where('state', '=', 'queued')
      .execute(),
  );
}
