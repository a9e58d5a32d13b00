import type { Report } from '@fineprint/core';
import { type Graph, graphOfReport } from '@fineprint/report/graph';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { Clock } from '../clock.ts';
import { Refusal } from '../ingest/ingest.ts';
import { readWhole } from '../ingest/read-document.ts';
import { policiesFor } from '../policies/in-force.ts';
import type { Database } from '../store/database.ts';
import type { Question, Reply } from './documents.ts';
import { keepChecklist } from './keep-checklist.ts';
import { keepComparison } from './keep-comparison.ts';
import { surroundings } from './surroundings.ts';

/** What reading documents works with. */
export interface ReadingMeans {
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly clock: Pick<Clock, 'now'>;
}

/** Makes what replies to questions about documents; the graph of the last report is at hand for the next click. */
export function replier(means: ReadingMeans): (question: Question) => Promise<Reply> {
  let last: { readonly id: number; readonly graph: Graph } | null = null;
  const answered = async (question: Question): Promise<Reply> => {
    if (question.is === 'compare') {
      last = null;
      await keepComparison(question, (id) => reportOf(id, means), means);
      return { is: 'done', around: null };
    }
    if (question.is === 'checklist') {
      last = null;
      await keepChecklist(question, (id) => reportOf(id, means), means);
      return { is: 'done', around: null };
    }
    const { reportId, at, most } = question;
    if (last?.id !== reportId) {
      last = null;
      last = { id: reportId, graph: graphOfReport(await reportOf(reportId, means)) };
    }
    return { is: 'done', around: surroundings(last.graph, at, most) };
  };
  return async (question) => {
    try {
      return await answered(question);
    } catch (cause) {
      if (cause instanceof Refusal) return { is: 'refused', why: cause.message };
      return { is: 'failed', why: cause instanceof Error ? cause.message : String(cause) };
    }
  };
}

/** The report that a document is, as the policies of today judge it; throws a `Refusal` where it is none. */
async function reportOf(id: number, { database, blobs, clock }: ReadingMeans): Promise<Report> {
  const row = await database.read
    .selectFrom('report')
    .innerJoin('channel', 'channel.id', 'report.channelId')
    .innerJoin('project', 'project.id', 'channel.projectId')
    .where('report.id', '=', id)
    .select(['report.sha256', 'report.receivedAt', 'project.name', 'project.groupId'])
    .executeTakeFirst();
  if (!row) throw new Refusal('The report was deleted meanwhile.');
  const bytes = await blobs.get(row.sha256);
  const policies = await policiesFor(row.groupId, database.read);
  const { name, receivedAt } = row;
  return (await readWhole({ name, receivedAt, bytes }, policies, clock.now())).report;
}
