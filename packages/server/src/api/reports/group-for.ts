import type { Reach } from '../../access/principal.ts';
import type { ServerMeans } from '../../server-means.ts';
import { ApiProblem } from '../problem.ts';

interface Wish {
  readonly project: string;
  /** The name of the group that a new project is to belong to. */
  readonly group: string | undefined;
  readonly reach: Reach;
}

/**
 * The project group of a project that somebody sends a report of: its own, or for a new one the one that is named, or the
 * only one that the sender may write to. Throws an `ApiProblem` where the sender may not.
 */
export async function groupFor({ project, group, reach }: Wish, { database }: ServerMeans): Promise<number> {
  const known = await database.read
    .selectFrom('project')
    .where('name', '=', project)
    .select('groupId')
    .executeTakeFirst();
  const id = known?.groupId ?? (await newGroup(group, reach, database));
  if (reach !== 'all' && !reach.includes(id))
    throw new ApiProblem(
      'forbidden',
      `The project "${project}" belongs to a group that this token does not reach.`,
    );
  return id;
}

async function newGroup(group: string | undefined, reach: Reach, { read }: ServerMeans['database']) {
  if (group === undefined && reach !== 'all' && reach[0] !== undefined && reach.length === 1) return reach[0];
  const named = await read
    .selectFrom('projectGroup')
    .where('name', '=', group ?? defaultGroup)
    .select('id')
    .executeTakeFirst();
  if (!named) throw new ApiProblem('bad-request', `There is no project group "${group ?? defaultGroup}".`);
  return named.id;
}

/** The project group that is there from the beginning. */
export const defaultGroup = 'default';
