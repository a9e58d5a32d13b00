import type { Reach } from '../../access/principal.ts';
import { within } from '../../access/within.ts';
import type { Database } from '../../store/database.ts';
import { ApiProblem } from '../problem.ts';

/**
 * A component by its key; throws an `ApiProblem` where there is none, or none that a project uses which the caller may see: what
 * others alone use looks like what nobody uses.
 */
export async function componentByKey(key: string, reach: Reach, { read }: Database) {
  const found = await read.selectFrom('component').where('key', '=', key).selectAll().executeTakeFirst();
  const seen =
    found &&
    (reach === 'all' ||
      (await read
        .selectFrom('use')
        .innerJoin('project', 'project.id', 'use.projectId')
        .where('use.componentId', '=', found.id)
        .where(within(reach))
        .limit(1)
        .select('use.projectId')
        .executeTakeFirst()));
  if (!found || !seen) throw new ApiProblem('not-found', `There is no component "${key}".`);
  return found;
}
