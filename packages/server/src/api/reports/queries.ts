import type { Reach } from '../../access/principal.ts';
import { within } from '../../access/within.ts';
import type { Database } from '../../store/database.ts';
import { ApiProblem } from '../problem.ts';
import { isoTime } from '../time.ts';

/** Reports with the project and channel that each is of. */
export function placedReports({ read }: Database) {
  return read
    .selectFrom('report')
    .innerJoin('channel', 'channel.id', 'report.channelId')
    .innerJoin('project', 'project.id', 'channel.projectId')
    .selectAll('report')
    .select([
      'project.uid as projectUid',
      'project.name as project',
      'project.groupId',
      'project.id as projectId',
      'project.reportId as standingId',
      'channel.name as channel',
      'channel.reportId',
    ]);
}

/** A report's row; throws an `ApiProblem` where there is none, or none that the caller may see: both look alike. */
export async function reportRow(uid: string, reach: Reach, database: Database): Promise<PlacedReport> {
  const row = await placedReports(database)
    .where('report.uid', '=', uid)
    .where(within(reach))
    .executeTakeFirst();
  if (!row) throw new ApiProblem('not-found', `There is no report "${uid}".`);
  return row;
}

/** What became of a report; throws an `ApiProblem` as `reportRow` does. */
export async function reportByUid(uid: string, reach: Reach, database: Database) {
  return toReport(await reportRow(uid, reach, database));
}

export type PlacedReport = NonNullable<
  Awaited<ReturnType<ReturnType<typeof placedReports>['executeTakeFirst']>>
>;

/** A report as the API shows it. */
export function toReport(row: PlacedReport) {
  const { errors, warnings, notes } = row;
  return {
    id: row.uid,
    project: { id: row.projectUid, name: row.project },
    channel: row.channel,
    sha256: row.sha256,
    bytes: row.bytes,
    receivedAt: isoTime(row.receivedAt),
    processedAt: row.processedAt === null ? null : isoTime(row.processedAt),
    sender: row.sender,
    state: row.state,
    failure: row.failure,
    isHead: row.reportId === row.id,
    asOf: row.asOf === null ? null : isoTime(row.asOf),
    commit: row.commit,
    complete: row.complete === null ? null : row.complete === 1,
    components: row.components,
    findings:
      errors === null || warnings === null || notes === null
        ? null
        : { error: errors, warning: warnings, note: notes },
  };
}
