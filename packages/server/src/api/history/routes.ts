import { sql } from 'kysely';
import * as z from 'zod';
import { type Reach, reachOf } from '../../access/principal.ts';
import { useColumns } from '../../history/counts.ts';
import { dayOf } from '../../history/day.ts';
import { allGroups } from '../../history/snapshot-groups.ts';
import type { Database } from '../../store/database.ts';
import { ApiProblem } from '../problem.ts';
import { projectByUid } from '../projects/queries.ts';
import { route } from '../route.ts';
import { pointSchema, toPoint } from './points.ts';

const trendQuery = z.object({ days: z.coerce.number().int().min(1).max(400).default(90) });

/** Points by day, the oldest first; between two of them the earlier one holds. */
export const projectTrend = z.object({ points: z.array(pointSchema) });

const ofProject = route({
  method: 'GET',
  url: '/projects/:id/trend',
  summary: 'Tells how a project stood, a point for each day on which a report was taken in.',
  needs: 'read',
  params: z.object({ id: z.string() }),
  query: trendQuery,
  result: projectTrend,
  handle: async ({ params: { id }, query: { days }, principal }, { database, clock }) => {
    const project = await projectByUid(id, reachOf(principal, 'read'), database);
    const first = dayOf(clock.now()) - days + 1;
    // The state in which the time begins is the last one before it.
    const before = database.read
      .selectFrom('snapshot')
      .where('projectId', '=', project.id)
      .where('day', '<=', first)
      .select(({ fn }) => fn.max('day').as('day'));
    const rows = await database.read
      .selectFrom('snapshot')
      .where('projectId', '=', project.id)
      .where('day', '>=', sql<number>`coalesce(${before}, ${first})`)
      .orderBy('day')
      .selectAll()
      .execute();
    return { points: rows.map((row) => toPoint({ ...row, day: Math.max(row.day, first) })) };
  },
});

export const portfolioTrend = z.object({
  points: z.array(pointSchema.extend({ projects: z.int() })),
});

const ofGroups = route({
  method: 'GET',
  url: '/trend',
  summary: 'Tells how the projects of a project group, or all that one sees, stood, a point for each day.',
  needs: 'read',
  query: trendQuery.extend({ group: z.string().optional() }),
  result: portfolioTrend,
  handle: async ({ query: { days, group }, principal }, { database, clock }) => {
    const ids = await groupsAsked(group, reachOf(principal, 'read'), database);
    if (ids.length === 0) return { points: [] };
    const rows = await database.read
      .selectFrom('groupSnapshot')
      .where('projectGroupId', 'in', ids)
      .where('day', '>', dayOf(clock.now()) - days)
      .groupBy('day')
      .orderBy('day')
      .select('day')
      .select(({ fn }) => [
        fn.sum<number>('projects').as('projects'),
        fn.sum<number>('components').as('components'),
        fn.sum<number>('errors').as('errors'),
        fn.sum<number>('warnings').as('warnings'),
        fn.sum<number>('notes').as('notes'),
        fn.sum<number>('open').as('open'),
        ...useColumns.map((column) => fn.sum<number>(column).as(column)),
      ])
      .execute();
    return { points: rows.map((row) => ({ ...toPoint(row), projects: Number(row.projects) })) };
  },
});

/** Whose snapshots are summed up: whoever sees all has one row a day. */
async function groupsAsked(
  group: string | undefined,
  reach: Reach,
  { read }: Database,
): Promise<readonly number[]> {
  if (group === undefined) return reach === 'all' ? [allGroups] : reach;
  const row = await read.selectFrom('projectGroup').where('uid', '=', group).select('id').executeTakeFirst();
  if (!row || (reach !== 'all' && !reach.includes(row.id)))
    throw new ApiProblem('not-found', `There is no project group "${group}".`);
  return [row.id];
}

/** How projects and groups stood over time. */
export const trendRoutes = [ofProject, ofGroups];
