import type { Reach } from '../../access/principal.ts';
import { within } from '../../access/within.ts';
import type { Database } from '../../store/database.ts';
import { expressionsOf } from './expressions.ts';

/** How many uses are looked at to count what lies under a licence. */
export const mostUses = 1_000;

// More name a licence only where somebody means to.
const mostExpressions = 200;

/** How many components, in how many projects, somebody sees under a licence, alone or as part of an expression. */
export async function countsUnder(spdxId: string, reach: Reach, { read }: Database) {
  const expressions: number[] = [];
  for await (const { id } of expressionsOf(spdxId, 0, { read })) {
    expressions.push(id);
    if (expressions.length === mostExpressions) break;
  }
  // Nothing has the id 0; a list without a member is none in SQL.
  const some = read
    .selectFrom('use')
    .innerJoin('project', 'project.id', 'use.projectId')
    .where('use.licenseId', 'in', [0, ...expressions])
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
  const isExact = Number(row.uses) <= mostUses && expressions.length < mostExpressions;
  return {
    projects: { value: Number(row.projects), isExact },
    components: { value: Number(row.components), isExact },
  };
}
