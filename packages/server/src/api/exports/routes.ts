import { type FormatName, formats } from '@fineprint/report';
import * as z from 'zod';
import { reachOf } from '../../access/principal.ts';
import { exportFormats } from '../../exports/formats.ts';
import { settledOf } from '../../exports/settled.ts';
import { policiesFor } from '../../policies/in-force.ts';
import type { ServerMeans } from '../../server-means.ts';
import { Download } from '../download.ts';
import { ApiProblem } from '../problem.ts';
import { projectByUid } from '../projects/queries.ts';
import { type PlacedReport, reportRow } from '../reports/queries.ts';
import { route } from '../route.ts';
import { csvRoutes } from './csv-lists.ts';

const params = z.object({ id: z.string() });
const query = z.object({
  format: z.enum(Object.keys(formats) as [FormatName, ...FormatName[]]),
});

const ofReport = route({
  method: 'GET',
  url: '/reports/:id/export',
  summary:
    'Gives a report in another format: notices, CSV, CycloneDX, SPDX and all others of "fineprint convert". It is given as the policies of the server judge it, what was decided as waivers where it stands for its project, and not in formats about places in files where it is an SBOM of another tool.',
  needs: 'read',
  params,
  query,
  result: z.string(),
  handle: async ({ params: { id }, query: { format }, principal }, means) =>
    exported(await reportRow(id, reachOf(principal, 'read'), means.database), format, means),
});

const ofProject = route({
  method: 'GET',
  url: '/projects/:id/export',
  summary: 'Gives the report that stands for a project in another format.',
  needs: 'read',
  params,
  query,
  result: z.string(),
  handle: async ({ params: { id }, query: { format }, principal }, means) => {
    const reach = reachOf(principal, 'read');
    const { reportId, name } = await projectByUid(id, reach, means.database);
    const head = await means.database.read
      .selectFrom('report')
      .where('id', '=', reportId ?? 0)
      .select('uid')
      .executeTakeFirst();
    if (!head) throw new ApiProblem('conflict', `No report of "${name}" was taken in yet.`);
    return exported(await reportRow(head.uid, reach, means.database), format, means);
  },
});

const unread = {
  queued: 'It was not read yet: its status says when it is.',
  failed: 'It could not be read: its status says why.',
} as const;

async function exported(
  { id, project, projectId, standingId, groupId, sha256, state, receivedAt }: PlacedReport,
  format: FormatName,
  means: ServerMeans,
) {
  if (state !== 'processed') throw new ApiProblem('conflict', unread[state]);
  const policies = await policiesFor(groupId, means.database.read);
  const now = means.clock.now();
  // Of a report that does not stand for its project nobody has kept what of it was decided.
  const settled = standingId === id ? await settledOf(projectId, now, means.database) : [];
  const judged = { policies, now, settled };
  const wanted = { format, name: project, receivedAt, ...judged };
  const { content, bytes } = await means.renderer.render(() => means.blobs.get(sha256), wanted);
  const { type, extension } = exportFormats[format];
  return new Download(content, {
    type,
    fileName: `${project}-${sha256.slice(0, 8)}.${extension}`,
    bytes,
  });
}

/** Reports and lists in the formats in which they are taken away. */
export const exportRoutes = [ofReport, ofProject, ...csvRoutes];
