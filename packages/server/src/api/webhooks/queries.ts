import type { Reading } from '../../store/database.ts';
import { ApiProblem } from '../problem.ts';

/** A webhook that was not removed; throws an `ApiProblem` where there is none. */
export async function webhookByUid(uid: string, reading: Reading) {
  const row = await reading
    .selectFrom('webhook')
    .where('uid', '=', uid)
    .where('removedAt', 'is', null)
    .selectAll()
    .executeTakeFirst();
  if (!row) throw new ApiProblem('not-found', `There is no webhook "${uid}".`);
  return row;
}
