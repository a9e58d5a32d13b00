import type { AccessMeans } from './access/access-means.ts';
import type { BlobStore } from './blobs/blob-store.ts';
import type { Clock } from './clock.ts';
import type { Documents } from './documents/documents.ts';
import type { Renderer } from './exports/renderer.ts';
import type { Watch } from './ops/watch.ts';
import type { Queue } from './queue/queue.ts';
import type { Database } from './store/database.ts';

/** What the server works with. */
export interface ServerMeans {
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly documents: Documents;
  readonly queue: Queue;
  readonly renderer: Renderer;
  readonly clock: Clock;
  /** What letting people and jobs in works with. */
  readonly access: AccessMeans;
  /** The size of the largest document that is taken. */
  readonly mostBytes: number;
  /** How many of the latest reports of a channel are kept; of those before, one a month is. Without, none is deleted here. */
  readonly keptReports?: number;
  /** Whether what is decided for all projects needs a second person. */
  readonly fourEyes: boolean;
  /** The address under which people reach it: scheme, host and port. */
  readonly publicOrigin: () => string;
  /** Aborted when the process begins to stop: from then on it is not ready. */
  readonly stopping: AbortSignal;
  /** `host` or `host:port` that webhooks may lead to though they are private or without TLS. */
  readonly webhookHosts: ReadonlySet<string>;
  /** Is told of defects, which whoever asked is not told. */
  readonly failed: (cause: unknown) => void;
  readonly watch?: Watch;
}
