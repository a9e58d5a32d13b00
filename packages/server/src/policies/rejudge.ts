import { enter } from '../ingest/dictionary.ts';
import { countsOf } from '../ingest/flatten.ts';
import type { IngestMeans } from '../ingest/ingest.ts';
import { withoutOwnDecisions } from '../ingest/own-decisions.ts';
import { type Entered, stand } from '../ingest/take-place.ts';
import type { Writing } from '../store/database.ts';
import { policiesFor } from './in-force.ts';

/**
 * Judges the report that stands for a project by the policies that are published, so that its findings follow them. Where
 * another report takes its place meanwhile, that one is judged by whoever takes it in, and nothing is changed here.
 */
export async function rejudge(projectId: number, means: IngestMeans): Promise<void> {
  const { database, blobs, clock } = means;
  const row = await database.read
    .selectFrom('project')
    .innerJoin('report', 'report.id', 'project.reportId')
    .where('project.id', '=', projectId)
    .select([
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
  const dictionary = await enter(report, database, clock);
  const entered: Entered = { reportId: row.reportId, ...read, report, dictionary };
  const locks = database.dialect === 'postgres';
  await database.write(async (writing) => {
    const place = await lockedProject(writing, projectId, locks);
    if (place?.reportId !== row.reportId) return;
    await stand(writing, place, entered, { clock, locks });
    await writing.updateTable('report').set(countsOf(report)).where('id', '=', row.reportId).execute();
  });
}

function lockedProject(writing: Writing, projectId: number, locks: boolean) {
  return writing
    .selectFrom('project')
    .where('id', '=', projectId)
    .select(['id as projectId', 'groupId', 'reportId'])
    .$if(locks, (query) => query.forUpdate())
    .executeTakeFirst();
}
