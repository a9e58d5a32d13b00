import type { BlobStore } from './blobs/blob-store.ts';
import type { Clock } from './clock.ts';
import type { Watch } from './ops/watch.ts';
import type { Queue } from './queue/queue.ts';
import type { Database } from './store/database.ts';

/** What the server works with. */
export interface ServerMeans {
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly queue: Queue;
  readonly clock: Clock;
  /** The size of the largest document that is taken. */
  readonly mostBytes: number;
  /** Whether what is decided for all projects needs a second person. */
  readonly fourEyes: boolean;
  /** The address under which people reach it: scheme, host and port. */
  readonly publicOrigin: () => string;
  /** Is told of defects, which whoever asked is not told. */
  readonly failed: (cause: unknown) => void;
  readonly watch?: Watch;
}
