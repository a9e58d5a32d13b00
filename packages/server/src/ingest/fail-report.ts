import type { Writing } from '../store/database.ts';
import { announce } from '../webhooks/announce.ts';

/** Why a report is not taken in, for whoever sent it, and since when (ms). */
export interface Failure {
  readonly failure: string;
  readonly at: number;
}

/** Says of a report that waits to be taken in why it is not, and tells webhooks; of any other it says nothing. */
export async function failReport(
  writing: Writing,
  reportId: number,
  { failure, at }: Failure,
): Promise<void> {
  const failed = await writing
    .updateTable('report')
    .set({ state: 'failed', failure, processedAt: at })
    .where('id', '=', reportId)
    .where('state', '=', 'queued')
    .returning(['uid', 'channelId'])
    .executeTakeFirst();
  if (!failed) return;
  const { uid: report, channelId } = failed;
  const place = await writing
    .selectFrom('channel')
    .innerJoin('project', 'project.id', 'channel.projectId')
    .where('channel.id', '=', channelId)
    .select(['channel.name as channel', 'project.name as project'])
    .executeTakeFirstOrThrow();
  const data = { report, ...place, failure };
  await announce(writing, { type: 'report.failed', at, subject: report, data });
}
