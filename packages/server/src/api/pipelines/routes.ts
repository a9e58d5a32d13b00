import * as z from 'zod';
import { reachOf } from '../../access/principal.ts';
import { pipelineDocument } from '../../policies/pipeline-document.ts';
import { signBytes } from '../../signing/signing.ts';
import { ApiProblem } from '../problem.ts';
import { route } from '../route.ts';

const signed = z.object({
  /** The document (JSON): its bytes in UTF-8 are what is signed. */
  document: z.string(),
  keyId: z.string(),
  /** By Ed25519, in base64. */
  signature: z.string(),
});

const pipeline = route({
  method: 'GET',
  url: '/pipelines',
  summary:
    'Gives what a pipeline has to know of its project: the policies that judge it, and the waivers that were decided; signed, so that a kept copy can be verified anywhere.',
  needs: 'ingest',
  query: z.object({ project: z.string().min(1).max(200) }),
  result: signed,
  handle: async ({ query: { project: name }, principal }, means) => {
    const { database, clock, publicOrigin } = means;
    const row = await database.read
      .selectFrom('project')
      .where('name', '=', name)
      .select(['id', 'groupId'])
      .executeTakeFirst();
    const reach = reachOf(principal, 'ingest');
    if (row && reach !== 'all' && !reach.includes(row.groupId))
      throw new ApiProblem(
        'forbidden',
        `The project "${name}" belongs to a group that this token does not reach.`,
      );
    const at = { database, now: clock.now(), server: publicOrigin() };
    const document = JSON.stringify(await pipelineDocument({ name, row: row ?? null }, at));
    return { document, ...(await signBytes(Buffer.from(document), means)) };
  },
});

/** What pipelines fetch. */
export const pipelineRoutes = [pipeline];
