import { type Kysely, sql } from 'kysely';

/** By what the reports of a comparison were judged; one of before is worked out again. */
export async function comparisons(db: Kysely<unknown>): Promise<void> {
  await sql`alter table comparison add column judged_by text`.execute(db);
}
