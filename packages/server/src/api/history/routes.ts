import { sql } from 'kysely';
import * as z from 'zod';
import { type Reach, reachOf } from '../../access/principal.ts';
import { useColumns } from '../../history/counts.ts';
import { dayOf, isoDay } from '../../history/day.ts';
import { allGroups, snapshotGroups } from '../../history/snapshot-groups.ts';
import type { Database } from '../../store/database.ts';
import { narrowedTo } from '../groups/narrowed-to.ts';
import { projectByUid } from '../projects/queries.ts';
import { route } from '../route.ts';
import { pointSchema, toPoint } from './points.ts';

const trendQuery = z.object({ days: z.coerce.number().int().min(1).max(400).default(90) });

/** Points by day, the oldest first: each holds until the next one, the last until the end. */
const trendOf = <T extends z.ZodType>(point: T) =>
  z.object({ from: z.iso.date(), to: z.iso.date(), points: z.array(point) });

export const projectTrend = trendOf(pointSchema);

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
    const today = dayOf(clock.now());
    const first = today - days + 1;
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
    const points = rows.map((row) => toPoint({ ...row, day: Math.max(row.day, first) }));
    return { from: isoDay(first), to: isoDay(today), points };
  },
});

export const portfolioTrend = trendOf(pointSchema.extend({ projects: z.int() }));

const ofGroups = route({
  method: 'GET',
  url: '/trend',
  summary: 'Tells how the projects of a project group, or all that one sees, stood, a point for each day.',
  needs: 'read',
  query: trendQuery.extend({ group: z.string().optional() }),
  result: portfolioTrend,
  handle: async ({ query: { days, group }, principal }, { database, clock }) => {
    const ids = await groupsAsked(group, reachOf(principal, 'read'), database);
    const today = dayOf(clock.now());
    const time = { from: isoDay(today - days + 1), to: isoDay(today) };
    if (ids.length === 0) return { ...time, points: [] };
    let rows = await pointsOf(ids, today - days, database);
    // Where no project has a report a sum of all would say nothing new, each time.
    if (Number(rows.at(-1)?.projects ?? 0) === 0 && (await hasReports(ids, database))) {
      // Whoever has just sent a first report does not wait for the chore.
      await snapshotGroups(database, clock);
      rows = await pointsOf(ids, today - days, database);
    }
    const points = rows.filter(({ projects }) => Number(projects) > 0);
    return { ...time, points: points.map((row) => ({ ...toPoint(row), projects: Number(row.projects) })) };
  },
});

/** Whether a report was taken in of any project of some groups: the latest change of each project stays. */
async function hasReports(groupIds: readonly number[], { read }: Database): Promise<boolean> {
  const change = await read
    .selectFrom('projectChange')
    .$if(!groupIds.includes(allGroups), (query) => query.where('projectGroupId', 'in', groupIds))
    .orderBy('id', 'desc')
    .limit(1)
    .select('id')
    .executeTakeFirst();
  return change !== undefined;
}

/** The days after one, each the sum of some groups. */
function pointsOf(groupIds: readonly number[], after: number, { read }: Database) {
  return read
    .selectFrom('groupSnapshot')
    .where('projectGroupId', 'in', groupIds)
    .where('day', '>', after)
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
}

/** Whose snapshots are summed up: whoever sees all has one row a day. */
async function groupsAsked(
  group: string | undefined,
  reach: Reach,
  database: Database,
): Promise<readonly number[]> {
  const narrowed = await narrowedTo(group, reach, database);
  return narrowed === 'all' ? [allGroups] : narrowed;
}

/** How projects and groups stood over time. */
export const trendRoutes = [ofProject, ofGroups];
