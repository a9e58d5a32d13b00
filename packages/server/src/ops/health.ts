import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import type { ServerMeans } from '../server-means.ts';
import { missingMigrations } from '../store/migrate.ts';

type Checked = Pick<ServerMeans, 'database' | 'blobs'>;
type Queued = ServerMeans['queue'];

/** Whether a server can do its work, and what each of its parts says: `ok`, or why not. */
export interface Readiness {
  readonly isReady: boolean;
  readonly checks: Readonly<Record<string, string>>;
}

/** How a server is. */
export interface Health {
  hasBegun(): boolean;
  /** Says that it takes requests, and where its tasks wait. */
  begun(queue: Queued): void;
  /** Says that it ends: nobody is to send it anything more. */
  ending(): void;
  ready(): Promise<Readiness>;
}

const patienceMs = 5_000;
// Longer than a busy minute, shorter than what people find out by themselves.
const lateMs = 600_000;

/** Makes what tells how a server is. */
export function health({ database, blobs }: Checked): Health {
  let state: 'beginning' | 'running' | 'ending' = 'beginning';
  let queue: Queued | null = null;
  const checks = {
    database: async () => {
      await sql`select 1`.execute(database.read);
    },
    migrations: async () => {
      const missing = await missingMigrations(database);
      if (missing.length > 0) throw new Error(`${missing.join(', ')} not made`);
    },
    blobs: async () => {
      // Other bytes each time: what is removed then can be nobody's document.
      const { sha256 } = await blobs.put(Readable.from([Buffer.from(`health ${randomUUID()}`)]), 100);
      await blobs.delete(sha256);
    },
  };
  return {
    hasBegun: () => state !== 'beginning',
    begun: (opened) => {
      queue = opened;
      state = 'running';
    },
    ending: () => {
      state = 'ending';
    },
    ready: async () => {
      if (state !== 'running') return { isReady: false, checks: { server: state } };
      const said = await Promise.all(
        Object.entries(checks).map(async ([name, check]) => [name, await outcomeOf(check)] as const),
      );
      const isReady = said.every(([, outcome]) => outcome === 'ok');
      // A server that sends everybody away because much waits would not make less wait.
      const tasks = queue;
      const queued = isReady && tasks ? await outcomeOf(() => punctual(tasks)) : 'not looked at';
      return { isReady, checks: Object.fromEntries([...said, ['queue', queued]]) };
    },
  };
}

async function punctual(queue: Queued): Promise<void> {
  const { oldestMs } = await queue.state('ingest');
  if (oldestMs > lateMs) throw new Error(`a report waits for ${Math.round(oldestMs / 60_000)} minutes`);
}

async function outcomeOf(check: () => Promise<void>): Promise<string> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
  try {
    await Promise.race([check(), promise]);
    return 'ok';
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  } finally {
    clearTimeout(timer);
  }
}
