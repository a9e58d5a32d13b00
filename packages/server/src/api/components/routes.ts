import { sql } from 'kysely';
import * as z from 'zod';
import { reachOf } from '../../access/principal.ts';
import { within } from '../../access/within.ts';
import { boundedCount, cursorOf, page, pageOf, pageQuery } from '../page.ts';
import { ApiProblem } from '../problem.ts';
import { route } from '../route.ts';
import { usedAs } from './used-as.ts';

const component = z.object({ key: z.string(), kind: z.string(), name: z.string() });

export const componentPage = pageOf(component);

const list = route({
  method: 'GET',
  url: '/components',
  summary: 'Lists components without their versions, by name; `search` finds those whose name begins so.',
  needs: 'read',
  query: pageQuery.extend({ search: z.string().max(200).default('') }),
  result: componentPage,
  handle: async ({ query: { after, limit, search } }, { database }) => {
    const from = cursorOf(z.tuple([z.string(), z.int()]), after);
    const begins = search.toLowerCase();
    const rows = await database.read
      .selectFrom('component')
      .$if(begins !== '', (query) =>
        query.where('search', '>=', begins).where('search', '<', `${begins}${lastCharacter}`),
      )
      .$if(from !== null, (query) => query.where(sql<boolean>`(search, id) > (${sql.join(from ?? [])})`))
      .orderBy('search')
      .orderBy('id')
      .limit(limit + 1)
      .selectAll()
      .execute();
    return page(rows, limit, {
      item: ({ key, kind, name }) => ({ key, kind, name }),
      cursor: ({ search: last, id }) => [last, id],
    });
  },
});

// Nothing sorts behind it, in UTF-8 as in UTF-16.
const lastCharacter = '\u{10FFFF}';

const use = z.object({
  project: z.object({ id: z.string(), name: z.string() }),
  ref: z.string(),
  version: z.string().nullable(),
  license: z.string(),
  class: z.string().nullable(),
  pin: z.string().nullable(),
  usage: z.string(),
});

export const userPage = pageOf(use);

const uses = route({
  method: 'GET',
  url: '/components/:key/uses',
  summary: 'Lists who uses a component, in which version, under which licence.',
  needs: 'read',
  params: z.object({ key: z.string() }),
  query: pageQuery,
  result: userPage,
  handle: async ({ params: { key }, query: { after, limit }, principal }, { database }) => {
    const found = await database.read
      .selectFrom('component')
      .where('key', '=', key)
      .select('id')
      .executeTakeFirst();
    if (!found) throw new ApiProblem('not-found', `There is no component "${key}".`);
    const from = cursorOf(z.tuple([z.int(), z.int()]), after);
    const rows = await database.read
      .selectFrom('use')
      .innerJoin('project', 'project.id', 'use.projectId')
      .innerJoin('version', 'version.id', 'use.versionId')
      .innerJoin('license', 'license.id', 'use.licenseId')
      .where('use.componentId', '=', found.id)
      .where(within(reachOf(principal, 'read')))
      .$if(from !== null, (query) =>
        query.where(sql<boolean>`("use".project_id, "use".version_id) > (${sql.join(from ?? [])})`),
      )
      .orderBy('use.projectId')
      .orderBy('use.versionId')
      .limit(limit + 1)
      .selectAll('use')
      .select(['project.uid', 'project.name', 'version.ref', 'version.version', 'license.expression'])
      .execute();
    return page(rows, limit, {
      item: ({ uid, name, ref, version, expression, class: of, pin, usage }) => ({
        project: { id: uid, name },
        ref,
        version,
        license: expression,
        class: of,
        pin,
        usage,
      }),
      cursor: ({ projectId, versionId }) => [projectId, versionId],
    });
  },
});

export const versionPage = pageOf(
  z.object({
    ref: z.string(),
    version: z.string().nullable(),
    /** Under which licences projects have it, by their latest reports. */
    licenses: z.array(z.object({ expression: z.string(), class: z.string().nullable() })),
    projects: boundedCount,
  }),
);

const versions = route({
  method: 'GET',
  url: '/components/:key/versions',
  summary: 'Lists the versions of a component that are in use, with their licences, the last seen first.',
  needs: 'read',
  params: z.object({ key: z.string() }),
  query: pageQuery,
  result: versionPage,
  handle: async ({ params: { key }, query: { after, limit }, principal }, { database }) => {
    const [before = null] = cursorOf(z.tuple([z.int()]), after) ?? [];
    const rows = await database.read
      .selectFrom('version')
      .innerJoin('component', 'component.id', 'version.componentId')
      .where('component.key', '=', key)
      .$if(before !== null, (query) => query.where('version.id', '<', before ?? 0))
      .orderBy('version.id', 'desc')
      .limit(limit + 1)
      .select(['version.id', 'version.ref', 'version.version'])
      .execute();
    const shown = page(rows, limit, { item: (row) => row, cursor: ({ id }) => [id] });
    const reach = reachOf(principal, 'read');
    const items = await Promise.all(
      shown.items.map(async ({ id, ref, version }) => ({
        ...{ ref, version },
        ...(await usedAs(id, reach, database)),
      })),
    );
    // Versions that nobody uses any more, or others only, are not shown.
    return { ...shown, items: items.filter(({ projects }) => projects.value > 0) };
  },
});

/** Components, whatever their version, and who uses them. */
export const componentRoutes = [list, uses, versions];
