import type { AddressInfo } from 'node:net';
import { UsageError } from 'fineprint';
import { invite } from './access/invitations.ts';
import { buildApp } from './api/app.ts';
import { defaultGroup } from './api/reports/group-for.ts';
import { folderOfBlobs } from './blobs/folder.ts';
import { chores } from './chores/chores.ts';
import { runDue } from './chores/run-due.ts';
import type { Clock } from './clock.ts';
import { takeDataFolder } from './data-folder.ts';
import { reader } from './ingest/reader.ts';
import { type OpsOptions, operations } from './ops/operations.ts';
import type { Pages } from './pages/page.ts';
import { performer } from './perform.ts';
import { openQueue } from './queue/open.ts';
import type { ServerMeans } from './server-means.ts';
import type { Database } from './store/database.ts';
import { migrate } from './store/migrate.ts';
import { openDatabase } from './store/open.ts';
import { systemClock } from './system-clock.ts';

/** What a server is told when it starts. */
export interface ServeOptions extends OpsOptions {
  /** The folder of its database and documents. */
  readonly data: string;
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
  /** A `postgres://` URL, where the database is not in the folder. */
  readonly databaseUrl: string | null;
  readonly mostBytes?: number;
  readonly fourEyes?: boolean;
  /** The address under which people reach it; by default the one that it listens on. */
  readonly publicOrigin?: string;
  /** The interface for people. */
  readonly pages?: Pages;
  failed(cause: unknown): void;
}

/** A server that runs. */
export interface Server {
  readonly url: string;
  /** The code of a link that lets its administrator in, once; only of the first start. */
  readonly firstCode: string | null;
  /** Takes nothing more, ends what runs within the wait, and leaves the rest to the next start. */
  stop(waitMs: number): Promise<void>;
  /** The port that answers how it is, where one was asked for. */
  readonly opsPort: number | null;
}

const longestDocument = 52_428_800;

// One that answers a long question leaves others to the other.
const readers = 2;

/** Starts API and worker in this process; throws a `UsageError` where another server has the folder or the port. */
export async function serve(options: ServeOptions): Promise<Server> {
  const clock = systemClock();
  const folder = takeDataFolder(options.data);
  const where = options.databaseUrl ?? folder.database;
  const { watch, ...ops } = await operations(options, clock);
  const database = await openDatabase(where, { readers, ended: watch.query });
  const blobs = folderOfBlobs(folder.blobs);
  await ops.listen({ database, blobs }).catch(async (cause) => {
    await database.close();
    folder.release();
    throw cause;
  });
  await migrate(database);
  const firstCode = await begin(database, clock);
  const queue = await openQueue(where, database, { now: clock.now, failed: options.failed });
  let origin = options.publicOrigin ?? '';
  const means: ServerMeans = {
    database,
    blobs,
    queue,
    clock,
    mostBytes: options.mostBytes ?? longestDocument,
    fourEyes: options.fourEyes ?? false,
    publicOrigin: () => origin,
    failed: options.failed,
    watch,
  };
  const app = await buildApp(means, options.pages);
  const taking = reader({ where, blobs: folder.blobs }, { database, clock, phase: watch.phase });
  const perform = performer({ database, clock, ingest: taking.ingest });
  await queue.work((task, signal) => watch.task(task, () => perform(task, signal)), 1);
  const sweep = doingChores(means);
  const stop = async (waitMs: number) => {
    ops.ending();
    clearInterval(sweep);
    await app.close();
    await queue.stop(waitMs);
    taking.stop();
    await ops.stop();
    await database.close();
    folder.release();
  };
  await app.listen({ host: options.host, port: options.port }).catch(async (cause: Error) => {
    await stop(0);
    throw new UsageError(`Nothing can listen on ${options.host}:${options.port}: ${cause.message}.`, {
      cause,
    });
  });
  const url = urlOf(app.server.address());
  origin ||= url;
  ops.begun(means);
  return { url: origin, firstCode, stop, opsPort: ops.port() };
}

// Often enough for the shortest of them.
const chorePauseMs = 10_000;

/** Does the chores now and whenever they are due, as long as the process has something else to do. */
function doingChores(means: ServerMeans): NodeJS.Timeout {
  const once = () => {
    runDue(chores, means).catch(means.failed);
  };
  once();
  return setInterval(once, chorePauseMs).unref();
}

function urlOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  return `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`;
}

/** Makes what every store has from the beginning; answers the code that lets the first person in, where this is the beginning. */
function begin(database: Database, clock: Clock): Promise<string | null> {
  return database.write(async (writing) => {
    const row = await writing
      .insertInto('projectGroup')
      .values({ uid: clock.id(), name: defaultGroup, createdAt: clock.now() })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!row) return null;
    const admin = { name: 'admin', grants: [{ role: 'admin', groupId: null }] } as const;
    return (await invite(writing, admin, 'the first start', clock)).code;
  });
}
