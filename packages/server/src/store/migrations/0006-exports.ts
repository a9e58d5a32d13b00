import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../database.ts';
import { tables } from './columns.ts';

/** What leaves the server: the key that signs it. */
export async function exports(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const table = tables(db, dialect);
  await table('signing_key', {
    id: 'identity',
    key_id: 'unique',
    public_key: 'text',
    private_key: 'text',
    is_current: 'integer?',
    created_at: 'integer',
  });
  for (const form of indexes) await sql.raw(form).execute(db);
}

const indexes = [
  // Of several replicas that start at once one makes the key.
  'create unique index "signing_key_current" on signing_key (is_current)',
];
