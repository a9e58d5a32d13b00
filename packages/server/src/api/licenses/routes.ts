import { sql } from 'kysely';
import * as z from 'zod';
import { reachOf } from '../../access/principal.ts';
import { within } from '../../access/within.ts';
import { cursorOf, page, pageOf, pageQuery } from '../page.ts';
import { route } from '../route.ts';

const use = z.object({
  project: z.object({ id: z.string(), name: z.string() }),
  key: z.string(),
  ref: z.string(),
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
    const rows = await database.read
      .selectFrom('licensePart')
      .innerJoin('use', 'use.licenseId', 'licensePart.licenseId')
      .innerJoin('project', 'project.id', 'use.projectId')
      .innerJoin('version', 'version.id', 'use.versionId')
      .innerJoin('component', 'component.id', 'use.componentId')
      .innerJoin('license', 'license.id', 'use.licenseId')
      .where('licensePart.spdxId', '=', id)
      .where(within(reachOf(principal, 'read')))
      .$if(from !== null, (query) =>
        query.where(
          sql<boolean>`(license_part.license_id, "use".project_id, "use".version_id) > (${sql.join(from ?? [])})`,
        ),
      )
      .orderBy('licensePart.licenseId')
      .orderBy('use.projectId')
      .orderBy('use.versionId')
      .limit(limit + 1)
      .select([
        'licensePart.licenseId',
        'use.projectId',
        'use.versionId',
        'use.usage',
        'project.uid',
        'project.name',
        'component.key',
        'version.ref',
        'license.expression',
      ])
      .execute();
    return page(rows, limit, {
      item: ({ uid, name, key, ref, expression, usage }) => ({
        project: { id: uid, name },
        key,
        ref,
        license: expression,
        usage,
      }),
      cursor: ({ licenseId, projectId, versionId }) => [licenseId, projectId, versionId],
    });
  },
});

/** Licences, and what is used under them. */
export const licenseRoutes = [uses];
