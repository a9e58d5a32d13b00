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
  return new Map(rows.map(({ decisionGroupId, open }) => [decisionGroupId, open]));
}

interface Place {
  readonly projectId: number;
  readonly groupId: number;
}

/** Brings the counts of what waits to what a project has now, given what it had; answers how much waits in the project. */
export async function countOpen(
  writing: Writing,
  { projectId, groupId: projectGroupId }: Place,
  before: ReadonlyMap<number, number>,
): Promise<number> {
  const after = await openIn(writing, projectId);
  // In the order of their ids, so that workers never block one another.
  const groups = [...new Set([...before.keys(), ...after.keys()])].sort((a, b) => a - b);
  for (const id of groups) {
    const open = (after.get(id) ?? 0) - (before.get(id) ?? 0);
    const openProjects = Number(after.has(id)) - Number(before.has(id));
    if (open === 0) continue;
    await writing
      .updateTable('decisionGroup')
      .set(({ eb }) => ({
        open: eb('open', '+', open),
        openProjects: eb('openProjects', '+', openProjects),
      }))
      .where('id', '=', id)
      .execute();
    await writing
      .insertInto('openInGroup')
      .values({ projectGroupId, decisionGroupId: id, open, openProjects })
      .onConflict((conflict) =>
        conflict.columns(['projectGroupId', 'decisionGroupId']).doUpdateSet(({ eb }) => ({
          open: eb('openInGroup.open', '+', open),
          openProjects: eb('openInGroup.openProjects', '+', openProjects),
        })),
      )
      .execute();
  }
  return after.values().reduce((sum, count) => sum + count, 0);
}
