import { sql } from 'kysely';
import * as z from 'zod';
import { type Reach, reachOf } from '../../access/principal.ts';
import { within } from '../../access/within.ts';
import type { Database } from '../../store/database.ts';
import { boundedCount, cursorOf, page, pageOf, pageQuery } from '../page.ts';
import { route } from '../route.ts';
import { componentByKey } from './queries.ts';
import { component } from './routes.ts';

const one = route({
  method: 'GET',
  url: '/components/:key',
  summary: 'Shows a component, whatever its version.',
  needs: 'read',
  params: z.object({ key: z.string() }),
  result: component,
  handle: async ({ params: { key }, principal }, { database }) => {
    const { kind, name } = await componentByKey(key, reachOf(principal, 'read'), database);
    return { key, kind, name };
  },
});

const version = z.object({
  ref: z.string(),
  version: z.string().nullable(),
  purl: z.string().nullable(),
  /** Under which licences it is used; several where reports differ. */
  licenses: z.array(z.object({ license: z.string(), class: z.string().nullable() })),
  /** How many projects use it, of those that one sees. */
  projects: boundedCount,
});

export const versionPage = pageOf(version);

const versions = route({
  method: 'GET',
  url: '/components/:key/versions',
  summary:
    'Lists the versions of a component, the last one that appeared first: whoever sees all projects is shown those that were ever seen, others those that projects use which they see.',
  needs: 'read',
  params: z.object({ key: z.string() }),
  query: pageQuery.extend({ limit: z.coerce.number().int().min(1).max(100).default(25) }),
  result: versionPage,
  handle: async ({ params: { key }, query: { after, limit }, principal }, { database }) => {
    const reach = reachOf(principal, 'read');
    const { id } = await componentByKey(key, reach, database);
    const [last] = cursorOf(z.tuple([z.int()]), after) ?? [];
    const rows = await database.read
      .selectFrom('version')
      .where('componentId', '=', id)
      .$if(last !== undefined, (query) => query.where('id', '<', last ?? 0))
      // What others alone use, or used, is nothing that one sees.
      .$if(reach !== 'all', (query) => query.where(({ exists }) => exists(usesIn(reach, database))))
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .selectAll()
      .execute();
    const used = await usedUnder(
      rows.map((row) => row.id),
      reach,
      database,
    );
    return page(rows, limit, {
      item: ({ id: versionId, ref, version: of, purl }) => ({
        ref,
        version: of,
        purl,
        ...summed(used.get(versionId) ?? []),
      }),
      cursor: ({ id: versionId }) => [versionId],
    });
  },
});

function usesIn(reach: Reach, { read }: Database) {
  return read
    .selectFrom('use')
    .innerJoin('project', 'project.id', 'use.projectId')
    .where(sql<boolean>`"use".version_id = version.id`)
    .where(within(reach))
    .select('use.versionId');
}

// A count for each of many versions: what is beyond is told as "at least".
const mostLooked = 1_000;

interface Used {
  readonly versionId: number;
  readonly license: string;
  readonly class: string | null;
  readonly uses: number;
}

/** Who uses versions, by licence: of each version no more than some uses are looked at. */
async function usedUnder(
  versionIds: readonly number[],
  reach: Reach,
  { read }: Database,
): Promise<ReadonlyMap<number, readonly Used[]>> {
  const [first, ...others] = versionIds.map((id) => {
    const uses = read
      .selectFrom('use')
      .innerJoin('project', 'project.id', 'use.projectId')
      .where('use.versionId', '=', id)
      .where(within(reach))
      .limit(mostLooked + 1)
      .select(['use.versionId', 'use.licenseId', 'use.class']);
    return read.selectFrom(uses.as('part')).selectAll();
  });
  if (first === undefined) return new Map();
  const rows = await read
    .selectFrom(others.reduce((all, each) => all.unionAll(each), first).as('looked'))
    .innerJoin('license', 'license.id', 'looked.licenseId')
    .groupBy(['looked.versionId', 'license.expression', 'looked.class'])
    .orderBy(sql`count(*)`, 'desc')
    .orderBy('license.expression')
    .select(({ fn }) => [
      'looked.versionId',
      'license.expression as license',
      'looked.class',
      fn.countAll<number>().as('uses'),
    ])
    .execute();
  return Map.groupBy(rows, ({ versionId }) => versionId);
}

function summed(used: readonly Used[]) {
  const uses = used.reduce((sum, each) => sum + Number(each.uses), 0);
  return {
    licenses: used.map(({ license, class: of }) => ({ license, class: of })),
    projects: { value: Math.min(uses, mostLooked), isExact: uses <= mostLooked },
  };
}

/** One component, and its versions. */
export const versionRoutes = [one, versions];
