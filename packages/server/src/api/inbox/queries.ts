import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Reach } from '../../access/principal.ts';
import { decidedWithin, within } from '../../access/within.ts';
import type { Database } from '../../store/database.ts';
import { ApiProblem } from '../problem.ts';
import type { Narrowed } from './filter.ts';

interface Wanted extends Narrowed {
  readonly from: readonly number[] | null;
  readonly limit: number;
}

/** Questions that wait, the gravest and widest first. */
export function questions({ reach, conditions, from, limit }: Wanted, { read }: Database) {
  const { waiting, projects } = countsFor(reach);
  return base(reach, read)
    .where(waiting)
    .where(all(conditions))
    .$if(from !== null, (query) =>
      query.where(
        sql<boolean>`(decision_group.severity, ${projects}, decision_group.id) < (${sql.join(from ?? [])})`,
      ),
    )
    .orderBy('decisionGroup.severity', 'desc')
    .orderBy(projects, 'desc')
    .orderBy('decisionGroup.id', 'desc')
    .limit(limit)
    .execute();
}

/** One question, whether it waits or not; throws an `ApiProblem` where there is none, or none that concerns the asker. */
export async function questionByUid(uid: string, reach: Reach, { read }: Database) {
  const row = await base(reach, read)
    .where('decisionGroup.uid', '=', uid)
    .where(concerns(reach))
    .executeTakeFirst();
  if (!row) throw new ApiProblem('not-found', `There is no question "${uid}".`);
  return row;
}

export type QuestionRow = Awaited<ReturnType<typeof questionByUid>>;

/** What somebody has, or had, a finding of, or sees a decision about: what never waited is not counted. */
function concerns(reach: Reach): RawBuilder<SqlBool> {
  if (reach === 'all') return sql`true`;
  return sql`(counts.id is not null or exists (
    select 1 from finding join project on project.id = finding.project_id
    where finding.decision_group_id = decision_group.id and ${within(reach)})
  or exists (
    select 1 from decision left join project on project.id = decision.project_id
    where decision.decision_group_id = decision_group.id and ${decidedWithin(reach)}))`;
}

/** How many questions wait, and how many findings of them, as far as is counted. */
export async function countQuestions({ reach, conditions }: Narrowed, most: number, { read }: Database) {
  const { waiting, open } = countsFor(reach);
  const some = base(reach, read)
    .where(waiting)
    .where(all(conditions))
    .limit(most + 1)
    .clearSelect()
    .select(open.as('open'));
  const { questions: count, findings } = await read
    .selectFrom(some.as('some'))
    .select(({ fn }) => [fn.countAll<number>().as('questions'), fn.sum<number | null>('open').as('findings')])
    .executeTakeFirstOrThrow();
  return { questions: Number(count), findings: Number(findings ?? 0) };
}

/** All of some conditions. */
export function all(conditions: readonly RawBuilder<SqlBool>[]): RawBuilder<SqlBool> {
  return conditions.length === 0 ? sql`true` : sql.join([...conditions], sql` and `);
}

/** What waits of a question: in all projects by the counts that it carries itself, which its index is sorted by. */
function countsFor(reach: Reach) {
  return reach === 'all'
    ? {
        waiting: sql<SqlBool>`decision_group.open > 0`,
        open: sql<number>`decision_group.open`,
        projects: sql<number>`decision_group.open_projects`,
      }
    : {
        waiting: sql<SqlBool>`counts.open > 0`,
        open: sql<number>`coalesce(counts.open, 0)`,
        projects: sql<number>`coalesce(counts.open_projects, 0)`,
      };
}

function base(reach: Reach, read: Database['read']) {
  const { open, projects } = countsFor(reach);
  return read
    .selectFrom('decisionGroup')
    .$if(reach !== 'all', (query) =>
      query.leftJoin(
        (from) =>
          from
            .selectFrom('openInGroup')
            .where('openInGroup.projectGroupId', 'in', reach === 'all' ? [] : [...reach, 0])
            .groupBy('openInGroup.decisionGroupId')
            .select(({ fn }) => [
              'openInGroup.decisionGroupId as id',
              fn.sum<number>('openInGroup.open').as('open'),
              fn.sum<number>('openInGroup.openProjects').as('openProjects'),
            ])
            .as('counts'),
        (join) => join.onRef('counts.id', '=', 'decisionGroup.id'),
      ),
    )
    .leftJoin('component', 'component.id', 'decisionGroup.componentId')
    .leftJoin('license', 'license.id', 'decisionGroup.licenseId')
    .select([
      'decisionGroup.id',
      'decisionGroup.uid',
      'decisionGroup.rule',
      'decisionGroup.severity',
      'decisionGroup.firstSeenAt',
      'decisionGroup.class',
      'decisionGroup.componentId',
      'component.key',
      'component.kind',
      'component.name',
      'license.expression',
      open.as('open'),
      projects.as('projects'),
    ]);
}
