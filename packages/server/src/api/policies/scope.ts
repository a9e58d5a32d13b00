import * as z from 'zod';
import type { Reach } from '../../access/principal.ts';
import type { Database } from '../../store/database.ts';
import { ApiProblem } from '../problem.ts';

/** For which projects a policy is: all, or those of a group, by its id. */
export const scopeSchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('all') }),
  z.object({ is: z.literal('group'), group: z.string().max(100) }),
]);

/** The id of the project group of a scope, or `null` for all; throws an `ApiProblem` where it lies beyond what the caller reaches. */
export async function groupIdOf(
  scope: z.infer<typeof scopeSchema>,
  reach: Reach,
  { read }: Database,
): Promise<number | null> {
  if (scope.is === 'all') {
    if (reach === 'all') return null;
    throw new ApiProblem('forbidden', 'Who writes policies of some project groups writes those alone.');
  }
  const row = await read
    .selectFrom('projectGroup')
    .where('uid', '=', scope.group)
    .select('id')
    .executeTakeFirst();
  if (!row || (reach !== 'all' && !reach.includes(row.id)))
    throw new ApiProblem('not-found', `There is no project group "${scope.group}".`);
  return row.id;
}
