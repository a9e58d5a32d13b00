import { type Kysely, sql } from 'kysely';

/** What was judged before has no outcome, and is entered as a whole once more. */
export async function judgedOutcome(db: Kysely<unknown>): Promise<void> {
  await sql`alter table judged add column outcome text`.execute(db);
}
