import type { Writing } from '../store/database.ts';

/** How many findings of a project wait for a decision, by decision group. */
export async function openIn(writing: Writing, projectId: number): Promise<ReadonlyMap<number, number>> {
  const rows = await writing
    .selectFrom('finding')
    .where('projectId', '=', projectId)
    .where('state', '=', 'open')
    .groupBy('decisionGroupId')
    .select(({ fn }) => ['decisionGroupId', fn.countAll<number>().as('open')])
    .execute();
  return new Map(rows.map(({ decisionGroupId, open }) => [decisionGroupId, Number(open)]));
}

/** By how much what waits of a decision group became more in a project. */
export interface CountChange {
  readonly projectId: number;
  readonly projectGroupId: number;
  readonly decisionGroupId: number;
  readonly open: number;
  readonly openProjects: number;
}

/** Brings the counts of what waits to what a project has now, given what it had; answers the decision groups of which nothing waited before. */
export async function countOpen(
  writing: Writing,
  { projectId, groupId: projectGroupId }: { readonly projectId: number; readonly groupId: number },
  before: ReadonlyMap<number, number>,
): Promise<readonly number[]> {
  const opened: number[] = [];
  const after = await openIn(writing, projectId);
  // In the order of their ids, so that workers never block one another.
  const groups = [...new Set([...before.keys(), ...after.keys()])].sort((a, b) => a - b);
  for (const decisionGroupId of groups) {
    const was = before.get(decisionGroupId) ?? 0;
    const is = after.get(decisionGroupId) ?? 0;
    const openProjects = Number(is > 0) - Number(was > 0);
    if (is === was) continue;
    const change = { projectId, projectGroupId, decisionGroupId, open: is - was, openProjects };
    if (await changeCounts(writing, change)) opened.push(decisionGroupId);
  }
  return opened;
}

/**
 * Changes the counts that a project, a decision group, and the two kinds of groups together carry; answers whether nothing of the
 * decision group waited before, and something does now.
 */
export async function changeCounts(writing: Writing, change: CountChange): Promise<boolean> {
  const { projectId, projectGroupId, decisionGroupId, open, openProjects } = change;
  await writing
    .updateTable('project')
    .set(({ eb }) => ({ open: eb('open', '+', open) }))
    .where('id', '=', projectId)
    .execute();
  const counted = await writing
    .updateTable('decisionGroup')
    .set(({ eb }) => ({ open: eb('open', '+', open), openProjects: eb('openProjects', '+', openProjects) }))
    .where('id', '=', decisionGroupId)
    .returning('open')
    .executeTakeFirstOrThrow();
  await writing
    .insertInto('openInGroup')
    .values({ projectGroupId, decisionGroupId, open, openProjects })
    .onConflict((conflict) =>
      conflict.columns(['projectGroupId', 'decisionGroupId']).doUpdateSet(({ eb }) => ({
        open: eb('openInGroup.open', '+', open),
        openProjects: eb('openInGroup.openProjects', '+', openProjects),
      })),
    )
    .execute();
  return open > 0 && counted.open === open;
}
