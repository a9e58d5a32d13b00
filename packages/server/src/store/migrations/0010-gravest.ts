import { type Kysely, sql } from 'kysely';

/** A question is as grave as the gravest of its findings that wait, which this finds. */
export async function gravest(db: Kysely<unknown>): Promise<void> {
  await sql`create index finding_gravest on finding (decision_group_id, severity) where state = 'open'`.execute(
    db,
  );
}
