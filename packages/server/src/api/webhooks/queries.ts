import { type Principal, reachOf } from '../../access/principal.ts';
import type { Reading } from '../../store/database.ts';
import { ApiProblem } from '../problem.ts';

/** A webhook hears of all projects: throws an `ApiProblem` for whoever administers some of them. */
export function ofAllOnly(principal: Principal): void {
  if (reachOf(principal, 'admin') !== 'all')
    throw new ApiProblem(
      'forbidden',
      'Webhooks hear of all projects, and so only those who administer all have to do with them.',
    );
}

/** A webhook that was not removed; throws an `ApiProblem` where there is none. */
export async function webhookByUid(uid: string, reading: Reading) {
  const row = await reading
    .selectFrom('webhook')
    .where('uid', '=', uid)
    .where('removedAt', 'is', null)
    .select(['id', 'name', 'secret'])
    .executeTakeFirst();
  if (!row) throw new ApiProblem('not-found', `There is no webhook "${uid}".`);
  return row;
}
