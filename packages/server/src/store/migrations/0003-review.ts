import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../database.ts';
import { tables } from './columns.ts';

/** Evidence of licences and their texts; one answer to many questions; what the inbox can be narrowed by. */
export async function review(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const table = tables(db, dialect);
  await table('evidence', { id: 'identity', hash: 'unique', detail: 'text' });
  await table('license_text', { id: 'identity', sha256: 'unique', text: 'text' });
  await table('batch', {
    id: 'identity',
    uid: 'unique',
    filter: 'text',
    project_id: 'project?',
    project_group_id: 'project_group?',
    outcome: 'text',
    reason: 'text',
    expires_at: 'integer?',
    state: 'text',
    is_proposed: 'integer',
    made_by: 'text',
    made_at: 'integer',
    changed_by: 'text',
    changed_via: 'text',
    questions: 'integer',
    done: 'count',
    cursor: 'count',
    made: 'count',
  });
  await table('batch_item', { batch_id: 'batch', decision_group_id: 'decision_group' });
  for (const [name, on] of Object.entries(indexes))
    await sql.raw(`create index "${name}" on ${on}`).execute(db);
}

const order = 'severity, open_projects, id) where open > 0';

const indexes: Readonly<Record<string, string>> = {
  // The inbox by one of these, in its own order.
  decision_group_rule: `decision_group (rule, ${order}`,
  decision_group_kind: `decision_group (kind, ${order}`,
  decision_group_class: `decision_group (class, ${order}`,
  decision_group_license: `decision_group (license_id, ${order}`,
  open_in_group_question: 'open_in_group (decision_group_id, project_group_id)',
  decision_state: 'decision (state, id)',
  batch_item_order: 'batch_item (batch_id, decision_group_id)',
  batch_state: 'batch (state, id)',
};
