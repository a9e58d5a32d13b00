import { once } from 'node:events';
import type { Clock } from '../clock.ts';
import { changeCounts } from '../ingest/count-open.ts';
import type { Database, Writing } from '../store/database.ts';
import { announceQuestions } from '../webhooks/announce.ts';
import { type Holding, holdingIn, standing } from './holding.ts';

// Long enough to be quick, short enough that nobody waits for a lock.
const batch = 200;

/** What settling works with. */
export interface SettleMeans {
  readonly database: Database;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Lets the decisions of a group have their effect in all projects, some projects at a time. It makes the findings what the
 * decisions say they are, so that it can be done again at any time; stops where the signal says so, to be done again.
 */
export async function settle(
  decisionGroupId: number,
  { database, clock }: SettleMeans,
  signal?: AbortSignal,
): Promise<void> {
  for (let after = 0; ; ) {
    signal?.throwIfAborted();
    const rows = await database.read
      .selectFrom('finding')
      .where('decisionGroupId', '=', decisionGroupId)
      .where('projectId', '>', after)
      .groupBy('projectId')
      .orderBy('projectId')
      .limit(batch)
      .select('projectId')
      .execute();
    const last = rows.at(-1);
    if (!last) return;
    const projectIds = rows.map(({ projectId }) => projectId);
    await database.write((writing) =>
      settleIn(writing, {
        decisionGroupId,
        projectIds,
        now: clock.now(),
        locks: database.dialect === 'postgres',
      }),
    );
    after = last.projectId;
  }
}

// Long enough for most decisions.
const soonMs = 1_000;

/**
 * Lets whoever decided see what came of it, where that is soon there; what is left, or fails, is done by the task that was added
 * together with the decision.
 */
export async function settleSoon(
  decisionGroupId: number,
  means: SettleMeans & { failed(cause: unknown): void },
): Promise<void> {
  const late = AbortSignal.timeout(soonMs);
  const settled = settle(decisionGroupId, means, late).catch((cause: unknown) => {
    if (cause !== late.reason) means.failed(cause);
  });
  await Promise.race([settled, once(late, 'abort')]);
}

interface Part {
  readonly decisionGroupId: number;
  readonly projectIds: readonly number[];
  readonly now: number;
  readonly locks: boolean;
}

async function settleIn(writing: Writing, { decisionGroupId, projectIds, now, locks }: Part): Promise<void> {
  // Reports that come in meanwhile lock their project as well, and always before the decision group.
  const projects = await writing
    .selectFrom('project')
    .where('id', 'in', projectIds)
    .orderBy('id')
    .select(['id', 'groupId'])
    .$if(locks, (query) => query.forUpdate())
    .execute();
  const groups = new Map(projects.map(({ id, groupId }) => [id, groupId]));
  const holding = await holdingIn(writing, [decisionGroupId], now);
  const before = await openByProject(writing, decisionGroupId, projectIds);
  for (const row of await findingsIn(writing, decisionGroupId, projectIds))
    await settleOne(writing, row, {
      holding,
      projectGroupId: groups.get(row.projectId) ?? 0,
      decisionGroupId,
    });
  const after = await openByProject(writing, decisionGroupId, projectIds);
  for (const { id: projectId, groupId: projectGroupId } of projects) {
    const was = before.get(projectId) ?? 0;
    const is = after.get(projectId) ?? 0;
    if (was === is) continue;
    const openProjects = Number(is > 0) - Number(was > 0);
    const changes = [{ decisionGroupId, open: is - was, openProjects }];
    const opened = await changeCounts(writing, { projectId, projectGroupId }, { changes, locks });
    await announceQuestions(writing, opened, now);
  }
}

function findingsIn(writing: Writing, decisionGroupId: number, projectIds: readonly number[]) {
  return (
    writing
      .selectFrom('finding')
      .leftJoin('use', (join) =>
        join
          .onRef('use.projectId', '=', 'finding.projectId')
          .onRef('use.versionId', '=', 'finding.versionId'),
      )
      .leftJoin('component', 'component.id', 'use.componentId')
      .where('finding.decisionGroupId', '=', decisionGroupId)
      .where('finding.projectId', 'in', projectIds)
      // What the repository waives itself waits for nobody.
      .where('finding.state', '!=', 'waived')
      .select([
        'finding.id',
        'finding.projectId',
        'finding.state',
        'finding.decisionId',
        'component.key',
        'use.version',
        'use.requested',
      ])
      .execute()
  );
}

type Row = Awaited<ReturnType<typeof findingsIn>>[number];

interface Within {
  readonly holding: readonly Holding[];
  readonly decisionGroupId: number;
  readonly projectGroupId: number;
}

async function settleOne(writing: Writing, row: Row, within: Within): Promise<void> {
  const { id, projectId, key, version, requested } = row;
  const component = key === null ? null : { key, version, requested };
  const { state, decisionId } = standing({ ...within, projectId, component }, within.holding);
  if (state === row.state && decisionId === row.decisionId) return;
  const decided = { state, decisionId, inheritedFromId: null };
  await writing.updateTable('finding').set(decided).where('id', '=', id).execute();
}

async function openByProject(writing: Writing, decisionGroupId: number, projectIds: readonly number[]) {
  const rows = await writing
    .selectFrom('finding')
    .where('decisionGroupId', '=', decisionGroupId)
    .where('projectId', 'in', projectIds)
    .where('state', '=', 'open')
    .groupBy('projectId')
    .select(({ fn }) => ['projectId', fn.countAll<number>().as('open')])
    .execute();
  return new Map(rows.map(({ projectId, open }) => [projectId, Number(open)]));
}
