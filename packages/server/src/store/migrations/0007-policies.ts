import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../database.ts';
import { tables } from './columns.ts';

/** Policies of the server, what they judged, and what drafts of them would do. */
export async function policies(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const table = tables(db, dialect);
  await table('policy_version', {
    id: 'identity',
    uid: 'unique',
    group_id: 'project_group?',
    number: 'integer',
    state: 'text',
    text: 'text',
    note: 'text',
    base_id: 'integer?',
    written_by: 'text',
    written_at: 'integer',
    published_by: 'text?',
    published_at: 'integer?',
  });
  await table('judged', {
    project_id: 'project',
    policies: 'text',
    at: 'integer',
    due_at: 'integer?',
    attempts: 'count',
    failure: 'text?',
  });
  const counts = { opens: 'count', closes: 'count', changes: 'count' };
  await table('dry_run', {
    id: 'identity',
    uid: 'unique',
    group_id: 'project_group?',
    text: 'text',
    state: 'text',
    started_by: 'text',
    started_at: 'integer',
    finished_at: 'integer?',
    last_project_id: 'count',
    projects: 'integer',
    judged: 'count',
    failed: 'count',
    ...counts,
  });
  await table('dry_run_rule', { dry_run_id: 'dry_run', rule: 'text', ...counts });
  await table('dry_run_project', {
    dry_run_id: 'dry_run',
    project_id: 'project',
    ...counts,
    failure: 'text?',
  });
  await table('dry_run_finding', {
    id: 'identity',
    dry_run_id: 'dry_run',
    project_id: 'project',
    rule: 'text',
    effect: 'text',
    ref: 'text?',
    severity: 'integer',
    severity_before: 'integer?',
    message: 'text',
  });
  for (const form of indexes) await sql.raw(form).execute(db);
}

const indexes = [
  'create unique index "policy_version_number" on policy_version (coalesce(group_id, 0), number)',
  `create unique index "policy_version_published" on policy_version (coalesce(group_id, 0)) where state = 'published'`,
  `create unique index "policy_version_draft" on policy_version (coalesce(group_id, 0)) where state = 'draft'`,
  'create unique index "judged_project" on judged (project_id)',
  'create index "judged_due" on judged (due_at, project_id) where due_at is not null',
  'create index "judged_failed" on judged (project_id) where failure is not null',
  'create index "dry_run_started" on dry_run (started_at, id)',
  'create unique index "dry_run_rule_key" on dry_run_rule (dry_run_id, rule)',
  'create unique index "dry_run_project_key" on dry_run_project (dry_run_id, project_id)',
  'create index "dry_run_finding_of_run" on dry_run_finding (dry_run_id, id)',
  'create index "dry_run_finding_of_project" on dry_run_finding (dry_run_id, project_id, id)',
  'create index "dry_run_finding_of_rule" on dry_run_finding (dry_run_id, rule, id)',
];
