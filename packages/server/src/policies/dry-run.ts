import type { Database, Writing } from '../store/database.ts';
import { afterUploads, type JudgingMeans } from './judging.ts';

// As many as a task does; what is left is another's, which the queue finds a moment later.
const batch = 250;

/** The states of a dry run that has not ended. */
export const underWay = ['queued', 'running'] as const;

/**
 * Tries a policy out on some of the projects that it would judge, and lets a further task go on from there; each is entered
 * together with how far it came, so that a crash neither loses nor counts one twice.
 */
export async function dryRun(dryRunId: number, means: JudgingMeans, signal: AbortSignal): Promise<void> {
  const { database, clock, judging, queue } = means;
  const run = await database.write((writing) =>
    writing
      .updateTable('dryRun')
      .set({ state: 'running' })
      .where('id', '=', dryRunId)
      .where('state', 'in', underWay)
      .returning(['groupId', 'lastProjectId'])
      .executeTakeFirst(),
  );
  if (!run) return;
  const projectIds = await nextProjects(run, database);
  for (const projectId of projectIds) {
    if (!(await afterUploads(means, signal)) || !(await isUnderWay(dryRunId, database))) break;
    try {
      await judging.tryOut(dryRunId, projectId);
    } catch (cause) {
      // It was ended with its process, and is tried by whoever goes on.
      if (signal.aborted) break;
      await database.write((writing) => enterFailure(writing, { dryRunId, projectId }, cause));
    }
  }
  await database.write(async (writing) => {
    if (projectIds.length > 0) return queue.add(writing, { is: 'dry-run', dryRunId });
    const done = { state: 'done', finishedAt: clock.now() } as const;
    await ended(writing, dryRunId, done);
  });
}

/** Ends a dry run for good; `false` where it has ended already. */
export async function ended(
  writing: Writing,
  dryRunId: number,
  how: { readonly state: 'done' | 'stopped'; readonly finishedAt: number },
): Promise<boolean> {
  const row = await writing
    .updateTable('dryRun')
    .set(how)
    .where('id', '=', dryRunId)
    .where('state', 'in', underWay)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

async function isUnderWay(dryRunId: number, { read }: Database): Promise<boolean> {
  const row = await read
    .selectFrom('dryRun')
    .where('id', '=', dryRunId)
    .where('state', 'in', underWay)
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}

interface Run {
  readonly groupId: number | null;
  readonly lastProjectId: number;
}

async function nextProjects({ groupId, lastProjectId }: Run, { read }: Database): Promise<readonly number[]> {
  const rows = await read
    .selectFrom('project')
    .where('id', '>', lastProjectId)
    .where('reportId', 'is not', null)
    .$if(groupId !== null, (query) => query.where('groupId', '=', groupId ?? 0))
    .orderBy('id')
    .limit(batch)
    .select('id')
    .execute();
  return rows.map(({ id }) => id);
}

interface Tried {
  readonly dryRunId: number;
  readonly projectId: number;
}

async function enterFailure(writing: Writing, { dryRunId, projectId }: Tried, cause: unknown) {
  const failure = cause instanceof Error ? cause.message : String(cause);
  if (!(await hasAdvanced(writing, { dryRunId, projectId }))) return;
  await writing
    .updateTable('dryRun')
    .set(({ eb }) => ({ failed: eb('failed', '+', 1) }))
    .where('id', '=', dryRunId)
    .execute();
  await writing
    .insertInto('dryRunProject')
    .values({ dryRunId, projectId, opens: 0, closes: 0, changes: 0, failure })
    .execute();
}

/** Moves a dry run on to a project; `false` where it was there already, or was stopped. */
export async function hasAdvanced(writing: Writing, { dryRunId, projectId }: Tried): Promise<boolean> {
  const row = await writing
    .updateTable('dryRun')
    .set(({ eb }) => ({ lastProjectId: projectId, judged: eb('judged', '+', 1) }))
    .where('id', '=', dryRunId)
    .where('lastProjectId', '<', projectId)
    .where('state', 'in', underWay)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
