import { sql } from 'kysely';
import * as z from 'zod';
import { type Reach, reachOf } from '../../access/principal.ts';
import { within } from '../../access/within.ts';
import type { Reading } from '../../store/database.ts';
import { holding } from '../holding.ts';
import { cursorOf, page, pageOf, pageQuery } from '../page.ts';
import { route } from '../route.ts';
import { componentByKey } from './queries.ts';

export const component = z.object({ key: z.string(), kind: z.string(), name: z.string() });

export const componentPage = pageOf(component);

const list = route({
  method: 'GET',
  url: '/components',
  summary: 'Lists components without their versions, by name; `search` finds those whose name holds it.',
  needs: 'read',
  query: pageQuery.extend({ search: z.string().max(200).default('') }),
  result: componentPage,
  handle: async ({ query: { after, limit, search }, principal }, { database }) => {
    const reach = reachOf(principal, 'read');
    const from = cursorOf(z.tuple([z.string(), z.int()]), after);
    const rows = await database.read
      .selectFrom('component')
      // A name may tell what a group works on: others see it where they use it, too.
      .$if(reach !== 'all', (query) => query.where(({ exists }) => exists(usedIn(database.read, reach))))
      // Names are gone through in their order until the page is full: 200,000 of them take some 20 ms.
      .$if(search !== '', (query) => query.where(holding('component.search', search)))
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

function usedIn(read: Reading, reach: Reach) {
  return read
    .selectFrom('use')
    .innerJoin('project', 'project.id', 'use.projectId')
    .where(sql<boolean>`"use".component_id = component.id`)
    .where(within(reach))
    .select('use.componentId');
}

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
    const reach = reachOf(principal, 'read');
    const found = await componentByKey(key, reach, database);
    const from = cursorOf(z.tuple([z.int(), z.int()]), after);
    const rows = await database.read
      .selectFrom('use')
      .innerJoin('project', 'project.id', 'use.projectId')
      .innerJoin('version', 'version.id', 'use.versionId')
      .innerJoin('license', 'license.id', 'use.licenseId')
      .where('use.componentId', '=', found.id)
      .where(within(reach))
      .$if(from !== null, (query) =>
        query.where(sql<boolean>`("use".project_id, "use".version_id) > (${sql.join(from ?? [])})`),
      )
      .orderBy('use.projectId')
      .orderBy('use.versionId')
      .limit(limit + 1)
      .selectAll('use')
      .select(['project.uid', 'project.name', 'version.ref', 'license.expression'])
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

/** Components, whatever their version, and who uses them. */
export const componentRoutes = [list, uses];
