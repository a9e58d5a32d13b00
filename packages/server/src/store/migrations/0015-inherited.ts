import { type Kysely, sql } from 'kysely';

/** Of findings that were there before, nobody knows any more from which version their decision came. */
export async function inherited(db: Kysely<unknown>): Promise<void> {
  await sql`alter table finding add column inherited_from_id bigint references version (id)`.execute(db);
}
