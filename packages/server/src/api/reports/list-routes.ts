import * as z from 'zod';
import { reachOf } from '../../access/principal.ts';
import { surroundingsSchema } from '../../documents/documents.ts';
import { mainChannel } from '../../ingest/take-place.ts';
import type { Database } from '../../store/database.ts';
import { changeCounts, countsOf } from '../history/change-routes.ts';
import { cursorOf, page, pageOf, pageQuery } from '../page.ts';
import { ApiProblem } from '../problem.ts';
import { projectByUid } from '../projects/queries.ts';
import { route } from '../route.ts';
import { isoTime } from '../time.ts';
import { placedReports, reportRow, toReport } from './queries.ts';
import { reportStatus } from './routes.ts';

const listed = reportStatus.extend({
  /** What it changed when it came to stand for its project; `null` where it changed nothing, or never stood for it. */
  changes: changeCounts.nullable(),
  /** The report that stood for the project before it. */
  before: z.string().nullable(),
});

export const reportPage = pageOf(listed);

const reports = route({
  method: 'GET',
  url: '/projects/:id/reports',
  summary: 'Lists the reports of a channel of a project, the latest first.',
  needs: 'read',
  params: z.object({ id: z.string() }),
  query: pageQuery.extend({ channel: z.string().max(200).default(mainChannel) }),
  result: reportPage,
  handle: async ({ params: { id }, query: { after, limit, channel }, principal }, { database }) => {
    const project = await projectByUid(id, reachOf(principal, 'read'), database);
    const [last] = cursorOf(z.tuple([z.int()]), after) ?? [];
    const found = await database.read
      .selectFrom('channel')
      .where('projectId', '=', project.id)
      .where('name', '=', channel)
      .select('id')
      .executeTakeFirst();
    if (!found) return { items: [], next: null };
    const rows = await placedReports(database)
      .leftJoin('projectChange', 'projectChange.reportId', 'report.id')
      .leftJoin('report as previous', 'previous.id', 'projectChange.previousReportId')
      .where('report.channelId', '=', found.id)
      .$if(last !== undefined, (query) => query.where('report.id', '<', last ?? 0))
      .orderBy('report.id', 'desc')
      .limit(limit + 1)
      .select([
        'previous.uid as before',
        'projectChange.added',
        'projectChange.removed',
        'projectChange.versions',
        'projectChange.licenses',
        'projectChange.pins',
        'projectChange.opened',
        'projectChange.closed',
      ])
      .execute();
    return page(rows, limit, {
      item: (row) => ({ ...toReport(row), before: row.before, changes: changesOf(row) }),
      cursor: (row) => [row.id],
    });
  },
});

type Nullable<T> = { readonly [Key in keyof T]: T[Key] | null };

/** Columns of a row that may not be there: all of them are there, or none. */
function changesOf(row: Nullable<z.infer<typeof changeCounts>>): z.infer<typeof changeCounts> | null {
  const { added, removed, versions, licenses, pins, opened, closed } = row;
  if (added === null || removed === null || versions === null || licenses === null) return null;
  if (pins === null || opened === null || closed === null) return null;
  return countsOf({ added, removed, versions, licenses, pins, opened, closed });
}

const channel = z.object({
  name: z.string(),
  /** The report that stands for it. */
  report: z.string().nullable(),
  receivedAt: z.iso.datetime().nullable(),
  components: z.int().nullable(),
  findings: reportStatus.shape.findings,
});

export const channelPage = pageOf(channel);

const channels = route({
  method: 'GET',
  url: '/projects/:id/channels',
  summary: 'Lists the channels of a project by name, each with the report that stands for it.',
  needs: 'read',
  params: z.object({ id: z.string() }),
  query: pageQuery.extend({ name: z.string().max(200).optional() }),
  result: channelPage,
  handle: async ({ params: { id }, query: { after, limit, name }, principal }, { database }) => {
    const project = await projectByUid(id, reachOf(principal, 'read'), database);
    const [last = ''] = cursorOf(z.tuple([z.string()]), after) ?? [];
    const rows = await database.read
      .selectFrom('channel')
      .leftJoin('report', 'report.id', 'channel.reportId')
      .where('channel.projectId', '=', project.id)
      .where('channel.name', '>', last)
      .$if(name !== undefined, (query) => query.where('channel.name', '=', name ?? ''))
      .orderBy('channel.name')
      .limit(limit + 1)
      .select([
        'channel.name',
        'report.uid',
        'report.receivedAt',
        'report.components',
        'report.errors',
        'report.warnings',
        'report.notes',
      ])
      .execute();
    return page(rows, limit, {
      item: ({ name: named, uid, receivedAt, components, errors, warnings, notes }) => ({
        name: named,
        report: uid,
        receivedAt: receivedAt === null ? null : isoTime(receivedAt),
        components,
        findings:
          errors === null || warnings === null || notes === null
            ? null
            : { error: errors, warning: warnings, note: notes },
      }),
      cursor: (row) => [row.name],
    });
  },
});

export const graphAnswer = surroundingsSchema.extend({
  /** The key of the component that the node is; `null` where it is a part of the repository. */
  component: z.string().nullable(),
});

const graph = route({
  method: 'GET',
  url: '/reports/:id/graph',
  summary: 'Shows a node of the dependency graph of a report between what uses it and what it uses.',
  needs: 'read',
  params: z.object({ id: z.string() }),
  query: z.object({
    /** The id of a node; without it, the repository. */
    at: z.string().max(2_000).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(50),
  }),
  result: graphAnswer,
  handle: async ({ params: { id }, query: { at, limit }, principal }, { database, documents }) => {
    const report = await reportRow(id, reachOf(principal, 'read'), database);
    if (report.state !== 'processed')
      throw new ApiProblem('conflict', 'The report is not taken in: its status says what became of it.');
    const found = await documents.around(report.id, at ?? null, limit);
    if (!found) throw new ApiProblem('not-found', `The report has no unit or component "${at}".`);
    return { ...found, component: await keyOf(found.node.id, database) };
  },
});

/** The key of a component: a version may hold an `@` of its own, so that no `ref` tells where the key ends. */
async function keyOf(ref: string, { read }: Database): Promise<string | null> {
  const row = await read
    .selectFrom('version')
    .innerJoin('component', 'component.id', 'version.componentId')
    .where('version.ref', '=', ref)
    .select('component.key')
    .executeTakeFirst();
  return row?.key ?? null;
}

/** The reports of a project, its channels, and what uses what in a report. */
export const reportListRoutes = [reports, channels, graph];
