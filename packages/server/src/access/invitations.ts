import type { Clock } from '../clock.ts';
import type { Reading, Writing } from '../store/database.ts';
import type { Grant } from './principal.ts';
import { hashOf, newSecret } from './secret.ts';

/** Somebody who is let in for the first time. */
export interface NewUser {
  readonly name: string;
  readonly grants: readonly Grant[];
}

/** How a link lets somebody in. */
export interface LinkTerms {
  readonly createdBy: string;
  /** Whether it does so without the identity provider, where there is one. */
  readonly isLocal?: boolean;
}

const lifeMs = 7 * 86_400_000;

/** Makes a person and a code that lets them in once, within a week. */
export async function invite(
  writing: Writing,
  { name, grants }: NewUser,
  terms: LinkTerms,
  clock: Clock,
): Promise<{ readonly userUid: string; readonly code: string }> {
  const userUid = clock.id();
  const { id: userId } = await writing
    .insertInto('user')
    .values({ uid: userUid, name, createdAt: clock.now() })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const { role, groupId } of grants)
    await writing.insertInto('userRole').values({ userId, role, groupId }).execute();
  return { userUid, code: await newLink(writing, userId, terms, clock) };
}

/** Makes a code that lets somebody in once, within a week; those that were made before for them are over. */
export async function newLink(
  writing: Writing,
  userId: number,
  { createdBy, isLocal = false }: LinkTerms,
  clock: Clock,
): Promise<string> {
  await writing.deleteFrom('invitation').where('userId', '=', userId).where('usedAt', 'is', null).execute();
  const { text, hash } = newSecret();
  const expiresAt = clock.now() + lifeMs;
  await writing
    .insertInto('invitation')
    .values({ hash, userId, createdBy, expiresAt, isLocal: isLocal ? 1 : 0 })
    .execute();
  return text;
}

/** Whether a code lets somebody in without the identity provider. */
export async function isLocalLink(reading: Reading, code: string): Promise<boolean> {
  const row = await reading
    .selectFrom('invitation')
    .where('hash', '=', hashOf(code))
    .select('isLocal')
    .executeTakeFirst();
  return row?.isLocal === 1;
}

/** Uses a code up, and answers whom it lets in; `null` for one that is unknown, used or too old. */
export async function useInvitation(writing: Writing, code: string, clock: Clock): Promise<number | null> {
  const row = await writing
    .updateTable('invitation')
    .set({ usedAt: clock.now() })
    .where('hash', '=', hashOf(code))
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', clock.now())
    .returning('userId')
    .executeTakeFirst();
  return row?.userId ?? null;
}
