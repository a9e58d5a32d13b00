import { sql } from 'kysely';
import * as z from 'zod';
import { type Reach, reachOf } from '../../access/principal.ts';
import { within } from '../../access/within.ts';
import type { Database } from '../../store/database.ts';
import { narrowedTo } from '../groups/narrowed-to.ts';
import { cursorOf, page, pageOf, pageQuery } from '../page.ts';
import { route } from '../route.ts';
import { isoTime } from '../time.ts';

/** How much a report changed. */
export const changeCounts = z.object({
  /** Components, whatever their version. */
  added: z.int(),
  removed: z.int(),
  versions: z.int(),
  licenses: z.int(),
  pins: z.int(),
  /** Findings. */
  opened: z.int(),
  closed: z.int(),
});

const change = z.object({
  project: z.object({ id: z.string(), name: z.string() }),
  at: z.iso.datetime(),
  report: z.string(),
  /** What it can be compared with; `null` where it was the first one, or that is gone. */
  before: z.string().nullable(),
  isFirst: z.boolean(),
  changes: changeCounts,
});

export const changePage = pageOf(change);

const list = route({
  method: 'GET',
  url: '/changes',
  summary: 'Lists the reports that changed anything in their projects, the latest first.',
  needs: 'read',
  query: pageQuery.extend({ group: z.string().optional() }),
  result: changePage,
  handle: async ({ query: { after, limit, group: asked }, principal }, { database }) => {
    const [last] = cursorOf(z.tuple([z.int()]), after) ?? [];
    const reach = await narrowedTo(asked, reachOf(principal, 'read'), database);
    const parts = partsOf(reach);
    // Of each group as many as the page has: by its index, however few of all they are.
    const [first = '', ...others] = parts.map((groups) => latest(groups, last, limit + 1, database));
    if (first === '') return { items: [], next: null };
    const ids = others.reduce((all, each) => all.unionAll(each), first);
    const rows = await database.read
      .selectFrom('projectChange')
      .innerJoin(ids.as('latest'), 'latest.id', 'projectChange.id')
      .innerJoin('project', 'project.id', 'projectChange.projectId')
      .innerJoin('report', 'report.id', 'projectChange.reportId')
      .leftJoin('report as previous', 'previous.id', 'projectChange.previousReportId')
      .where(within(reach))
      .orderBy('projectChange.id', 'desc')
      .limit(limit + 1)
      .selectAll('projectChange')
      .select(['project.uid', 'project.name', 'report.uid as report', 'previous.uid as before'])
      .execute();
    return page(rows, limit, {
      item: ({ uid, name, at, report, before, previousReportId, ...row }) => ({
        project: { id: uid, name },
        at: isoTime(at),
        report,
        before,
        isFirst: previousReportId === null,
        changes: countsOf(row),
      }),
      cursor: ({ id }) => [id],
    });
  },
});

// A union may have 500 parts in SQLite. Of so many groups some change soon, however the list is gone through.
const mostParts = 100;

function partsOf(reach: Reach): readonly Reach[] {
  if (reach === 'all' || reach.length > mostParts) return [reach];
  return reach.map((group) => [group]);
}

function latest(groups: Reach, last: number | undefined, limit: number, { read }: Database) {
  const ids = read
    .selectFrom('projectChange')
    .$if(groups !== 'all', (query) => query.where('projectGroupId', 'in', groups === 'all' ? [] : groups))
    .$if(last !== undefined, (query) => query.where('id', '<', last ?? 0))
    .orderBy('id', 'desc')
    .limit(limit)
    .select('id');
  // Parts of a union have no order and no end of their own in SQLite.
  return read.selectFrom(ids.as('part')).select(sql<number>`part.id`.as('id'));
}

/** The counts of a row of changes. */
export function countsOf({
  added,
  removed,
  versions,
  licenses,
  pins,
  opened,
  closed,
}: z.infer<typeof changeCounts>): z.infer<typeof changeCounts> {
  return { added, removed, versions, licenses, pins, opened, closed };
}

/** What changed lately. */
export const changeRoutes = [list];
