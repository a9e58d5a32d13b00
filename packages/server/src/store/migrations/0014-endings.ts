import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../database.ts';

/** Who ended a decision, when, why, and by which it was replaced; and why many are changed at once. */
export async function endings(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const time = sql.raw(dialect === 'sqlite' ? 'integer' : 'bigint');
  await sql`alter table decision add column ended_by text`.execute(db);
  await sql`alter table decision add column ended_at ${time}`.execute(db);
  await sql`alter table decision add column ended_because text`.execute(db);
  await sql`alter table decision add column replaced_by text`.execute(db);
  await sql`alter table batch add column changed_because text`.execute(db);
}
