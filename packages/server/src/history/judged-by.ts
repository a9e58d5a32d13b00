import type { Clock } from '../clock.ts';
import { policiesFor } from '../policies/in-force.ts';
import type { Reading } from '../store/database.ts';
import { dayOf } from './day.ts';

/** By what reports of projects in groups are judged now: their policies, and the day, with which waivers end. */
export async function judgedBy(
  groupIds: readonly number[],
  read: Reading,
  clock: Pick<Clock, 'now'>,
): Promise<string> {
  const policies = await Promise.all(groupIds.map((groupId) => policiesFor(groupId, read)));
  return [...policies.map(({ ids }) => ids), dayOf(clock.now())].join('/');
}
