import * as z from 'zod';
import { projectOfJob } from '../../access/ci/job-place.ts';
import { saidBy } from '../../access/ci/known-job.ts';
import { type Principal, reachOf } from '../../access/principal.ts';
import { Refusal } from '../../access/refusal.ts';
import { pipelineDocument } from '../../policies/pipeline-document.ts';
import type { ServerMeans } from '../../server-means.ts';
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
  needs: 'fetch',
  // A CI job may leave it out: what trusts it says which one it is.
  query: z.object({ project: z.string().min(1).max(200).optional() }),
  takesJobs: true,
  result: signed,
  handle: async ({ query, principal }, means) => {
    const { database, clock, publicOrigin } = means;
    const name = await projectName(query.project, principal, means);
    const row = await database.read
      .selectFrom('project')
      .where('name', '=', name)
      .select(['id', 'groupId', 'reportId'])
      .executeTakeFirst();
    const reach = reachOf(principal, 'fetch');
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

async function projectName(
  wished: string | undefined,
  { job }: Principal,
  means: ServerMeans,
): Promise<string> {
  if (job) {
    try {
      return await projectOfJob(job, wished, means);
    } catch (cause) {
      if (cause instanceof Refusal) await means.access.refusals.note(cause, 'ci', saidBy(job.claims));
      throw cause;
    }
  }
  if (wished === undefined) throw new ApiProblem('bad-request', 'It takes "project": of which one.');
  return wished;
}

/** What pipelines fetch. */
export const pipelineRoutes = [pipeline];
