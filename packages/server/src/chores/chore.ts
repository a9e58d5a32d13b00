import type { ServerMeans } from '../server-means.ts';

/** What has to be done from time to time, and does no harm when done twice. */
export interface Chore {
  readonly name: string;
  readonly everyMs: number;
  /** Whether a process does it at all; without, each does. */
  isFor?(means: ServerMeans): boolean;
  run(means: ServerMeans): Promise<void>;
}
