import type { Reach } from '../../access/principal.ts';
import type { Database } from '../../store/database.ts';
import { ApiProblem } from '../problem.ts';

/** What somebody reaches, of one project group alone where one is named; throws an `ApiProblem` where they do not see that. */
export async function narrowedTo(
  group: string | undefined,
  reach: Reach,
  { read }: Database,
): Promise<Reach> {
  if (group === undefined) return reach;
  const row = await read.selectFrom('projectGroup').where('uid', '=', group).select('id').executeTakeFirst();
  if (!row || (reach !== 'all' && !reach.includes(row.id)))
    throw new ApiProblem('not-found', `There is no project group "${group}".`);
  return [row.id];
}
