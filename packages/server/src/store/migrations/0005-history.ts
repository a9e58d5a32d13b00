import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../database.ts';
import { tables } from './columns.ts';

// As `history/counts.ts` has them; what is released here is never changed, so that it is written out.
const classes =
  'public_domain permissive weak_copyleft strong_copyleft network_copyleft source_available non_commercial proprietary unstated none unknown';
const pins = 'digest commit exact tag range branch none unknown';
const totals = 'components errors warnings notes open';

/** Snapshots of projects and groups by day, what reports changed, and comparisons that were worked out. */
export async function history(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const table = tables(db, dialect);
  const uses = [
    ...classes.split(' ').map((name) => `class_${name}`),
    ...pins.split(' ').map((name) => `pin_${name}`),
  ];
  const counts = Object.fromEntries(
    [...totals.split(' '), ...uses].map((column) => [column, 'integer'] as const),
  );
  await sql`alter table project add column snapshot_day bigint`.execute(db);
  for (const column of uses)
    await sql`alter table project add column ${sql.ref(column)} bigint not null default 0`.execute(db);
  await table('snapshot', { project_id: 'project', day: 'integer', ...counts });
  await table('group_snapshot', {
    project_group_id: 'integer',
    day: 'integer',
    projects: 'integer',
    ...counts,
  });
  await table('project_change', {
    id: 'identity',
    project_id: 'project',
    project_group_id: 'project_group',
    report_id: 'report',
    previous_report_id: 'integer?',
    at: 'integer',
    added: 'integer',
    removed: 'integer',
    versions: 'integer',
    licenses: 'integer',
    pins: 'integer',
    opened: 'integer',
    closed: 'integer',
  });
  await table('comparison', {
    id: 'identity',
    before_id: 'report',
    after_id: 'report',
    made_at: 'integer',
    head: 'text',
  });
  await table('comparison_entry', {
    comparison_id: 'comparison',
    section: 'text',
    position: 'integer',
    content: 'text',
  });
  for (const [name, on] of Object.entries(indexes)) await sql.raw(`create ${on(name)}`).execute(db);
}

const index = (on: string) => (name: string) => `index "${name}" on ${on}`;
const unique = (on: string) => (name: string) => `unique index "${name}" on ${on}`;

const indexes = {
  snapshot_of_project: unique('snapshot (project_id, day)'),
  snapshot_day: index('snapshot (day)'),
  group_snapshot_day: unique('group_snapshot (project_group_id, day)'),
  change_of_project: index('project_change (project_id, id)'),
  change_of_report: unique('project_change (report_id)'),
  change_in_group: index('project_change (project_group_id, id)'),
  change_time: index('project_change (at)'),
  comparison_pair: unique('comparison (before_id, after_id)'),
  comparison_after: index('comparison (after_id)'),
  comparison_time: index('comparison (made_at)'),
  comparison_place: unique('comparison_entry (comparison_id, section, position)'),
  finding_standing: index('finding (project_id, state, severity, id)'),
};
