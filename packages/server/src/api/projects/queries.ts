import type { Reach } from '../../access/principal.ts';
import { within } from '../../access/within.ts';
import type { Database } from '../../store/database.ts';
import { ApiProblem } from '../problem.ts';

/** A project with the name of its group; throws an `ApiProblem` where there is none that the caller may see. */
export async function projectByUid(uid: string, reach: Reach, { read }: Database) {
  const row = await read
    .selectFrom('project')
    .innerJoin('projectGroup', 'projectGroup.id', 'project.groupId')
    .where('project.uid', '=', uid)
    .where(within(reach))
    .selectAll('project')
    .select('projectGroup.name as group')
    .executeTakeFirst();
  if (!row) throw new ApiProblem('not-found', `There is no project "${uid}".`);
  return row;
}
