import type { Reach } from '../../access/principal.ts';
import { within } from '../../access/within.ts';
import type { Database } from '../../store/database.ts';

/** How many uses are looked at to count what lies under a licence. */
export const mostUses = 1_000;

/** How many components, in how many projects, somebody sees under a licence, alone or as part of an expression. */
export async function countsUnder(spdxId: string, reach: Reach, { read }: Database) {
  const some = read
    .selectFrom('licensePart')
    .innerJoin('use', 'use.licenseId', 'licensePart.licenseId')
    .innerJoin('project', 'project.id', 'use.projectId')
    .where('licensePart.spdxId', '=', spdxId)
    .where(within(reach))
    .limit(mostUses + 1)
    .select(['use.projectId', 'use.componentId']);
  const row = await read
    .selectFrom(some.as('some'))
    .select(({ fn }) => [
      fn.countAll<number>().as('uses'),
      fn.count<number>('projectId').distinct().as('projects'),
      fn.count<number>('componentId').distinct().as('components'),
    ])
    .executeTakeFirstOrThrow();
  const isExact = Number(row.uses) <= mostUses;
  return {
    projects: { value: Number(row.projects), isExact },
    components: { value: Number(row.components), isExact },
  };
}
