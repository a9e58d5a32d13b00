import type { Clock } from '../clock.ts';
import { batches } from '../ingest/batches.ts';
import { mainChannel } from '../ingest/take-place.ts';
import type { Database, Writing } from '../store/database.ts';
import { deleteComparisons } from './forget.ts';

// A branch or pull request of which nothing was heard for so long is over.
const idleMs = 90 * 86_400_000;
// Channels that are looked at in one transaction.
const batch = 50;

/** What the rule looks at of a report. */
interface DatedReport {
  readonly id: number;
  readonly receivedAt: number;
  readonly state: string;
}

/**
 * Deletes reports that nobody will ask for: of each channel so many of the latest stay, the last one of each month, the one that stands
 * for it, and what is not taken in yet. A channel other than the main one of which nothing was heard for long goes as a whole, unless an
 * owner ticked off what its licences ask: a release is asked after for years.
 * Their documents go when no row names them any more, which is the work of whoever collects blobs.
 */
export async function forgetReports(
  database: Database,
  { now }: Pick<Clock, 'now'>,
  kept: number,
): Promise<void> {
  for (let after: number | undefined = 0; after !== undefined; ) {
    const from: number = after;
    after = await database.write((writing) => forgetSome(writing, from, { now: now(), kept }));
  }
}

interface Rule {
  readonly now: number;
  readonly kept: number;
}

/** Goes through some channels; answers the last of them, or `undefined` where there is none. */
async function forgetSome(writing: Writing, after: number, rule: Rule): Promise<number | undefined> {
  const channels = await writing
    .selectFrom('channel')
    .where('id', '>', after)
    .orderBy('id')
    .limit(batch)
    .selectAll()
    .execute();
  const last = channels.at(-1)?.id;
  if (last === undefined) return undefined;
  const reports = await writing
    .selectFrom('report')
    .where('channelId', '>', after)
    .where('channelId', '<=', last)
    .orderBy('channelId')
    .orderBy('id')
    .select(['id', 'channelId', 'receivedAt', 'state'])
    .execute();
  const byChannel = Map.groupBy(reports, ({ channelId }) => channelId);
  const isTicked = await tickedAmong(writing, after, last);
  const isForgotten = (id: number) => !isTicked.has(id) && isIdle(byChannel.get(id), rule.now);
  const over = channels.filter(({ id, name }) => name !== mainChannel && isForgotten(id));
  const isOver = new Set(over.map(({ id }) => id));
  const gone = channels.flatMap(({ id, reportId }) => {
    const all = byChannel.get(id) ?? [];
    return isOver.has(id) ? all : superfluous(all, reportId, rule.kept);
  });
  await deleteReports(
    writing,
    gone.map(({ id }) => id),
  );
  if (over.length > 0)
    await writing
      .deleteFrom('channel')
      .where('id', 'in', [...isOver])
      .execute();
  return last;
}

/** Channels, of some, in which an owner ticked something off. */
async function tickedAmong(writing: Writing, after: number, last: number): Promise<ReadonlySet<number>> {
  const rows = await writing
    .selectFrom('obligationTick')
    .where('channelId', '>', after)
    .where('channelId', '<=', last)
    .select('channelId')
    .distinct()
    .execute();
  return new Set(rows.map(({ channelId }) => channelId));
}

/** Whether nothing came in for long, and nothing waits; what was only just made has no report yet. */
function isIdle(reports: readonly DatedReport[] | undefined, now: number): boolean {
  return reports?.every(({ receivedAt, state }) => receivedAt < now - idleMs && state !== 'queued') ?? false;
}

/** Those of a channel's reports, the oldest first, that are not kept. */
function superfluous<Report extends DatedReport>(
  reports: readonly Report[],
  headId: number | null,
  kept: number,
): readonly Report[] {
  const lastOfMonth = new Map(reports.map((report) => [monthOf(report), report.id]));
  return reports
    .slice(0, Math.max(0, reports.length - kept))
    .filter(
      (report) =>
        report.id !== headId && report.state !== 'queued' && lastOfMonth.get(monthOf(report)) !== report.id,
    );
}

function monthOf({ receivedAt }: DatedReport): string {
  return new Date(receivedAt).toISOString().slice(0, 7);
}

async function deleteReports(writing: Writing, ids: readonly number[]): Promise<void> {
  for (const part of batches(ids)) {
    const compared = await writing
      .selectFrom('comparison')
      .where(({ eb, or }) => or([eb('beforeId', 'in', part), eb('afterId', 'in', part)]))
      .select('id')
      .execute();
    await deleteComparisons(
      writing,
      compared.map(({ id }) => id),
    );
    await writing.deleteFrom('projectChange').where('reportId', 'in', part).execute();
    await writing.deleteFrom('report').where('id', 'in', part).execute();
  }
}
