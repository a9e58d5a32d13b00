import type { Database } from '../../store/database.ts';
import { ApiProblem } from '../problem.ts';

/** A component by its key; throws an `ApiProblem` where there is none. */
export async function componentByKey(key: string, { read }: Database) {
  const found = await read.selectFrom('component').where('key', '=', key).selectAll().executeTakeFirst();
  if (!found) throw new ApiProblem('not-found', `There is no component "${key}".`);
  return found;
}
