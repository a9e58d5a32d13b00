import { sql } from 'kysely';
import type { Database, Writing } from '../store/database.ts';

// Any number that nothing else in the database locks by.
const kind = 7_251_067;

/**
 * Lets one transaction at a time say whether a report is of a document: who removes documents, or who makes a report of one. SQLite
 * has one writer anyway.
 */
export async function lockBlob(
  writing: Writing,
  sha256: string,
  { dialect }: Pick<Database, 'dialect'>,
): Promise<void> {
  if (dialect === 'sqlite') return;
  // Two documents that begin alike wait for each other, which does no harm.
  const name = Number.parseInt(sha256.slice(0, 7), 16);
  await sql`select pg_advisory_xact_lock(${kind}::int, ${name}::int)`.execute(writing);
}
