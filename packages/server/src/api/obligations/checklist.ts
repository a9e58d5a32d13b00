import { version } from 'fineprint/program';
import type { Reach } from '../../access/principal.ts';
import { policiesFor } from '../../policies/in-force.ts';
import type { ServerMeans } from '../../server-means.ts';
import { ApiProblem } from '../problem.ts';
import { projectByUid } from '../projects/queries.ts';

/** A channel of a project, by name. */
export interface Place {
  /** The id of the project. */
  readonly id: string;
  readonly channel: string;
}

/**
 * What the report that stands for a channel asks of the owner, worked out where it is not at hand; `checklist` and `report` are `null`
 * where none stands for it. Throws an `ApiProblem` where there is no such project, or the report cannot be read.
 */
export async function checklistOf({ id, channel: name }: Place, reach: Reach, means: ChecklistMeans) {
  const { read } = means.database;
  const project = await projectByUid(id, reach, means.database);
  const channel = await read
    .selectFrom('channel')
    .leftJoin('report', 'report.id', 'channel.reportId')
    .where('channel.projectId', '=', project.id)
    .where('channel.name', '=', name)
    .select(['channel.id', 'report.id as reportId', 'report.uid', 'report.receivedAt', 'report.complete'])
    .executeTakeFirst();
  // Nothing has the id 0.
  const of = { project, channelId: channel?.id ?? 0 };
  const { reportId = null, uid = null, receivedAt = null, complete = null } = channel ?? {};
  if (reportId === null || uid === null || receivedAt === null)
    return { ...of, report: null, checklist: null };
  // What licences ask is in the program: a newer one may know more.
  const judgedBy = `${(await policiesFor(project.groupId, read)).ids}/${version}`;
  const kept = await keptChecklist(reportId, judgedBy, means);
  return { ...of, report: { uid, receivedAt, complete }, checklist: kept };
}

type ChecklistMeans = Pick<ServerMeans, 'database' | 'documents'>;

async function keptChecklist(reportId: number, judgedBy: string, { database, documents }: ChecklistMeans) {
  const atHand = () =>
    database.read
      .selectFrom('checklist')
      .where('reportId', '=', reportId)
      .where('judgedBy', '=', judgedBy)
      .select(['id', 'components', 'unasked'])
      .executeTakeFirst();
  const found = await atHand();
  if (found) return found;
  await documents.checklist({ reportId, judgedBy });
  const made = await atHand();
  if (!made) throw new ApiProblem('conflict', 'The report was deleted meanwhile.');
  return made;
}
