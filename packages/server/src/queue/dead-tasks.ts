import { failReport } from '../ingest/fail-report.ts';
import type { Writing } from '../store/database.ts';
import { mostAttempts, taskSchema } from './queue.ts';

/** A task that is not tried again. */
export interface DeadTask {
  readonly uid: string;
  readonly queue: string;
  /** The task, as JSON. */
  readonly payload: string;
  readonly failure: string;
  readonly diedAt: number;
}

const toldOfReport = `Fineprint failed to take it in ${mostAttempts} times. An administrator can see why, and have it tried again.`;

/** Keeps a task that is not tried again, and says so of the report that waited for it; told twice, it does so once. */
export async function bury(writing: Writing, dead: DeadTask): Promise<void> {
  const kept = await writing
    .insertInto('deadTask')
    .values(dead)
    .onConflict((conflict) => conflict.column('uid').doNothing())
    .returning('id')
    .executeTakeFirst();
  const { data: task } = taskSchema.safeParse(JSON.parse(dead.payload));
  if (!kept || task?.is !== 'ingest') return;
  await failReport(writing, task.reportId, { failure: toldOfReport, at: dead.diedAt });
}
