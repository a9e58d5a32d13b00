import type { Reach } from '../../access/principal.ts';
import type { Database } from '../../store/database.ts';
import { ApiProblem } from '../problem.ts';

/** A project group that somebody reaches, by its `uid`; throws an `ApiProblem` where there is none. */
export async function groupInReach(uid: string, reach: Reach, { read }: Database) {
  const row = await read
    .selectFrom('projectGroup')
    .where('uid', '=', uid)
    .select(['id', 'name'])
    .executeTakeFirst();
  if (!row || (reach !== 'all' && !reach.includes(row.id)))
    throw new ApiProblem('not-found', `There is no project group "${uid}".`);
  return row;
}

const most = 200;

/** The project groups of a reach, by name; the first 200. */
export function groupsIn(reach: Reach, { read }: Database) {
  return read
    .selectFrom('projectGroup')
    .$if(reach !== 'all', (query) => query.where('id', 'in', reach === 'all' ? [] : [...reach, 0]))
    .orderBy('name')
    .limit(most)
    .select(['uid as id', 'name'])
    .execute();
}
