import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Database, Writing } from '../store/database.ts';
import type { Principal, Role } from './principal.ts';
import { hashOf } from './secret.ts';
import { isSecret, readToken, tokenText } from './token-text.ts';

/** What a new token is to be. */
export interface NewToken {
  readonly name: string;
  readonly role: Role;
  /** The project group that it is for, or `null` for all. */
  readonly groupId: number | null;
  readonly expiresAt: number;
  readonly createdBy: string;
}

/** Makes a token and answers its text, which nobody can find out again. */
export async function makeToken(writing: Writing, token: NewToken, clock: Clock): Promise<string> {
  const text = tokenText(randomBytes(9), randomBytes(32));
  const { id = '', secret = '' } = readToken(text) ?? {};
  await writing
    .insertInto('token')
    .values({ ...token, publicId: id, hash: hashOf(secret), uid: clock.id(), createdAt: clock.now() })
    .execute();
  return text;
}

const hourMs = 3_600_000;

/** Who it is that shows a token: `null` for one that is unknown, wrong, expired or revoked. */
export async function principalOf(text: string, database: Database, clock: Clock): Promise<Principal | null> {
  const shown = readToken(text);
  if (!shown) return null;
  const row = await database.read
    .selectFrom('token')
    .where('publicId', '=', shown.id)
    .select(['id', 'name', 'role', 'groupId', 'hash', 'expiresAt', 'revokedAt', 'usedAt'])
    .executeTakeFirst();
  if (!row || !isSecret(shown.secret, row.hash)) return null;
  const now = clock.now();
  if (row.revokedAt !== null || row.expiresAt <= now) return null;
  // To the hour: reading does not wait for writing each time.
  if (row.usedAt === null || now - row.usedAt >= hourMs)
    await database.write((writing) =>
      writing.updateTable('token').set({ usedAt: now }).where('id', '=', row.id).execute(),
    );
  return { name: `token ${row.name}`, via: 'token', grants: [{ role: row.role, groupId: row.groupId }] };
}
