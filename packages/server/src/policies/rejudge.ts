import { enter } from '../ingest/dictionary.ts';
import { countsOf } from '../ingest/flatten.ts';
import type { IngestMeans } from '../ingest/ingest.ts';
import { withoutOwnDecisions } from '../ingest/own-decisions.ts';
import { stand } from '../ingest/take-place.ts';
import type { Writing } from '../store/database.ts';
import { enterJudged, outcomeOf } from './enter-judged.ts';
import { policiesFor } from './in-force.ts';

/**
 * Judges the report that stands for a project by the policies that are published, so that its findings follow them. Where
 * another report takes its place meanwhile, that one is judged by whoever takes it in, and nothing is changed here. Most edits of a
 * policy change nothing in most projects: there nothing is entered but by what it was judged.
 */
export async function rejudge(projectId: number, means: IngestMeans): Promise<void> {
  const { database, blobs, clock } = means;
  const row = await database.read
    .selectFrom('project')
    .innerJoin('report', 'report.id', 'project.reportId')
    .leftJoin('judged', 'judged.projectId', 'project.id')
    .where('project.id', '=', projectId)
    .select([
      'judged.outcome',
      'project.name',
      'project.groupId',
      'report.id as reportId',
      'report.sha256',
      'report.receivedAt',
    ])
    .executeTakeFirst();
  if (!row) return;
  const bytes = await blobs.get(row.sha256);
  const policies = await policiesFor(row.groupId, database.read);
  const { name, receivedAt } = row;
  const read = await means.readDocument({ name, receivedAt, bytes }, policies, clock.now());
  const report = await withoutOwnDecisions(read.report, database.read);
  const outcome = outcomeOf(report);
  const dictionary = row.outcome === outcome ? null : await enter(report, database, clock);
  const judged = { reportId: row.reportId, ...read, report };
  const locks = database.dialect === 'postgres';
  await database.write(async (writing) => {
    const place = await lockedProject(writing, projectId, locks);
    if (place?.reportId !== row.reportId) return;
    const { outcome: standing } = await judgedProject(writing, projectId);
    if (standing === outcome) return enterJudged(writing, { ...place, ...judged, now: clock.now(), locks });
    // Somebody else has judged it otherwise meanwhile, by other policies: that they were late is entered with that.
    if (dictionary === null) return;
    await stand(writing, place, { ...judged, dictionary }, { clock, locks });
    await writing.updateTable('report').set(countsOf(report)).where('id', '=', row.reportId).execute();
  });
}

async function judgedProject(writing: Writing, projectId: number) {
  const row = await writing
    .selectFrom('judged')
    .where('projectId', '=', projectId)
    .select('outcome')
    .executeTakeFirst();
  return row ?? { outcome: null };
}

function lockedProject(writing: Writing, projectId: number, locks: boolean) {
  return writing
    .selectFrom('project')
    .where('id', '=', projectId)
    .select(['id as projectId', 'groupId', 'reportId'])
    .$if(locks, (query) => query.forUpdate())
    .executeTakeFirst();
}
