import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../database.ts';
import { tables } from './columns.ts';

/** What leaves the server: the key that signs it, webhooks and what they tell, reminders, badges. */
export async function exports(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const table = tables(db, dialect);
  await table('signing_key', {
    id: 'identity',
    key_id: 'unique',
    public_key: 'text',
    private_key: 'text',
    is_current: 'integer?',
    created_at: 'integer',
  });
  await table('webhook', {
    id: 'identity',
    uid: 'unique',
    name: 'text',
    url: 'text',
    events: 'text',
    form: 'text',
    secret: 'text',
    previous_secret: 'text?',
    previous_until: 'integer?',
    rests_until: 'integer',
    created_by: 'text',
    created_at: 'integer',
    removed_at: 'integer?',
  });
  await table('webhook_delivery', {
    id: 'identity',
    webhook_id: 'webhook',
    event_id: 'text',
    type: 'text',
    event: 'text',
    state: 'text',
    created_at: 'integer',
    due_at: 'integer',
    attempts: 'count',
    status: 'integer?',
    failure: 'text?',
  });
  await table('reminder', { decision_id: 'decision', days: 'integer', at: 'integer' });
  await table('public_badge', { project_group_id: 'project_group' });
  for (const form of indexes) await sql.raw(form).execute(db);
}

const indexes = [
  // Of several replicas that start at once one makes the key.
  'create unique index "signing_key_current" on signing_key (is_current)',
  'create unique index "webhook_event" on webhook_delivery (webhook_id, event_id)',
  'create index "webhook_delivery_order" on webhook_delivery (webhook_id, id)',
  `create index "webhook_delivery_due" on webhook_delivery (webhook_id, due_at, id) where state = 'waiting'`,
  'create index "webhook_delivery_age" on webhook_delivery (created_at, id)',
  'create unique index "reminder_once" on reminder (decision_id, days)',
  'create unique index "public_badge_group" on public_badge (project_group_id)',
];
