import type { ServerMeans } from '../server-means.ts';
import type { Database } from '../store/database.ts';
import { lockBlob } from './lock-blob.ts';

type CollectMeans = Pick<ServerMeans, 'database' | 'blobs' | 'clock' | 'failed'>;

// A document whose report is not there yet may be coming in; and whoever went back to an older database may go forth again.
const graceMs = 7 * 86_400_000;
// As many as are held in memory; more are for the next time.
const mostAtOnce = 10_000;
const batch = 500;

/**
 * Removes documents that no report is of: a server that died between the two leaves some. None that came within a week is touched;
 * and nothing at all where none of the documents is known, since that is another server's database. Answers how many were removed.
 */
export async function collectBlobs(means: CollectMeans): Promise<number> {
  const { database, blobs, clock, failed } = means;
  const unknown: string[] = [];
  let seen = 0;
  let old: string[] = [];
  const look = async () => {
    seen += old.length;
    unknown.push(...(await unknownOf(old, database)));
    old = [];
  };
  for await (const { sha256, putAt } of blobs.list()) {
    if (putAt > clock.now() - graceMs) continue;
    old.push(sha256);
    if (old.length === batch) await look();
    if (unknown.length >= mostAtOnce) break;
  }
  await look();
  if (unknown.length === seen && seen > 0) {
    failed(new Error(`None of ${seen} old documents is of a report of this database: nothing was removed.`));
    return 0;
  }
  let removed = 0;
  for (const sha256 of unknown) if (await removedAlone(sha256, means)) removed += 1;
  return removed;
}

async function unknownOf(all: readonly string[], { read }: Database): Promise<readonly string[]> {
  if (all.length === 0) return [];
  const rows = await read
    .selectFrom('report')
    .where('sha256', 'in', all)
    .select('sha256')
    .distinct()
    .execute();
  const known = new Set(rows.map(({ sha256 }) => sha256));
  return all.filter((sha256) => !known.has(sha256));
}

/** Removes a document while nobody can make a report of it: who was about to finds that it is gone, and says so. */
function removedAlone(sha256: string, { database, blobs }: CollectMeans): Promise<boolean> {
  return database.write(async (writing) => {
    await lockBlob(writing, sha256, database);
    const row = await writing
      .selectFrom('report')
      .where('sha256', '=', sha256)
      .select('id')
      .executeTakeFirst();
    if (row) return false;
    await blobs.delete(sha256);
    return true;
  });
}
