import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Reach } from '../../access/principal.ts';
import { within } from '../../access/within.ts';
import type { Database } from '../../store/database.ts';

interface Wanted {
  readonly uid: string | null;
  readonly before: number | null;
  readonly limit: number;
}

/** Batches that somebody may see, the latest first. */
export function batchRows({ uid, before, limit }: Wanted, reach: Reach, { read }: Database) {
  return read
    .selectFrom('batch')
    .leftJoin('project', 'project.id', 'batch.projectId')
    .leftJoin('projectGroup', 'projectGroup.id', 'batch.projectGroupId')
    .where(seenBy(reach))
    .$if(uid !== null, (query) => query.where('batch.uid', '=', uid ?? ''))
    .$if(before !== null, (query) => query.where('batch.id', '<', before ?? 0))
    .orderBy('batch.id', 'desc')
    .limit(limit)
    .selectAll('batch')
    .select([
      'project.uid as project',
      'project.name as projectName',
      'project.groupId as groupOfProject',
      'projectGroup.uid as group',
      'projectGroup.name as groupName',
    ])
    .execute();
}

function seenBy(reach: Reach): RawBuilder<SqlBool> {
  if (reach === 'all') return sql`true`;
  const ids = sql.join([...reach, 0]);
  return sql`(batch.project_id is null and batch.project_group_id is null
    or batch.project_id is not null and ${within(reach)}
    or batch.project_group_id in (${ids}))`;
}
