import type { Report } from '@fineprint/core';
import type { Clock } from '../clock.ts';
import { changeOf, keepChange } from '../history/change.ts';
import { useCounts } from '../history/counts.ts';
import { dayOf } from '../history/day.ts';
import { keepSnapshot } from '../history/snapshot.ts';
import type { Database, Writing } from '../store/database.ts';
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
    await standFor(writing, entered, place, { clock, locks });
  });
}

type Place = NonNullable<Awaited<ReturnType<typeof lockedPlace>>>;

/** Makes of a project what a report says, and keeps what that changed. */
async function standFor(
  writing: Writing,
  entered: Entered,
  place: Place,
  means: { readonly clock: Clock; readonly locks: boolean },
): Promise<void> {
  const { projectId, groupId: projectGroupId } = place;
  const uses = await changeUses(writing, projectId, entered.uses, entered.dictionary);
  const open = await openIn(writing, projectId);
  const findings = await changeFindings(writing, { ...entered, projectId, projectGroupId }, means);
  await countOpen(writing, place, open);
  const { reportId, report } = entered;
  const now = means.clock.now();
  await writing
    .updateTable('project')
    .set({
      reportId,
      seenAt: now,
      remote: report.root.remote,
      components: report.summary.components,
      errors: report.summary.findings.error,
      warnings: report.summary.findings.warning,
      notes: report.summary.findings.note,
    })
    .where('id', '=', projectId)
    .execute();
  const from = { projectId, projectGroupId, reportId, previousReportId: place.previousReportId, at: now };
  await keepChange(writing, from, changeOf(uses, findings));
  await keepSnapshot(writing, { projectId, day: dayOf(now), uses: useCounts(entered.uses) });
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
    .select(['report.state', 'head.id as previousReportId', 'head.asOf as headAsOf'])
    .executeTakeFirstOrThrow();
  const { state, ...head } = now;
  return state === 'queued' ? { ...place, ...head } : undefined;
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
