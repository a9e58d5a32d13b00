import { sql } from 'kysely';
import type { Reach } from '../../access/principal.ts';
import type { Database } from '../../store/database.ts';

interface Wanted {
  /** The `uid` of one question, whether it waits or not; `null` for those that wait. */
  readonly uid: string | null;
  readonly reach: Reach;
  readonly from: readonly number[] | null;
  readonly limit: number;
}

/** Questions with what waits of them: in all projects by the counts that each carries, in some by those of their project groups. */
export function questions({ reach, uid, from, limit }: Wanted, { read }: Database) {
  const counted = read
    .selectFrom('openInGroup')
    .where('openInGroup.projectGroupId', 'in', reach === 'all' ? [] : [...reach])
    .groupBy('openInGroup.decisionGroupId')
    .select(({ fn }) => [
      'openInGroup.decisionGroupId as id',
      fn.sum<number>('openInGroup.open').as('open'),
      fn.sum<number>('openInGroup.openProjects').as('openProjects'),
    ]);
  const all = read.selectFrom('decisionGroup').select(['id', 'open', 'openProjects']);
  // The order of all is that of an index.
  const projects = sql.raw(reach === 'all' ? 'decision_group.open_projects' : 'counts.open_projects');
  return read
    .with('counts', () => (reach === 'all' ? all : counted))
    .selectFrom('decisionGroup')
    .innerJoin('counts', 'counts.id', 'decisionGroup.id')
    .leftJoin('component', 'component.id', 'decisionGroup.componentId')
    .leftJoin('license', 'license.id', 'decisionGroup.licenseId')
    .where(({ eb }) =>
      uid !== null
        ? eb('decisionGroup.uid', '=', uid)
        : reach === 'all'
          ? sql<boolean>`decision_group.open > 0`
          : eb('counts.open', '>', 0),
    )
    .$if(from !== null, (query) =>
      query.where(
        sql<boolean>`(decision_group.severity, ${projects}, decision_group.id) < (${sql.join(from ?? [])})`,
      ),
    )
    .$if(uid === null, (query) =>
      query
        .orderBy('decisionGroup.severity', 'desc')
        .orderBy(projects, 'desc')
        .orderBy('decisionGroup.id', 'desc'),
    )
    .limit(limit)
    .select([
      'decisionGroup.id',
      'decisionGroup.uid',
      'decisionGroup.rule',
      'decisionGroup.severity',
      'decisionGroup.firstSeenAt',
      'component.key',
      'component.kind',
      'component.name',
      'license.expression',
      'counts.open',
      'counts.openProjects as projects',
    ])
    .execute();
}
