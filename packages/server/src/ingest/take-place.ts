import type { Report } from '@fineprint/core';
import type { Clock } from '../clock.ts';
import type { Database, Writing } from '../store/database.ts';
import type { FindingTable, UseTable } from '../store/tables.ts';
import { countOpen, openIn } from './count-open.ts';
import { type Dictionary, identityOf, idIn } from './dictionary.ts';
import { differences } from './differences.ts';
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
    const place = await lockedPlace(writing, entered.reportId, database.dialect === 'postgres');
    if (!place) return;
    const { asOf } = await processed(writing, entered, clock);
    if (place.headAsOf !== null && place.headAsOf > asOf) return;
    const head = { reportId: entered.reportId };
    await writing.updateTable('channel').set(head).where('id', '=', place.channelId).execute();
    if (place.channel !== mainChannel) return;
    await changeUses(writing, place.projectId, entered);
    const before = await openIn(writing, place.projectId);
    await changeFindings(writing, place.projectId, entered, clock);
    const open = await countOpen(writing, place, before);
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
        open,
      })
      .where('id', '=', place.projectId)
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

// A statement may have so many values at most, in PostgreSQL 65,535 and in SQLite 32,766.
const batch = 1_000;

function* batches<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < all.length; start += batch) yield all.slice(start, start + batch);
}

async function changeUses(writing: Writing, projectId: number, { uses, dictionary }: Entered): Promise<void> {
  const before = await writing.selectFrom('use').where('projectId', '=', projectId).selectAll().execute();
  const after = uses.map(
    ({ ref, key, license, class: of, pin, usage, occurrences }): UseTable => ({
      projectId,
      versionId: idIn(dictionary.versions, ref),
      componentId: idIn(dictionary.components, key),
      licenseId: idIn(dictionary.licenses, license),
      class: of,
      pin,
      usage,
      occurrences,
    }),
  );
  const { gone, come } = differences(before, after, ({ versionId }) => String(versionId));
  for (const part of batches(gone.map(({ versionId }) => versionId)))
    await writing
      .deleteFrom('use')
      .where('projectId', '=', projectId)
      .where('versionId', 'in', part)
      .execute();
  for (const part of batches(come)) await writing.insertInto('use').values(part).execute();
}

type KeptFinding = Omit<FindingTable, 'id' | 'uid' | 'firstSeenAt' | 'projectId'>;

async function changeFindings(
  writing: Writing,
  projectId: number,
  { findings, dictionary }: Entered,
  clock: Clock,
): Promise<void> {
  const before = await writing
    .selectFrom('finding')
    .where('projectId', '=', projectId)
    .select([
      'decisionGroupId',
      'versionId',
      'fingerprint',
      'severity',
      'state',
      'decisionId',
      'message',
      'detail',
    ])
    .execute();
  const after = findings.map((finding): KeptFinding => rowOf(finding, dictionary));
  const known = await firstSeen(writing, projectId);
  const { gone, come } = differences(before, after, placeOf);
  for (const part of batches(gone.map((row) => known.get(placeOf(row))?.id ?? 0)))
    await writing.deleteFrom('finding').where('id', 'in', part).execute();
  const rows = come.map((row) => ({
    ...row,
    projectId,
    uid: known.get(placeOf(row))?.uid ?? clock.id(),
    firstSeenAt: known.get(placeOf(row))?.firstSeenAt ?? clock.now(),
  }));
  for (const part of batches(rows)) await writing.insertInto('finding').values(part).execute();
}

function rowOf(finding: FlatFinding, { decisionGroups, versions }: Dictionary): KeptFinding {
  const { ref, fingerprint, severity, isWaived, message, detail } = finding;
  return {
    decisionGroupId: idIn(decisionGroups, identityOf(finding)),
    versionId: ref === null ? null : idIn(versions, ref),
    fingerprint,
    severity,
    state: isWaived ? 'waived' : 'open',
    decisionId: null,
    message,
    detail,
  };
}

/** The rows that findings have already, by what stays of a finding from report to report. */
async function firstSeen(writing: Writing, projectId: number) {
  const rows = await writing
    .selectFrom('finding')
    .where('projectId', '=', projectId)
    .select(['id', 'uid', 'firstSeenAt', 'fingerprint', 'versionId'])
    .execute();
  return new Map(rows.map((row) => [placeOf(row), row]));
}

function placeOf({ fingerprint, versionId }: Pick<FindingTable, 'fingerprint' | 'versionId'>): string {
  return `${fingerprint} ${versionId}`;
}
