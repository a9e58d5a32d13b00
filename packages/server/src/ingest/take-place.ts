import type { Report } from '@fineprint/core';
import type { Clock } from '../clock.ts';
import type { Database, Writing } from '../store/database.ts';
import { announceQuestions } from '../webhooks/announce.ts';
import { changeFindings } from './change-findings.ts';
import { changeUses } from './change-uses.ts';
import { countOpen, openIn } from './count-open.ts';
import type { Dictionary } from './dictionary.ts';
import type { FlatFinding, FlatUse } from './flatten.ts';

/** The channel whose reports count in the portfolio. */
export const mainChannel = 'main';

/** A report that was read and entered. */
export interface Entered {
  readonly reportId: number;
  readonly report: Report;
  readonly uses: readonly FlatUse[];
  readonly findings: readonly FlatFinding[];
  readonly dictionary: Dictionary;
}

interface Means {
  readonly database: Database;
  readonly clock: Clock;
}

/**
 * Lets a report stand for its channel, if none of a later scan does already, and in the main channel for its project: in one
 * transaction, so that nobody sees half of it.
 */
export async function takePlace(entered: Entered, { database, clock }: Means): Promise<void> {
  await database.write(async (writing) => {
    const locks = database.dialect === 'postgres';
    const place = await lockedPlace(writing, entered.reportId, locks);
    if (!place) return;
    const { asOf } = await processed(writing, entered, clock);
    if (place.headAsOf !== null && place.headAsOf > asOf) return;
    const head = { reportId: entered.reportId };
    await writing.updateTable('channel').set(head).where('id', '=', place.channelId).execute();
    if (place.channel !== mainChannel) return;
    const { projectId, groupId: projectGroupId } = place;
    await changeUses(writing, projectId, entered.uses, entered.dictionary);
    const before = await openIn(writing, projectId);
    await changeFindings(writing, { ...entered, projectId, projectGroupId }, { clock, locks });
    await announceQuestions(writing, await countOpen(writing, place, before), clock.now());
    const { components, findings } = entered.report.summary;
    await writing
      .updateTable('project')
      .set({
        ...head,
        seenAt: clock.now(),
        remote: entered.report.root.remote,
        components,
        errors: findings.error,
        warnings: findings.warning,
        notes: findings.note,
      })
      .where('id', '=', projectId)
      .execute();
  });
}

/** Where a report belongs, nobody else changing it meanwhile; `undefined` where it was taken in already. */
async function lockedPlace(writing: Writing, reportId: number, needsLock: boolean) {
  const place = await writing
    .selectFrom('report')
    .innerJoin('channel', 'channel.id', 'report.channelId')
    .innerJoin('project', 'project.id', 'channel.projectId')
    .where('report.id', '=', reportId)
    .select([
      'channel.id as channelId',
      'channel.name as channel',
      'project.id as projectId',
      'project.groupId',
    ])
    .$if(needsLock, (query) => query.forUpdate('project'))
    .executeTakeFirst();
  if (!place) return;
  // What stands here has to be read after the lock: others may have waited for it, too.
  const now = await writing
    .selectFrom('report')
    .innerJoin('channel', 'channel.id', 'report.channelId')
    .leftJoin('report as head', 'head.id', 'channel.reportId')
    .where('report.id', '=', reportId)
    .select(['report.state', 'head.asOf as headAsOf'])
    .executeTakeFirstOrThrow();
  return now.state === 'queued' ? { ...place, headAsOf: now.headAsOf } : undefined;
}

async function processed(writing: Writing, { reportId, report }: Entered, clock: Clock) {
  const { error, warning, note } = report.summary.findings;
  const asOf = Date.parse(report.scan.asOf);
  await writing
    .updateTable('report')
    .set({
      state: 'processed',
      processedAt: clock.now(),
      asOf,
      commit: report.root.commit,
      complete: Number(report.complete),
      components: report.summary.components,
      errors: error,
      warnings: warning,
      notes: note,
    })
    .where('id', '=', reportId)
    .execute();
  return { asOf };
}
