import type { Writing } from '../store/database.ts';
import { afterUploads, type JudgingMeans } from './judging.ts';

/**
 * Tries a policy out on every project that it would judge, one after another; each is entered together with how far it came,
 * so that a crash neither loses nor counts one twice.
 */
export async function dryRun(dryRunId: number, means: JudgingMeans, signal: AbortSignal): Promise<void> {
  const { database, clock, judging } = means;
  const run = await database.write((writing) =>
    writing
      .updateTable('dryRun')
      .set({ state: 'running' })
      .where('id', '=', dryRunId)
      .where('state', '!=', 'done')
      .returning(['groupId', 'lastProjectId'])
      .executeTakeFirst(),
  );
  if (!run) return;
  for (let last = run.lastProjectId; ; ) {
    await afterUploads(means, signal);
    const next = await database.read
      .selectFrom('project')
      .where('id', '>', last)
      .where('reportId', 'is not', null)
      .$if(run.groupId !== null, (query) => query.where('groupId', '=', run.groupId ?? 0))
      .orderBy('id')
      .limit(1)
      .select('id')
      .executeTakeFirst();
    if (!next) break;
    try {
      await judging.tryOut(dryRunId, next.id);
    } catch (cause) {
      await database.write((writing) => enterFailure(writing, { dryRunId, projectId: next.id }, cause));
    }
    last = next.id;
  }
  await database.write((writing) =>
    writing
      .updateTable('dryRun')
      .set({ state: 'done', finishedAt: clock.now() })
      .where('id', '=', dryRunId)
      .execute(),
  );
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

/** Moves a dry run on to a project; `false` where it was there already. */
export async function hasAdvanced(writing: Writing, { dryRunId, projectId }: Tried): Promise<boolean> {
  const row = await writing
    .updateTable('dryRun')
    .set(({ eb }) => ({ lastProjectId: projectId, judged: eb('judged', '+', 1) }))
    .where('id', '=', dryRunId)
    .where('lastProjectId', '<', projectId)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
