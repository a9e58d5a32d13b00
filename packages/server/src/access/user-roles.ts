import type { Reading, Writing } from '../store/database.ts';
import type { Grant } from './principal.ts';

/** The roles of somebody. */
export function grantsOf(reading: Reading, userId: number): Promise<Grant[]> {
  return reading.selectFrom('userRole').where('userId', '=', userId).select(['role', 'groupId']).execute();
}

/**
 * Gives somebody these roles and no others; answers whether that changed anything. Where it did, their sessions end: what was
 * begun with other rights does not go on with new ones.
 */
export async function setGrants(
  writing: Writing,
  userId: number,
  grants: readonly Grant[],
): Promise<boolean> {
  const before = await grantsOf(writing, userId);
  if (sameGrants(before, grants)) return false;
  await writing.deleteFrom('userRole').where('userId', '=', userId).execute();
  for (const { role, groupId } of grants)
    await writing.insertInto('userRole').values({ userId, role, groupId }).execute();
  await writing.deleteFrom('session').where('userId', '=', userId).execute();
  return true;
}

function sameGrants(a: readonly Grant[], b: readonly Grant[]): boolean {
  const words = (grants: readonly Grant[]) =>
    [...new Set(grants.map(({ role, groupId }) => `${role} ${groupId}`))].sort().join();
  return words(a) === words(b);
}
