import type { Reach } from '../../access/principal.ts';
import { within } from '../../access/within.ts';
import type { Database } from '../../store/database.ts';

// Of a version that is used everywhere, so many tell enough.
const mostUses = 1_000;

/** Under which licences somebody sees a version used, and in how many projects. */
export async function usedAs(versionId: number, reach: Reach, { read }: Database) {
  const some = read
    .selectFrom('use')
    .innerJoin('project', 'project.id', 'use.projectId')
    .where('use.versionId', '=', versionId)
    .where(within(reach))
    .limit(mostUses + 1)
    .select(['use.licenseId', 'use.class']);
  const rows = await read
    .selectFrom(some.as('some'))
    .innerJoin('license', 'license.id', 'some.licenseId')
    .groupBy(['license.expression', 'some.class'])
    .orderBy('license.expression')
    .select(({ fn }) => ['license.expression', 'some.class', fn.countAll<number>().as('uses')])
    .execute();
  const uses = rows.reduce((sum, row) => sum + Number(row.uses), 0);
  return {
    licenses: rows.map(({ expression, class: of }) => ({ expression, class: of })),
    // Each project has a version once.
    projects: { value: Math.min(uses, mostUses), isExact: uses <= mostUses },
  };
}
