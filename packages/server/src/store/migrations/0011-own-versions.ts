import { type Kysely, sql } from 'kysely';

/** Which version a project uses is for its own report to say, and not for whoever named the component first. */
export async function ownVersions(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "use" add column version text`.execute(db);
  await sql`update "use" set version = (select version.version from version where version.id = "use".version_id)`.execute(
    db,
  );
}
