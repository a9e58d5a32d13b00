import { sql } from 'kysely';
import * as z from 'zod';
import { type Reach, reachOf } from '../../access/principal.ts';
import { within } from '../../access/within.ts';
import type { Database } from '../../store/database.ts';
import { boundedCount, cursorOf, page, pageOf, pageQuery } from '../page.ts';
import { route } from '../route.ts';
import { countsUnder } from './counts.ts';
import { descriptionOf, descriptionSchema } from './description.ts';
import { expressionsOf } from './expressions.ts';

/** How much lies under a licence; "at least" where only the first uses were looked at. */
const counts = z.object({ projects: boundedCount, components: boundedCount });

export const licensePage = pageOf(
  descriptionSchema.pick({ id: true, name: true, class: true }).extend(counts.shape),
);

const list = route({
  method: 'GET',
  url: '/licenses',
  summary: 'Lists the licences that anything is used under, alone or as part of an expression.',
  needs: 'read',
  query: pageQuery,
  result: licensePage,
  handle: async ({ query: { after, limit }, principal }, { database }) => {
    const [last = ''] = cursorOf(z.tuple([z.string()]), after) ?? [];
    const rows = await database.read
      .selectFrom('licensePart')
      .where('spdxId', '>', last)
      .groupBy('spdxId')
      .orderBy('spdxId')
      .limit(limit + 1)
      .select('spdxId')
      .execute();
    const shown = page(rows, limit, { item: ({ spdxId }) => spdxId, cursor: ({ spdxId }) => [spdxId] });
    const reach = reachOf(principal, 'read');
    const items = await Promise.all(
      shown.items.map(async (spdxId) => {
        const { id, name, class: of } = descriptionOf(spdxId);
        return { id, name, class: of, ...(await countsUnder(spdxId, reach, database)) };
      }),
    );
    // What nobody uses any more, or others only, is not shown.
    return { ...shown, items: items.filter(({ projects }) => projects.value > 0) };
  },
});

export const license = descriptionSchema.extend(counts.shape);

const one = route({
  method: 'GET',
  url: '/licenses/:id',
  summary: 'Tells what a licence is, says and asks, and how much is used under it.',
  needs: 'read',
  params: z.object({ id: z.string() }),
  result: license,
  handle: async ({ params: { id }, principal }, { database }) => ({
    ...descriptionOf(id),
    ...(await countsUnder(id, reachOf(principal, 'read'), database)),
  }),
});

const use = z.object({
  project: z.object({ id: z.string(), name: z.string() }),
  key: z.string(),
  name: z.string(),
  ref: z.string(),
  version: z.string().nullable(),
  license: z.string(),
  usage: z.string(),
});

export const licenseUserPage = pageOf(use);

const uses = route({
  method: 'GET',
  url: '/licenses/:id/uses',
  summary: 'Lists what is used under a licence, alone or as part of an expression, and by whom.',
  needs: 'read',
  params: z.object({ id: z.string() }),
  query: pageQuery,
  result: licenseUserPage,
  handle: async ({ params: { id }, query: { after, limit }, principal }, { database }) => {
    const from = cursorOf(z.tuple([z.int(), z.int(), z.int()]), after);
    const [fromId = 0, ...place] = from ?? [];
    const reach = reachOf(principal, 'read');
    const rows: (Awaited<ReturnType<typeof usesUnder>>[number] & { readonly expression: string })[] = [];
    for await (const { id: licenseId, text: expression } of expressionsOf(id, fromId, database)) {
      const after = licenseId === fromId ? place : null;
      const more = await usesUnder({ licenseId, after, reach, limit: limit + 1 - rows.length }, database);
      rows.push(...more.map((row) => ({ ...row, expression })));
      if (rows.length > limit) break;
    }
    return page(rows, limit, {
      item: ({ uid, name, key, componentName, ref, version, expression, usage }) => ({
        project: { id: uid, name },
        key,
        name: componentName,
        ref,
        version,
        license: expression,
        usage,
      }),
      cursor: ({ licenseId, projectId, versionId }) => [licenseId, projectId, versionId],
    });
  },
});

interface Part {
  readonly licenseId: number;
  /** The project and version that were the last of the page before. */
  readonly after: readonly number[] | null;
  readonly reach: Reach;
  readonly limit: number;
}

/** The next uses of one expression, by project and version. */
function usesUnder({ licenseId, after, reach, limit }: Part, { read }: Database) {
  return read
    .selectFrom('use')
    .innerJoin('project', 'project.id', 'use.projectId')
    .innerJoin('version', 'version.id', 'use.versionId')
    .innerJoin('component', 'component.id', 'use.componentId')
    .where('use.licenseId', '=', licenseId)
    .where(within(reach))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`("use".project_id, "use".version_id) > (${sql.join(after ?? [])})`),
    )
    .orderBy('use.projectId')
    .orderBy('use.versionId')
    .limit(limit)
    .select([
      'use.licenseId',
      'use.projectId',
      'use.versionId',
      'use.usage',
      'project.uid',
      'project.name',
      'component.key',
      'component.name as componentName',
      'version.ref',
      'use.version',
    ])
    .execute();
}

/** Licences, and what is used under them. */
export const licenseRoutes = [list, one, uses];
