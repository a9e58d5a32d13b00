import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../database.ts';
import { tables } from './columns.ts';

/** What the licences of a report ask of its owner, and what of that is done. */
export async function obligations(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const table = tables(db, dialect);
  await table('checklist', {
    id: 'identity',
    report_id: 'integer',
    judged_by: 'text',
    made_at: 'integer',
    components: 'integer',
    unasked: 'integer',
  });
  await table('checklist_item', {
    checklist_id: 'checklist',
    position: 'integer',
    obligation: 'text',
    license: 'text',
    up_to: 'integer',
    components: 'integer',
  });
  await table('checklist_component', {
    checklist_id: 'checklist',
    license: 'text',
    key: 'text',
    name: 'text',
    usage: 'integer',
  });
  await table('obligation_tick', {
    id: 'identity',
    uid: 'unique',
    channel_id: 'channel',
    obligation: 'text',
    license: 'text',
    note: 'text',
    ticked_by: 'text',
    ticked_at: 'integer',
    checklist_id: 'checklist',
  });
  for (const [name, on] of Object.entries(indexes))
    await sql.raw(`create ${name.endsWith('_once') ? 'unique ' : ''}index "${name}" on ${on}`).execute(db);
}

const indexes: Readonly<Record<string, string>> = {
  checklist_of_report_once: 'checklist (report_id, judged_by)',
  checklist_made: 'checklist (made_at, id)',
  checklist_item_order_once: 'checklist_item (checklist_id, position)',
  checklist_item_once: 'checklist_item (checklist_id, obligation, license)',
  checklist_component_once: 'checklist_component (checklist_id, license, key)',
  obligation_tick_once: 'obligation_tick (channel_id, obligation, license)',
  obligation_tick_checklist: 'obligation_tick (checklist_id)',
};
