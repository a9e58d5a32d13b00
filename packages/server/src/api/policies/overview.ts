import { sql } from 'kysely';
import * as z from 'zod';
import { type Reach, reachOf } from '../../access/principal.ts';
import { within } from '../../access/within.ts';
import { lineDiff } from '../../policies/line-diff.ts';
import { leaseMs } from '../../policies/rejudge-due.ts';
import { defectsOf } from '../../policies/validate.ts';
import type { ServerMeans } from '../../server-means.ts';
import { boundedCount, counted, cursorOf, mostCounted, page, pageOf, pageQuery } from '../page.ts';
import { route } from '../route.ts';
import { groupIdOf, scopeSchema } from './scope.ts';
import { defectSchema, diffSchema, policyText } from './versions.ts';

const head = z.object({ id: z.string(), number: z.int() }).nullable();

export const policyPage = pageOf(
  z.object({
    scope: scopeSchema,
    name: z.string(),
    published: head,
    draft: head,
    /** Whether the asker may write it. */
    mayWrite: z.boolean(),
  }),
);

const list = route({
  method: 'GET',
  url: '/policies',
  summary:
    'Lists the policies: that for all projects, then those of the project groups that one sees, or with `group` (its id) that of one alone. What is published for a group is laid over that for all.',
  needs: 'read',
  query: pageQuery.extend({ group: z.string().max(100).optional() }),
  result: policyPage,
  handle: async ({ query: { after, limit, group }, principal }, { database }) => {
    const [last = null] = cursorOf(z.tuple([z.int()]), after) ?? [];
    const reach = reachOf(principal, 'read');
    const only = group === undefined ? null : await groupIdOf({ is: 'group', group }, reach, database);
    const groups = await database.read
      .selectFrom('projectGroup')
      .where('id', '>', last ?? 0)
      .$if(only !== null, (query) => query.where('id', '=', only))
      .$if(reach !== 'all', (query) => query.where('id', 'in', reach === 'all' ? [] : [...reach, 0]))
      .orderBy('id')
      .limit(limit + 1)
      .select(['id', 'uid', 'name'])
      .execute();
    const versions = await headRows([0, ...groups.map(({ id }) => id)], database);
    const headOf = (groupId: number | null, wanted: string) => {
      const found = versions.find((each) => each.groupId === groupId && each.state === wanted);
      return found ? { id: found.uid, number: found.number } : null;
    };
    const written = reachOf(principal, 'policy');
    const heads = (groupId: number | null) => ({
      mayWrite: written === 'all' || (groupId !== null && written.includes(groupId)),
      published: headOf(groupId, 'published'),
      draft: headOf(groupId, 'draft'),
    });
    const { items, next } = page(groups, limit, {
      item: ({ id, uid, name }) => ({ scope: { is: 'group' as const, group: uid }, name, ...heads(id) }),
      cursor: ({ id }) => [id],
    });
    const forAll = { scope: { is: 'all' as const }, name: 'All projects', ...heads(null) };
    return { items: last === null && only === null ? [forAll, ...items] : items, next };
  },
});

/** What is published and drafted for some groups, by their ids, and 0 for all projects. */
async function headRows(scopes: readonly number[], { read }: ServerMeans['database']) {
  const rowsOf = (state: 'published' | 'draft') =>
    read
      .selectFrom('policyVersion')
      // Written out, since an index of some rows is used only where the query says which.
      .where('state', '=', sql.lit(state))
      .where(sql<number>`coalesce(group_id, 0)`, 'in', scopes)
      .select(['uid', 'number', 'state', 'groupId'])
      .execute();
  return (await Promise.all([rowsOf('published'), rowsOf('draft')])).flat();
}

export const judgingState = z.object({
  /** Projects that are still judged by what was published before. */
  due: boundedCount,
  /** Projects that could not be judged by what is published. */
  failed: boundedCount,
});

const judging = route({
  method: 'GET',
  url: '/policies/judging',
  summary:
    'Tells how many projects, of those that one sees, wait to be judged by what was published last, and how many could not be.',
  needs: 'read',
  result: judgingState,
  handle: async ({ principal }, { database, clock }) => {
    const reach = reachOf(principal, 'read');
    const soon = clock.now() + leaseMs;
    const count = async (column: 'dueAt' | 'failure') => {
      const some = database.read
        .selectFrom('judged')
        .where(column, 'is not', null)
        .$if(column === 'dueAt', (query) => query.where('dueAt', '<=', soon))
        .$if(reach !== 'all', (query) => query.where(({ exists }) => exists(projectIn(reach, database))))
        .limit(mostCounted + 1)
        .select('projectId');
      const row = await database.read
        .selectFrom(some.as('some'))
        .select(({ fn }) => fn.countAll<number>().as('value'))
        .executeTakeFirstOrThrow();
      return counted(Number(row.value));
    };
    return { due: await count('dueAt'), failed: await count('failure') };
  },
});

function projectIn(reach: Reach, { read }: ServerMeans['database']) {
  return read
    .selectFrom('project')
    .where(sql<boolean>`project.id = judged.project_id`)
    .where(within(reach))
    .select('project.id');
}

export const validation = z.object({
  isValid: z.boolean(),
  defects: z.array(defectSchema),
  diff: diffSchema,
});

const validate = route({
  method: 'POST',
  url: '/policies/validations',
  summary:
    'Tells what is wrong with a text that is to be a policy, and how it differs from the published one; nothing is kept.',
  needs: 'policy',
  body: z.object({ scope: scopeSchema, text: policyText }),
  result: validation,
  handle: async ({ body: { scope, text }, principal }, { database }) => {
    const groupId = await groupIdOf(scope, reachOf(principal, 'policy'), database);
    const defects = await defectsOf({ groupId, text }, database);
    const published = await database.read
      .selectFrom('policyVersion')
      .where('state', '=', sql.lit('published'))
      .where(sql<number>`coalesce(group_id, 0)`, '=', groupId ?? 0)
      .select('text')
      .executeTakeFirst();
    return { isValid: defects.length === 0, defects, diff: lineDiff(published?.text ?? '', text) };
  },
});

/** Which policies there are, how far projects follow them, and what is wrong with a text. */
export const overviewRoutes = [list, judging, validate];
