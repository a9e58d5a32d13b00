import type { Clock } from '../clock.ts';
import type { Writing } from '../store/database.ts';
import type { Grant } from './principal.ts';
import { hashOf, newSecret } from './secret.ts';
import { startSession } from './sessions.ts';

/** Somebody who is let in for the first time. */
export interface NewUser {
  readonly name: string;
  readonly grants: readonly Grant[];
}

const lifeMs = 7 * 86_400_000;

/** Makes a person and a code that lets them in once, within a week. */
export async function invite(
  writing: Writing,
  { name, grants }: NewUser,
  createdBy: string,
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
  const { text, hash } = newSecret();
  const expiresAt = clock.now() + lifeMs;
  await writing.insertInto('invitation').values({ hash, userId, createdBy, expiresAt }).execute();
  return { userUid, code: text };
}

/** Uses a code up, and answers what the new session's cookie holds; `null` for one that is unknown, used or too old. */
export async function useInvitation(writing: Writing, code: string, clock: Clock): Promise<string | null> {
  const row = await writing
    .updateTable('invitation')
    .set({ usedAt: clock.now() })
    .where('hash', '=', hashOf(code))
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', clock.now())
    .returning('userId')
    .executeTakeFirst();
  return row ? startSession(writing, row.userId, clock) : null;
}
