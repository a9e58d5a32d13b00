import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../database.ts';
import { tables } from './columns.ts';

/** Projects, reports, what they use, what they found, and the queue. */
export async function first(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const table = tables(db, dialect);
  await table('project_group', {
    id: 'identity',
    uid: 'unique',
    name: 'unique',
    created_at: 'integer',
  });
  await table('project', {
    id: 'identity',
    uid: 'unique',
    name: 'unique',
    group_id: 'project_group',
    remote: 'text?',
    created_at: 'integer',
    report_id: 'integer?',
    seen_at: 'integer?',
    components: 'count',
    errors: 'count',
    warnings: 'count',
    notes: 'count',
    open: 'count',
  });
  await table('channel', {
    id: 'identity',
    project_id: 'project',
    name: 'text',
    report_id: 'integer?',
  });
  await table('report', {
    id: 'identity',
    uid: 'unique',
    channel_id: 'channel',
    sha256: 'text',
    bytes: 'integer',
    received_at: 'integer',
    sender: 'text',
    state: 'text',
    processed_at: 'integer?',
    failure: 'text?',
    as_of: 'integer?',
    commit: 'text?',
    complete: 'integer?',
    components: 'integer?',
    errors: 'integer?',
    warnings: 'integer?',
    notes: 'integer?',
  });
  await table('component', {
    id: 'identity',
    key: 'unique',
    kind: 'text',
    name: 'text',
    search: 'text',
  });
  await table('version', {
    id: 'identity',
    component_id: 'component',
    ref: 'unique',
    version: 'text?',
    purl: 'text?',
  });
  await table('license', { id: 'identity', expression: 'unique' });
  await table('license_part', { license_id: 'license', spdx_id: 'text' });
  await table('use', {
    project_id: 'project',
    version_id: 'version',
    component_id: 'component',
    license_id: 'license',
    class: 'text?',
    requested: 'text?',
    pin: 'text?',
    usage: 'text',
    occurrences: 'integer',
    evidence_id: 'integer?',
  });
  await table('decision_group', {
    id: 'identity',
    uid: 'unique',
    rule: 'text',
    component_id: 'component?',
    license_id: 'license?',
    identity: 'unique',
    kind: 'text?',
    class: 'text?',
    severity: 'integer',
    open: 'count',
    open_projects: 'count',
    first_seen_at: 'integer',
  });
  await table('open_in_group', {
    project_group_id: 'project_group',
    decision_group_id: 'decision_group',
    open: 'count',
    open_projects: 'count',
  });
  await table('finding', {
    id: 'identity',
    uid: 'unique',
    project_id: 'project',
    decision_group_id: 'decision_group',
    version_id: 'version?',
    fingerprint: 'text',
    severity: 'integer',
    state: 'text',
    decision_id: 'integer?',
    message: 'text',
    detail: 'text',
    first_seen_at: 'integer',
  });
  await table('decision', {
    id: 'identity',
    uid: 'unique',
    decision_group_id: 'decision_group',
    project_id: 'project?',
    project_group_id: 'project_group?',
    versions: 'text?',
    outcome: 'text',
    reason: 'text',
    state: 'text',
    expires_at: 'integer?',
    decided_by: 'text',
    decided_at: 'integer',
    confirmed_by: 'text?',
    batch: 'text?',
  });
  await table('audit', {
    id: 'identity',
    at: 'integer',
    actor: 'text',
    via: 'text',
    action: 'text',
    subject: 'text',
    detail: 'text',
    previous: 'text',
    hash: 'text',
  });
  await table('token', {
    id: 'identity',
    uid: 'unique',
    public_id: 'unique',
    name: 'text',
    hash: 'text',
    role: 'text',
    group_id: 'project_group?',
    created_by: 'text',
    created_at: 'integer',
    expires_at: 'integer',
    revoked_at: 'integer?',
    used_at: 'integer?',
  });
  await table('user', {
    id: 'identity',
    uid: 'unique',
    name: 'text',
    subject: 'text?',
    created_at: 'integer',
    disabled_at: 'integer?',
  });
  await table('user_role', { user_id: 'user', role: 'text', group_id: 'project_group?' });
  await table('invitation', {
    id: 'identity',
    hash: 'unique',
    user_id: 'user',
    created_by: 'text',
    expires_at: 'integer',
    used_at: 'integer?',
    is_local: 'count',
  });
  await table('session', {
    id: 'identity',
    hash: 'unique',
    user_id: 'user',
    created_at: 'integer',
    seen_at: 'integer',
  });
  await table('chore', { name: 'unique', due_at: 'integer' });
  if (dialect === 'sqlite')
    await table('job', {
      id: 'identity',
      queue: 'text',
      payload: 'text',
      run_at: 'integer',
      attempts: 'count',
      leased_until: 'integer?',
      lease: 'text?',
    });
  for (const [name, { on, where, unique = false }] of Object.entries(indexes)) {
    if (dialect === 'postgres' && on.startsWith('job ')) continue;
    const form = `create ${unique ? 'unique ' : ''}index "${name}" on ${on}${where ? ` where ${where}` : ''}`;
    await sql.raw(form).execute(db);
  }
}

interface Index {
  readonly on: string;
  readonly where?: string;
  readonly unique?: boolean;
}

// Every order that the API offers is one of these, with the id last: a page begins where the one before it ended.
const indexes: Readonly<Record<string, Index>> = {
  channel_name: { on: 'channel (project_id, name)', unique: true },
  report_content: { on: 'report (channel_id, sha256)', unique: true },
  report_order: { on: 'report (channel_id, id)' },
  report_not_taken_in: { on: 'report (state)', where: "state <> 'processed'" },
  report_blob: { on: 'report (sha256)' },
  project_in_group: { on: 'project (group_id, name)' },
  project_open: { on: 'project (open, id)' },
  project_open_in_group: { on: 'project (group_id, open, id)' },
  component_search: { on: 'component (search, id)' },
  component_kind: { on: 'component (kind, search, id)' },
  version_component: { on: 'version (component_id, id)' },
  license_part_license: { on: 'license_part (license_id, spdx_id)', unique: true },
  license_part_id: { on: 'license_part (spdx_id, license_id)', unique: true },
  use_of_project: { on: '"use" (project_id, version_id)', unique: true },
  use_of_component: { on: '"use" (component_id, project_id, version_id)' },
  use_of_version: { on: '"use" (version_id, project_id)' },
  use_of_license: { on: '"use" (license_id, project_id, version_id)' },
  decision_group_waiting: { on: 'decision_group (severity, open_projects, id)', where: 'open > 0' },
  decision_group_component: { on: 'decision_group (component_id, id)' },
  open_in_group_key: { on: 'open_in_group (project_group_id, decision_group_id)', unique: true },
  finding_of_project: { on: 'finding (project_id, severity, id)' },
  finding_of_group: { on: 'finding (decision_group_id, project_id, id)' },
  decision_of_group: { on: 'decision (decision_group_id, state, id)' },
  decision_order: { on: 'decision (decision_group_id, id)' },
  decision_expiry: { on: 'decision (expires_at, id)', where: "state = 'in-force'" },
  decision_batch: { on: 'decision (batch, id)' },
  audit_subject: { on: 'audit (subject, id)' },
  user_of_subject: { on: '"user" (subject)', unique: true },
  role_of_user: { on: 'user_role (user_id)' },
  session_of_user: { on: 'session (user_id)' },
  session_seen: { on: 'session (seen_at)' },
  job_waiting: { on: 'job (queue, run_at, id)' },
};
