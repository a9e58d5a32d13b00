import type { Readable } from 'node:stream';
import { ApiProblem } from '../api/problem.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import { lockBlob } from '../blobs/lock-blob.ts';
import type { Clock } from '../clock.ts';
import type { Queue } from '../queue/queue.ts';
import type { Database, Writing } from '../store/database.ts';

/** A document that somebody sends. */
export interface Delivery {
  readonly content: Readable;
  readonly project: string;
  readonly channel: string;
  /** The name of the token or user that sends it. */
  readonly sender: string;
  /** The project group that the project belongs to, also where it is not there yet. */
  readonly groupId: number;
}

/** What became of a delivery: the report's `uid`, and whether it is one that was there already. */
export interface Accepted {
  readonly uid: string;
  readonly isKnown: boolean;
}

/** What accepting works with. */
export interface AcceptMeans {
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly queue: Pick<Queue, 'add'>;
  readonly clock: Clock;
  readonly mostBytes: number;
}

/**
 * Takes a document in charge: when it answers, the bytes, the report's row and its task are on disk. The same bytes in the
 * same channel are the same report, however often and at the same time they come. Throws `TooLarge`.
 */
export async function accept(delivery: Delivery, means: AcceptMeans): Promise<Accepted> {
  const { database, blobs, queue, clock, mostBytes } = means;
  const blob = await blobs.put(delivery.content, mostBytes);
  return database.write(async (writing) => {
    const channelId = await channelOf(writing, delivery, clock);
    const uid = clock.id();
    const row = await writing
      .insertInto('report')
      .values({ ...blob, uid, channelId, receivedAt: clock.now(), sender: delivery.sender, state: 'queued' })
      .onConflict((conflict) => conflict.columns(['channelId', 'sha256']).doNothing())
      .returning('id')
      .executeTakeFirst();
    const { isNews, ...report } = row
      ? { id: row.id, uid, isNews: true }
      : await comeAgain(writing, { channelId, sha256: blob.sha256 }, clock.now());
    if (!isNews) return { uid: report.uid, isKnown: true };
    // Documents that nobody needs are removed from time to time; this one was none of them, and may have looked so.
    await lockBlob(writing, blob.sha256, database);
    if (!(await blobs.has(blob.sha256)))
      throw new ApiProblem('unavailable', 'The document was removed while it came in: send it again.');
    await queue.add(writing, { is: 'ingest', reportId: report.id });
    return { uid: report.uid, isKnown: !row };
  });
}

/**
 * The report whose bytes came once more, and whether that is news: a report that failed may be taken in by now, and of one that
 * does not say when it was scanned, which is when it came, the project may be again what it says.
 */
async function comeAgain(
  writing: Writing,
  { channelId, sha256 }: { readonly channelId: number; readonly sha256: string },
  now: number,
) {
  const { asOf, receivedAt, headId, state, ...report } = await writing
    .selectFrom('report')
    .innerJoin('channel', 'channel.id', 'report.channelId')
    .where('channelId', '=', channelId)
    .where('sha256', '=', sha256)
    .select(['report.id', 'report.uid', 'state', 'asOf', 'receivedAt', 'channel.reportId as headId'])
    .executeTakeFirstOrThrow();
  const isAgain = state === 'processed' && asOf === receivedAt && report.id !== headId;
  if (state !== 'failed' && !isAgain) return { ...report, isNews: false };
  const changed = await writing
    .updateTable('report')
    .set({ state: 'queued', failure: null, processedAt: null, receivedAt: now })
    .where('id', '=', report.id)
    // It may come twice at a time.
    .where('state', '=', state)
    .returning('id')
    .executeTakeFirst();
  return { ...report, isNews: changed !== undefined };
}

/** The channel of a project, both made where they are not there. */
async function channelOf(
  writing: Writing,
  { project, channel, groupId }: Delivery,
  clock: Clock,
): Promise<number> {
  await writing
    .insertInto('project')
    .values({ uid: clock.id(), name: project, groupId, createdAt: clock.now() })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const { id: projectId, groupId: actual } = await writing
    .selectFrom('project')
    .where('name', '=', project)
    .select(['id', 'groupId'])
    .executeTakeFirstOrThrow();
  // Whether it may be written was asked before its document came in; somebody else may have made it since.
  if (actual !== groupId)
    throw new ApiProblem('forbidden', `The project "${project}" belongs to another group by now.`);
  await writing
    .insertInto('channel')
    .values({ projectId, name: channel })
    .onConflict((conflict) => conflict.columns(['projectId', 'name']).doNothing())
    .execute();
  const { id } = await writing
    .selectFrom('channel')
    .where('projectId', '=', projectId)
    .where('name', '=', channel)
    .select('id')
    .executeTakeFirstOrThrow();
  return id;
}
