import type { Clock } from '../clock.ts';
import { changeOf, keepChange } from '../history/change.ts';
import { useCounts } from '../history/counts.ts';
import { dayOf } from '../history/day.ts';
import { keepSnapshot } from '../history/snapshot.ts';
import { enterJudged } from '../policies/enter-judged.ts';
import type { Database, Writing } from '../store/database.ts';
import { announceQuestions } from '../webhooks/announce.ts';
import { changeFindings } from './change-findings.ts';
import { changeUses } from './change-uses.ts';
import { countOpen, openIn } from './count-open.ts';
import type { Dictionary } from './dictionary.ts';
import { countsOf } from './flatten.ts';
import type { ReadReport } from './read-document.ts';

/** The channel whose reports count in the portfolio. */
export const mainChannel = 'main';

/** A report that was read and entered. */
export interface Entered extends ReadReport {
  readonly reportId: number;
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
    if (isLater(place, { reportId: entered.reportId, asOf })) return;
    const head = { reportId: entered.reportId };
    await writing.updateTable('channel').set(head).where('id', '=', place.channelId).execute();
    if (place.channel !== mainChannel) return;
    const changed = await stand(writing, place, entered, { clock, locks });
    const now = clock.now();
    const { projectId, groupId: projectGroupId, previousReportId } = place;
    await writing
      .updateTable('project')
      .set({ ...head, seenAt: now, remote: entered.report.remote })
      .where('id', '=', projectId)
      .execute();
    const from = { projectId, projectGroupId, reportId: entered.reportId, previousReportId, at: now };
    await keepChange(writing, from, changed);
  });
}

interface Head {
  readonly headAsOf: number | null;
  readonly previousReportId: number | null;
}

/** Whether what stands was scanned later; of two scans of one time (that of a commit, it may be) the one that came last is. */
function isLater(
  { headAsOf, previousReportId }: Head,
  { reportId, asOf }: { readonly reportId: number; readonly asOf: number },
): boolean {
  if (headAsOf === null || previousReportId === null) return false;
  return headAsOf === asOf ? previousReportId > reportId : headAsOf > asOf;
}

interface Standing {
  readonly projectId: number;
  readonly groupId: number;
}

/** Makes what a project uses, and what is found in it, what a report says; nobody else changes the project meanwhile. Answers what that changed. */
export async function stand(
  writing: Writing,
  place: Standing,
  entered: Entered,
  { clock, locks }: { readonly clock: Clock; readonly locks: boolean },
) {
  const { projectId, groupId: projectGroupId } = place;
  const { report, dictionary } = entered;
  const now = clock.now();
  await enterJudged(writing, { ...place, ...entered, now, locks });
  const uses = await changeUses(writing, projectId, report.uses, dictionary);
  const before = await openIn(writing, projectId);
  const findings = await changeFindings(
    writing,
    { uses: report.uses, findings: report.findings, dictionary, projectId, projectGroupId },
    { clock, locks },
  );
  const opened = await countOpen(writing, { projectId, projectGroupId }, { before, locks });
  await announceQuestions(writing, opened, now);
  await writing.updateTable('project').set(countsOf(report)).where('id', '=', projectId).execute();
  await keepSnapshot(writing, { projectId, day: dayOf(now), uses: useCounts(report.uses) });
  return changeOf(uses, findings);
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
  // A clock that is ahead would keep all later reports from standing for the channel.
  const asOf = Math.min(Date.parse(report.asOf), clock.now());
  await writing
    .updateTable('report')
    .set({
      state: 'processed',
      processedAt: clock.now(),
      asOf,
      commit: report.commit,
      complete: Number(report.complete),
      ...countsOf(report),
    })
    .where('id', '=', reportId)
    .execute();
  return { asOf };
}
