import { type Kysely, sql } from 'kysely';

/** A report that comes again changes something again. */
export async function reportsAgain(db: Kysely<unknown>): Promise<void> {
  await sql`drop index change_of_report`.execute(db);
  await sql`create index change_of_report on project_change (report_id)`.execute(db);
}
