import { type Kysely, sql } from 'kysely';

/** A dry run says how many findings it leaves out, since they are settled. */
export async function settledInDryRuns(db: Kysely<unknown>): Promise<void> {
  await sql`alter table dry_run add column settled integer not null default 0`.execute(db);
}
