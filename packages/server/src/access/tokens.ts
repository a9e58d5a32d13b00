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

/** Who it is that shows a token: `null` for one that is unknown, wrong, expired or revoked. */
export async function principalOf(text: string, { read }: Database, clock: Clock): Promise<Principal | null> {
  const shown = readToken(text);
  if (!shown) return null;
  const row = await read
    .selectFrom('token')
    .where('publicId', '=', shown.id)
    .select(['name', 'role', 'groupId', 'hash', 'expiresAt', 'revokedAt'])
    .executeTakeFirst();
  if (!row || !isSecret(shown.secret, row.hash)) return null;
  if (row.revokedAt !== null || row.expiresAt <= clock.now()) return null;
  return { name: `token ${row.name}`, via: 'token', grants: [{ role: row.role, groupId: row.groupId }] };
}
