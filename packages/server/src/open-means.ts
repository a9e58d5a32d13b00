import { UsageError } from 'fineprint/program';
import { type AccessOptions, accessMeans } from './access/access-means.ts';
import type { BlobStore } from './blobs/blob-store.ts';
import { isShared, openBlobs } from './blobs/open.ts';
import { type DataFolder, takeDataFolder } from './data-folder.ts';
import { documentProcess } from './documents/document-process.ts';
import { childRenderer } from './exports/renderer.ts';
import type { Places } from './ingest/places.ts';
import { type Operations, type OpsOptions, operations } from './ops/operations.ts';
import { openQueue } from './queue/open.ts';
import type { ServerMeans } from './server-means.ts';
import type { Database } from './store/database.ts';
import { migrate } from './store/migrate.ts';
import { openDatabase } from './store/open.ts';
import { systemClock } from './system-clock.ts';

/** Where a process of the server finds what it works with. */
export interface MeansOptions extends AccessOptions, OpsOptions {
  /** The folder of what lies nowhere else; one process at a time has it. */
  readonly data: string;
  /** A `postgres://` URL, where the database is not in the folder. */
  readonly databaseUrl: string | null;
  /** `s3://bucket/prefix`, where the documents are not in the folder. */
  readonly blobs?: string | null;
  readonly mostBytes?: number;
  readonly fourEyes?: boolean;
  /** How many of the latest reports of a channel are kept. */
  readonly keptReports?: number;
  /** `host` or `host:port` that webhooks may lead to though they are private or without TLS. */
  readonly webhookHosts?: readonly string[];
  failed(cause: unknown): void;
}

/** What a process of the server works with, until it closes it. */
export interface OpenedMeans {
  readonly means: Omit<ServerMeans, 'publicOrigin'>;
  readonly places: Places;
  readonly ops: Pick<Operations, 'begun' | 'port'>;
  /** Says that the process is not ready any more. */
  beginStop(): void;
  close(): Promise<void>;
}

// One that answers a long question leaves others to the other.
const readers = 2;

const longestDocument = 52_428_800;

/** Opens what a process of the server works with; throws a `UsageError` where another process has it, or it is not to be had. */
export async function openMeans(options: MeansOptions): Promise<OpenedMeans> {
  const opened: (() => unknown)[] = [];
  const close = async () => {
    for (const each of opened.splice(0).toReversed()) await each();
  };
  try {
    return await openEach(options, { opened, close });
  } catch (cause) {
    // A start that failed leaves nothing behind: what is open would keep the process, and the folder from the next one.
    await close();
    throw cause;
  }
}

interface Closing {
  /** What closes each thing that was opened so far. */
  readonly opened: (() => unknown)[];
  /** Closes them, the last one first. */
  close(): Promise<void>;
}

async function openEach(options: MeansOptions, { opened, close }: Closing): Promise<OpenedMeans> {
  const { databaseUrl, blobs: bucket = null, failed } = options;
  const folder = databaseUrl === null || bucket === null ? takeDataFolder(options.data) : null;
  opened.push(() => folder?.release());
  const places = placesOf(options, folder);
  const clock = systemClock();
  const stopping = new AbortController();
  const { watch, ...ops } = await operations(options, clock);
  const database = await openDatabase(places.where, { readers, ended: watch.query });
  opened.push(() => database.close(), ops.stop);
  const blobs = await openBlobs(places.blobs, process.env);
  await ops.listen({ database, blobs });
  await migrate(database);
  await checkBlobs(database, blobs, places.blobs);
  const documents = documentProcess(places);
  opened.push(documents.stop);
  const queue = await openQueue(places.where, database, { now: clock.now, failed });
  opened.push(() => queue.stop(0));
  return {
    means: {
      database,
      blobs,
      documents,
      queue,
      renderer: childRenderer(),
      clock,
      mostBytes: options.mostBytes ?? longestDocument,
      fourEyes: options.fourEyes ?? false,
      webhookHosts: new Set(options.webhookHosts),
      ...(options.keptReports === undefined ? {} : { keptReports: options.keptReports }),
      access: accessMeans(options, { database, clock, failed }),
      stopping: stopping.signal,
      failed,
      watch,
    },
    places,
    ops,
    beginStop: () => {
      ops.ending();
      stopping.abort();
    },
    close,
  };
}

function placesOf({ databaseUrl, blobs }: MeansOptions, folder: DataFolder | null): Places {
  if (blobs && !isShared(blobs))
    throw new UsageError('FINEPRINT_BLOBS has to be s3://bucket/prefix; a folder is given with --data.');
  return { where: databaseUrl ?? folder?.database ?? '', blobs: blobs ?? folder?.blobs ?? '' };
}

/** Two servers on one database whose documents lie in a folder each would not find what the other took. */
async function checkBlobs({ read }: Database, blobs: BlobStore, place: string): Promise<void> {
  const newest = await read.selectFrom('report').orderBy('id', 'desc').select('sha256').executeTakeFirst();
  if (newest && !(await blobs.has(newest.sha256)))
    throw new UsageError(
      `The newest document of this database does not lie in ${place}. All servers and workers of a database need the same documents: name their bucket in FINEPRINT_BLOBS.`,
    );
}
