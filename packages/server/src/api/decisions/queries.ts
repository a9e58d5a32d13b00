import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Reach } from '../../access/principal.ts';
import { within } from '../../access/within.ts';
import type { NewDecision } from '../../decisions/decide.ts';
import { seenBy } from '../../decisions/standing.ts';
import type { Database } from '../../store/database.ts';
import type { DecisionState } from '../../store/tables.ts';
import { groupInReach } from '../inbox/groups.ts';
import { all } from '../inbox/queries.ts';
import { ApiProblem } from '../problem.ts';

/** A decision group by the id that the inbox gives; throws an `ApiProblem` where there is none. */
export async function groupByUid(uid: string, { read }: Database) {
  const row = await read.selectFrom('decisionGroup').where('uid', '=', uid).select('id').executeTakeFirst();
  if (!row) throw new ApiProblem('not-found', `There is no question "${uid}".`);
  return row;
}

/** A scope by the ids that the API gives. */
export type WantedScope =
  | { readonly is: 'project'; readonly project: string }
  | { readonly is: 'group'; readonly group: string }
  | { readonly is: 'all' };

/** A scope as ids; throws an `ApiProblem` where it names nothing, or more than the caller reviews. */
export async function scopeOf(
  wanted: WantedScope,
  reach: Reach,
  database: Database,
): Promise<Pick<NewDecision, 'projectId' | 'projectGroupId'>> {
  if (wanted.is === 'all') {
    if (reach !== 'all')
      throw new ApiProblem('forbidden', 'Who reviews some project groups decides for those.');
    return { projectId: null, projectGroupId: null };
  }
  if (wanted.is === 'group')
    return { projectId: null, projectGroupId: (await groupInReach(wanted.group, reach, database)).id };
  const row = await database.read
    .selectFrom('project')
    .where('uid', '=', wanted.project)
    .where(within(reach))
    .select('id')
    .executeTakeFirst();
  if (!row) throw new ApiProblem('not-found', `There is no project "${wanted.project}".`);
  return { projectId: row.id, projectGroupId: null };
}

/** Which decisions are wanted; each of these is an index. */
export interface WantedDecisions {
  readonly uid?: string | undefined;
  /** The `uid` of the decision group. */
  readonly question?: string | undefined;
  /** The key of the component. */
  readonly component?: string | undefined;
  readonly batch?: string | undefined;
  readonly state?: DecisionState | undefined;
  /** Of those in force, those that end before a time: the next to end comes first. */
  readonly expiringBefore?: number | undefined;
}

interface Part {
  readonly from: readonly number[] | null;
  readonly limit: number;
}

/** Decisions that somebody may see: those for all, and those within what they reach; the latest first. */
export function decisionRows(
  wanted: WantedDecisions,
  { from, limit }: Part,
  reach: Reach,
  { read }: Database,
) {
  const isByEnd = wanted.expiringBefore !== undefined;
  const [before] = from ?? [];
  return read
    .selectFrom('decision')
    .innerJoin('decisionGroup', 'decisionGroup.id', 'decision.decisionGroupId')
    .leftJoin('component', 'component.id', 'decisionGroup.componentId')
    .leftJoin('license', 'license.id', 'decisionGroup.licenseId')
    .leftJoin('project', 'project.id', 'decision.projectId')
    .leftJoin('projectGroup', 'projectGroup.id', 'decision.projectGroupId')
    .where(seenBy(reach))
    .where(all(conditionsOf(wanted)))
    .$if(isByEnd && from !== null, (query) =>
      query.where(sql<boolean>`(decision.expires_at, decision.id) > (${sql.join(from ?? [])})`),
    )
    .$if(!isByEnd && before !== undefined, (query) => query.where('decision.id', '<', before ?? 0))
    .$if(isByEnd, (query) => query.orderBy('decision.expiresAt').orderBy('decision.id'))
    .$if(!isByEnd, (query) => query.orderBy('decision.id', 'desc'))
    .limit(limit)
    .selectAll('decision')
    .select([
      'decisionGroup.uid as question',
      'decisionGroup.rule',
      'component.key',
      'component.name as componentName',
      'license.expression',
      'project.uid as project',
      'project.name as projectName',
      'project.groupId as groupOfProject',
      'projectGroup.uid as group',
      'projectGroup.name as groupName',
    ])
    .execute();
}

function conditionsOf(wanted: WantedDecisions): readonly RawBuilder<SqlBool>[] {
  const { uid, question, component, batch, state, expiringBefore } = wanted;
  const conditions: RawBuilder<SqlBool>[] = [];
  if (uid !== undefined) conditions.push(sql`decision.uid = ${uid}`);
  if (question !== undefined) conditions.push(sql`decision_group.uid = ${question}`);
  if (component !== undefined)
    conditions.push(sql`decision_group.component_id in (select id from component where key = ${component})`);
  if (batch !== undefined) conditions.push(sql`decision.batch = ${batch}`);
  if (expiringBefore !== undefined)
    conditions.push(sql`decision.state = 'in-force' and decision.expires_at <= ${expiringBefore}`);
  else if (state !== undefined) conditions.push(sql`decision.state = ${state}`);
  return conditions;
}
