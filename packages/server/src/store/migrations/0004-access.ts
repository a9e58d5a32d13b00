import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../database.ts';
import { tables } from './columns.ts';

/** Whose CI jobs may send reports, and which tokens of theirs were shown. */
export async function access(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const table = tables(db, dialect);
  await table('ci_trust', {
    id: 'identity',
    uid: 'unique',
    issuer: 'text',
    owner_id: 'text',
    repository_id: 'text?',
    project: 'text?',
    group_id: 'project_group',
    main_refs: 'text',
    created_by: 'text',
    created_at: 'integer',
    revoked_at: 'integer?',
  });
  await table('ci_repository', {
    project: 'unique',
    issuer: 'text',
    repository_id: 'text',
    bound_at: 'integer',
  });
  await table('ci_spent', { hash: 'unique', expires_at: 'integer' });
  for (const index of indexes) await sql.raw(`create ${index}`).execute(db);
}

const indexes = [
  'index ci_trust_owner on ci_trust (owner_id, id)',
  'index ci_repository_id on ci_repository (repository_id, issuer)',
  'index ci_spent_expiry on ci_spent (expires_at)',
  'index invitation_expiry on invitation (expires_at)',
];
