import { Readable } from 'node:stream';
import * as z from 'zod';
import { reachOf } from '../../access/principal.ts';
import { within } from '../../access/within.ts';
import type { Exported } from '../../decisions/waivers.ts';
import { waiversOf } from '../../decisions/waivers-of.ts';
import { Download } from '../download.ts';
import { ApiProblem } from '../problem.ts';
import { projectByUid } from '../projects/queries.ts';
import { Answer, route } from '../route.ts';

const waivers = route({
  method: 'GET',
  url: '/waivers',
  summary:
    'Gives what was decided for a project as a policy file with its waivers, for `extends` of a pipeline or for a pull request. Of those without an end each holds for 30 days; others until their day, also where they are withdrawn before: fetch the file again.',
  needs: 'fetch',
  query: z.object({ project: z.string().min(1).max(200) }),
  result: z.string(),
  handle: async ({ query: { project }, principal }, { database, clock }) => {
    const found = await database.read
      .selectFrom('project')
      .where('name', '=', project)
      .where(within(reachOf(principal, 'fetch')))
      .select(['id', 'groupId', 'reportId'])
      .executeTakeFirst();
    if (!found) throw new ApiProblem('not-found', `There is no project "${project}".`);
    const text = policyText(await waiversOf(found, clock.now(), database));
    return new Answer(200, text, 'application/yaml; charset=utf-8');
  },
});

const ofProject = route({
  method: 'GET',
  url: '/projects/:id/waivers',
  summary: 'Gives what was decided for a project as a policy file to take away, for a pull request.',
  needs: 'read',
  params: z.object({ id: z.string() }),
  result: z.string(),
  handle: async ({ params: { id }, principal }, { database, clock }) => {
    const found = await projectByUid(id, reachOf(principal, 'read'), database);
    const text = policyText(await waiversOf(found, clock.now(), database));
    const type = 'application/yaml; charset=utf-8';
    return new Download(Readable.from([text]), { type, fileName: `${found.name}-waivers.yaml` });
  },
});

/** JSON is YAML, and needs no quoting of its own. */
function policyText({ waivers: all, refusals, unsaid }: Exported): string {
  const against = refusals.map(
    ({ id, outcome, rule, component, reason }) =>
      `# Decision ${id} is "${outcome}" (${rule}, ${JSON.stringify(component)}): ${JSON.stringify(reason)}\n`,
  );
  const remarks = unsaid.map(({ id, rule, why }) => `# No waiver can say decision ${id} (${rule}): ${why}\n`);
  return `${[...against, ...remarks].join('')}${JSON.stringify({ waivers: all }, null, 2)}\n`;
}

/** What was decided, as pipelines read it. */
export const waiverRoutes = [waivers, ofProject];
