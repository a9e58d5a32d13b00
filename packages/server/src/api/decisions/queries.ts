import { sql } from 'kysely';
import type { Reach } from '../../access/principal.ts';
import { within } from '../../access/within.ts';
import type { NewDecision } from '../../decisions/decide.ts';
import type { Database } from '../../store/database.ts';
import { ApiProblem } from '../problem.ts';

/** A decision group by the id that the inbox gives; throws an `ApiProblem` where there is none. */
export async function groupByUid(uid: string, { read }: Database) {
  const row = await read.selectFrom('decisionGroup').where('uid', '=', uid).select('id').executeTakeFirst();
  if (!row) throw new ApiProblem('not-found', `There is no question "${uid}".`);
  return row;
}

type Wanted =
  | { readonly is: 'project'; readonly project: string }
  | { readonly is: 'group'; readonly group: string }
  | { readonly is: 'all' };

/** A scope as ids; throws an `ApiProblem` where it names nothing, or more than the caller reviews. */
export async function scopeOf(
  wanted: Wanted,
  reach: Reach,
  { read }: Database,
): Promise<Pick<NewDecision, 'projectId' | 'projectGroupId'>> {
  if (wanted.is === 'all') {
    if (reach !== 'all')
      throw new ApiProblem('forbidden', 'Who reviews some project groups decides for those.');
    return { projectId: null, projectGroupId: null };
  }
  if (wanted.is === 'project') {
    const row = await read
      .selectFrom('project')
      .where('uid', '=', wanted.project)
      .where(within(reach))
      .select('id')
      .executeTakeFirst();
    if (!row) throw new ApiProblem('not-found', `There is no project "${wanted.project}".`);
    return { projectId: row.id, projectGroupId: null };
  }
  const row = await read
    .selectFrom('projectGroup')
    .where('uid', '=', wanted.group)
    .select('id')
    .executeTakeFirst();
  if (!row || (reach !== 'all' && !reach.includes(row.id)))
    throw new ApiProblem('not-found', `There is no project group "${wanted.group}".`);
  return { projectId: null, projectGroupId: row.id };
}

interface WantedRows {
  readonly uid: string | null;
  /** The `uid` of the decision group. */
  readonly question: string | null;
  readonly before: number | null;
  readonly limit: number;
}

/** Decisions that somebody may see: those for all, and those within what they reach; the latest first. */
export function decisionRows({ uid, question, before, limit }: WantedRows, reach: Reach, { read }: Database) {
  return read
    .selectFrom('decision')
    .innerJoin('decisionGroup', 'decisionGroup.id', 'decision.decisionGroupId')
    .leftJoin('component', 'component.id', 'decisionGroup.componentId')
    .leftJoin('license', 'license.id', 'decisionGroup.licenseId')
    .leftJoin('project', 'project.id', 'decision.projectId')
    .leftJoin('projectGroup', 'projectGroup.id', 'decision.projectGroupId')
    .where(({ or, and, eb }) =>
      or([
        and([eb('decision.projectId', 'is', null), eb('decision.projectGroupId', 'is', null)]),
        and([eb('decision.projectId', 'is not', null), within(reach)]),
        and([
          eb('decision.projectGroupId', 'is not', null),
          reach === 'all' ? sql<boolean>`true` : eb('decision.projectGroupId', 'in', [...reach, 0]),
        ]),
      ]),
    )
    .$if(uid !== null, (query) => query.where('decision.uid', '=', uid ?? ''))
    .$if(question !== null, (query) => query.where('decisionGroup.uid', '=', question ?? ''))
    .$if(before !== null, (query) => query.where('decision.id', '<', before ?? 0))
    .orderBy('decision.id', 'desc')
    .limit(limit)
    .selectAll('decision')
    .select([
      'decisionGroup.uid as question',
      'decisionGroup.rule',
      'component.key',
      'license.expression',
      'project.uid as project',
      'projectGroup.uid as group',
    ])
    .execute();
}
