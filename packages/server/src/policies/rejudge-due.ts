import type { Database } from '../store/database.ts';
import { afterUploads, type JudgingMeans } from './judging.ts';

// As many as a worker has at a time; who dies over them leaves them to others.
const batch = 20;
// A queue looks for the next task only now and then, which would be most of the time.
const mostBatches = 50;
/** How long a worker has what it took; whatever is due later waits for a day to come. */
export const leaseMs = 120_000;
const pauseMs = 60_000;
const mostAttempts = 5;

/**
 * Judges some of what is due anew, the longest due first, and lets a further task do what is left: reports that come in go first.
 * Done again after a crash, it does what was not done.
 */
export async function rejudgeDue(means: JudgingMeans, signal: AbortSignal): Promise<void> {
  const { database, queue, judging, clock } = means;
  for (let count = 0; count < mostBatches && (await afterUploads(means, signal)); count += 1) {
    const projectIds = [...(await taken(database, clock.now()))];
    if (projectIds.length === 0) return;
    await Promise.all(Array.from({ length: judging.atATime }, () => rejudgeAll(projectIds, means, signal)));
  }
  await database.write((writing) => queue.add(writing, { is: 'rejudge' }));
}

/** Judges one project after another of a list, and takes each from it, which others do at the same time. */
async function rejudgeAll(projectIds: number[], means: JudgingMeans, signal: AbortSignal): Promise<void> {
  for (let projectId = projectIds.shift(); projectId !== undefined; projectId = projectIds.shift()) {
    if (signal.aborted) return;
    try {
      await means.judging.rejudge(projectId);
    } catch (cause) {
      // It was ended with its process; its time comes again.
      if (signal.aborted) return;
      await failed(projectId, cause, means);
    }
  }
}

/** Takes the projects that are due longest; nobody else has them meanwhile. */
async function taken(database: Database, now: number): Promise<readonly number[]> {
  return database.write(async (writing) => {
    const rows = await writing
      .selectFrom('judged')
      .where('dueAt', '<=', now)
      .orderBy('dueAt')
      .orderBy('projectId')
      .limit(batch)
      .select('projectId')
      .$if(database.dialect === 'postgres', (query) => query.forUpdate().skipLocked())
      .execute();
    const projectIds = rows.map(({ projectId }) => projectId);
    if (projectIds.length > 0)
      await writing
        .updateTable('judged')
        .set({ dueAt: now + leaseMs })
        .where('projectId', 'in', projectIds)
        .execute();
    return projectIds;
  });
}

/** Lets a project be tried again later, or, after some attempts, not any more: what it failed of stands beside it. */
async function failed(projectId: number, cause: unknown, { database, clock }: JudgingMeans): Promise<void> {
  const failure = cause instanceof Error ? cause.message : String(cause);
  const again = clock.now() + pauseMs;
  await database.write((writing) =>
    writing
      .updateTable('judged')
      .set(({ eb, case: when }) => ({
        failure,
        attempts: eb('attempts', '+', 1),
        dueAt: when()
          .when('attempts', '>=', mostAttempts - 1)
          .then(null)
          .else(again)
          .end(),
      }))
      .where('projectId', '=', projectId)
      .execute(),
  );
}

/** Whether anything is due, as it may be after a worker died. */
export async function isAnyDue({ read }: Database, now: number): Promise<boolean> {
  const row = await read
    .selectFrom('judged')
    .where('dueAt', '<=', now)
    .limit(1)
    .select('projectId')
    .executeTakeFirst();
  return row !== undefined;
}
