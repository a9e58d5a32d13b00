import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { Queue } from '../queue/queue.ts';
import type { Database } from '../store/database.ts';

/** Judges the reports of projects. */
export interface Judging {
  /** How many of them it judges at a time. */
  readonly atATime: number;
  /** Judges the report that stands for a project by the policies that are published now. */
  rejudge(projectId: number): Promise<void>;
  /** Judges it by the policy of a dry run, and enters what that would change. */
  tryOut(dryRunId: number, projectId: number): Promise<void>;
}

/** What judging many projects works with. */
export interface JudgingMeans {
  readonly database: Database;
  readonly clock: Clock;
  readonly judging: Judging;
  readonly queue: Pick<Queue, 'add' | 'state'>;
}

const pauseMs = 250;
// Where uploads never end, a project is judged every few seconds all the same.
const mostPauses = 8;

/** Lets uploads go first: waits while any do, but not for ever. Answers whether there is time to go on. */
export async function afterUploads({ queue }: JudgingMeans, signal: AbortSignal): Promise<boolean> {
  for (let count = 0; count < mostPauses && !signal.aborted; count += 1) {
    if ((await queue.state('ingest')).waiting === 0) break;
    await delay(pauseMs);
  }
  return !signal.aborted;
}
