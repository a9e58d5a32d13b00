import * as z from 'zod';
import { type Reach, reachOf } from '../../access/principal.ts';
import { judgedBy } from '../../history/judged-by.ts';
import type { ServerMeans } from '../../server-means.ts';
import type { Section } from '../../store/history-tables.ts';
import { cursorOf, page, pageOf, pageQuery } from '../page.ts';
import { ApiProblem } from '../problem.ts';
import { type PlacedReport, reportRow, toReport } from '../reports/queries.ts';
import { reportStatus } from '../reports/routes.ts';
import { route } from '../route.ts';
import { comparisonHead, componentChange, findingChange } from './entries.ts';

const pair = z.object({ before: z.string(), after: z.string() });

export const comparison = comparisonHead.extend({ before: reportStatus, after: reportStatus });

const one = route({
  method: 'GET',
  url: '/comparisons/:before/:after',
  summary: 'Counts what changed between two reports, as "fineprint diff" compares them.',
  needs: 'read',
  params: pair,
  result: comparison,
  handle: async ({ params, principal }, means) => {
    const { before, after, head } = await compared(params, reachOf(principal, 'read'), means);
    return { before: toReport(before), after: toReport(after), ...comparisonHead.parse(JSON.parse(head)) };
  },
});

export const componentChangePage = pageOf(componentChange);

const components = route({
  method: 'GET',
  url: '/comparisons/:before/:after/components',
  summary:
    'Lists the components that changed in one way: a component that changed in several stands under the gravest. Of each way 5,000 are listed.',
  needs: 'read',
  params: pair,
  query: pageQuery.extend({ change: z.enum(['license', 'pin', 'version', 'added', 'removed']) }),
  result: componentChangePage,
  handle: async ({ params, query: { change, ...asked }, principal }, means) => {
    const { id } = await compared(params, reachOf(principal, 'read'), means);
    return entries(componentChange, { comparisonId: id, section: change, ...asked }, means);
  },
});

export const findingChangePage = pageOf(findingChange);

const findings = route({
  method: 'GET',
  url: '/comparisons/:before/:after/findings',
  summary: 'Lists the findings that opened, or those that closed; 5,000 of each are listed.',
  needs: 'read',
  params: pair,
  query: pageQuery.extend({ change: z.enum(['opened', 'closed']) }),
  result: findingChangePage,
  handle: async ({ params, query: { change, ...asked }, principal }, means) => {
    const { id } = await compared(params, reachOf(principal, 'read'), means);
    return entries(findingChange, { comparisonId: id, section: change, ...asked }, means);
  },
});

/** The comparison of two reports, worked out where it is not at hand; throws an `ApiProblem` where it cannot be. */
async function compared(
  { before, after }: z.infer<typeof pair>,
  reach: Reach,
  { database, documents, clock }: Pick<ServerMeans, 'database' | 'documents' | 'clock'>,
) {
  const [one, other] = [await reportRow(before, reach, database), await reportRow(after, reach, database)];
  for (const report of [one, other]) refuseUnread(report);
  const by = await judgedBy([one.groupId, other.groupId], database.read, clock);
  const kept = () =>
    database.read
      .selectFrom('comparison')
      .where('beforeId', '=', one.id)
      .where('afterId', '=', other.id)
      .select(['id', 'head', 'judgedBy'])
      .executeTakeFirst();
  let row = await kept();
  if (row?.judgedBy !== by) {
    await documents.compare({ beforeId: one.id, afterId: other.id, judgedBy: by });
    row = await kept();
  }
  if (!row) throw new ApiProblem('conflict', 'The reports were deleted meanwhile.');
  return { before: one, after: other, ...row };
}

function refuseUnread({ uid, state }: PlacedReport): void {
  if (state !== 'processed')
    throw new ApiProblem(
      'conflict',
      `The report "${uid}" is not taken in: its status says what became of it.`,
    );
}

interface Part {
  readonly comparisonId: number;
  readonly section: Section;
  readonly after?: string | undefined;
  readonly limit: number;
}

async function entries<T extends z.ZodType>(
  schema: T,
  { comparisonId, section, after, limit }: Part,
  { database }: Pick<ServerMeans, 'database'>,
) {
  const [last = -1] = cursorOf(z.tuple([z.int()]), after) ?? [];
  const rows = await database.read
    .selectFrom('comparisonEntry')
    .where('comparisonId', '=', comparisonId)
    .where('section', '=', section)
    .where('position', '>', last)
    .orderBy('position')
    .limit(limit + 1)
    .select(['position', 'content'])
    .execute();
  return page(rows, limit, {
    item: ({ content }) => schema.parse(JSON.parse(content)),
    cursor: ({ position }) => [position],
  });
}

/** What changed between two reports. */
export const comparisonRoutes = [one, components, findings];
