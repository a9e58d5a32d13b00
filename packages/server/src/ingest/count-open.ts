import { sql } from 'kysely';
import type { Writing } from '../store/database.ts';
import type { Severity } from '../store/tables.ts';
import { batches } from './batches.ts';

/** How many findings wait for a decision, and how grave the gravest of them is. */
interface Waiting {
  readonly open: number;
  readonly severity: number;
}

/** What of a project waits for a decision, by decision group. */
export async function openIn(writing: Writing, projectId: number): Promise<ReadonlyMap<number, Waiting>> {
  const rows = await writing
    .selectFrom('finding')
    .where('projectId', '=', projectId)
    .where('state', '=', 'open')
    .groupBy('decisionGroupId')
    .select(({ fn }) => [
      'decisionGroupId',
      fn.countAll<number>().as('open'),
      fn.max('severity').as('severity'),
    ])
    .execute();
  return new Map(
    rows.map(({ decisionGroupId, open, severity }) => [
      decisionGroupId,
      { open: Number(open), severity: Number(severity) },
    ]),
  );
}

/** A project, and the group in which it is counted. */
export interface CountedProject {
  readonly projectId: number;
  readonly projectGroupId: number;
}

/** By how much what waits of a decision group became more in a project. */
export interface CountChange {
  readonly decisionGroupId: number;
  readonly open: number;
  /** 1 where the project was not among those in which it waits, -1 where it is no more. */
  readonly openProjects: number;
}

/** Brings the counts of what waits to what a project has now, given what it had; answers the decision groups of which nothing waited before. */
export async function countOpen(
  writing: Writing,
  project: CountedProject,
  { before, locks }: { readonly before: ReadonlyMap<number, Waiting>; readonly locks: boolean },
): Promise<readonly number[]> {
  const after = await openIn(writing, project.projectId);
  const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap((decisionGroupId) => {
    const was = before.get(decisionGroupId) ?? nothing;
    const is = after.get(decisionGroupId) ?? nothing;
    if (is.open === was.open && is.severity === was.severity) return [];
    const openProjects = Number(is.open > 0) - Number(was.open > 0);
    return [{ decisionGroupId, open: is.open - was.open, openProjects }];
  });
  return changeCounts(writing, project, { changes, locks });
}

const nothing: Waiting = { open: 0, severity: 0 };

/**
 * Changes the counts that a project, decision groups, and the two kinds of groups together carry, and how grave the groups are;
 * answers the decision groups of which nothing waited before, and something does now.
 */
export async function changeCounts(
  writing: Writing,
  { projectId, projectGroupId }: CountedProject,
  { changes, locks }: { readonly changes: readonly CountChange[]; readonly locks: boolean },
): Promise<readonly number[]> {
  if (changes.length === 0) return [];
  const more = changes.reduce((sum, { open }) => sum + open, 0);
  await writing
    .updateTable('project')
    .set(({ eb }) => ({ open: eb('open', '+', more) }))
    .where('id', '=', projectId)
    .execute();
  const opened: number[] = [];
  // In the order of their ids, so that no two workers wait for each other.
  for (const part of batches(changes.toSorted((a, b) => a.decisionGroupId - b.decisionGroupId))) {
    if (locks) await lockGroups(writing, part);
    // Nearly all change by one.
    for (const alike of Map.groupBy(part, sizeOf).values())
      opened.push(...(await changeGroups(writing, alike)));
    await changeInGroup(writing, projectGroupId, part);
    await regrade(writing, part);
  }
  return opened;
}

function sizeOf({ open, openProjects }: CountChange): string {
  return `${open} ${openProjects}`;
}

/**
 * Locks decision groups against others who count. Everybody who counts has read the decisions under a key-share lock before, which
 * a stronger lock would have to wait for: two that both have that would wait for each other.
 */
async function lockGroups(writing: Writing, changes: readonly CountChange[]): Promise<void> {
  await writing
    .selectFrom('decisionGroup')
    .where(
      'id',
      'in',
      changes.map(({ decisionGroupId }) => decisionGroupId),
    )
    .orderBy('id')
    .select('id')
    .forNoKeyUpdate()
    .execute();
}

/** Changes the counts of decision groups, all by the same; answers those of which nothing waited before, and something does now. */
async function changeGroups(writing: Writing, alike: readonly CountChange[]): Promise<readonly number[]> {
  const { open, openProjects } = alike[0] ?? { open: 0, openProjects: 0 };
  const counted = await writing
    .updateTable('decisionGroup')
    .set(({ eb }) => ({ open: eb('open', '+', open), openProjects: eb('openProjects', '+', openProjects) }))
    .where(
      'id',
      'in',
      alike.map(({ decisionGroupId }) => decisionGroupId),
    )
    .returning(['id', 'open'])
    .execute();
  return counted.filter((now) => open > 0 && now.open === open).map(({ id }) => id);
}

/** Makes decision groups as grave as the gravest finding of each that waits; where none does, they stay what they were. */
async function regrade(writing: Writing, changes: readonly CountChange[]): Promise<void> {
  const ids = changes.map(({ decisionGroupId }) => decisionGroupId);
  await writing
    .updateTable('decisionGroup')
    .set({ severity: gravest })
    .where('id', 'in', ids)
    .where('open', '>', 0)
    .whereRef('severity', '!=', gravest)
    .execute();
}

// By an index of its own: a question may wait in ten thousand projects.
const gravest = sql<Severity>`(select max(finding.severity) from finding
  where finding.decision_group_id = decision_group.id and finding.state = 'open')`;

async function changeInGroup(
  writing: Writing,
  projectGroupId: number,
  changes: readonly CountChange[],
): Promise<void> {
  await writing
    .insertInto('openInGroup')
    .values(changes.map((change) => ({ projectGroupId, ...change })))
    .onConflict((conflict) =>
      conflict.columns(['projectGroupId', 'decisionGroupId']).doUpdateSet(({ eb, ref }) => ({
        open: eb('openInGroup.open', '+', ref('excluded.open')),
        openProjects: eb('openInGroup.openProjects', '+', ref('excluded.openProjects')),
      })),
    )
    .execute();
}
