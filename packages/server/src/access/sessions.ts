import type { Clock } from '../clock.ts';
import type { Database, Writing } from '../store/database.ts';
import { knownOnce } from './known-once.ts';
import type { Principal } from './principal.ts';
import { hashOf, newSecret } from './secret.ts';
import { grantsOf } from './user-roles.ts';

// Half a day without a click, and a week at most.
const idleMs = 12 * 3_600_000;
const longestMs = 7 * 86_400_000;
const minuteMs = 60_000;

/** Begins a session and answers what its cookie holds. */
export async function startSession(writing: Writing, userId: number, clock: Clock): Promise<string> {
  const { text, hash } = newSecret();
  await writing
    .insertInto('session')
    .values({ hash, userId, createdAt: clock.now(), seenAt: clock.now() })
    .execute();
  return text;
}

/** Who it is whose cookie this is: `null` where the session is unknown or over, or the person may not come in any more. */
export function principalOfSession(
  text: string,
  database: Database,
  clock: Clock,
): Promise<Principal | null> {
  return knownOnce(text, () => lookUp(text, database, clock));
}

async function lookUp(text: string, database: Database, clock: Clock): Promise<Principal | null> {
  const now = clock.now();
  const row = await database.read
    .selectFrom('session')
    .innerJoin('user', 'user.id', 'session.userId')
    .where('session.hash', '=', hashOf(text))
    .where('session.seenAt', '>', now - idleMs)
    .where('session.createdAt', '>', now - longestMs)
    .where('user.disabledAt', 'is', null)
    .select(['session.id', 'session.userId', 'session.seenAt', 'user.name'])
    .executeTakeFirst();
  if (!row) return null;
  if (now - row.seenAt > minuteMs)
    await database.write((writing) =>
      writing.updateTable('session').set({ seenAt: now }).where('id', '=', row.id).execute(),
    );
  return { name: row.name, via: 'session', grants: await grantsOf(database.read, row.userId) };
}

/** Forgets sessions that are over; answers nothing. */
export async function forgetSessions(writing: Writing, clock: Clock): Promise<void> {
  await writing
    .deleteFrom('session')
    .where((where) =>
      where.or([
        where('seenAt', '<=', clock.now() - idleMs),
        where('createdAt', '<=', clock.now() - longestMs),
      ]),
    )
    .execute();
}

/** Ends a session. */
export async function endSession(writing: Writing, text: string): Promise<void> {
  await writing.deleteFrom('session').where('hash', '=', hashOf(text)).execute();
}
