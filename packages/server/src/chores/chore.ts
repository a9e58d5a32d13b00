import type { ServerMeans } from '../server-means.ts';

/** What has to be done from time to time, and does no harm when done twice. */
export interface Chore {
  readonly name: string;
  readonly everyMs: number;
  run(means: ServerMeans): Promise<void>;
}
