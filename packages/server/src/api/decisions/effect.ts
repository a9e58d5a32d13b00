import { admitsOnly } from '@fineprint/licenses';
import * as z from 'zod';
import type { Reach } from '../../access/principal.ts';
import { within } from '../../access/within.ts';
import type { NewDecision } from '../../decisions/decide.ts';
import { isHeldByNoneNarrower } from '../../decisions/holding.ts';
import type { Database } from '../../store/database.ts';
import { boundedCount, counted, mostCounted } from '../page.ts';

/** How much a decision touches. */
export const effectSchema = z.object({ findings: boundedCount, projects: boundedCount });

type Where = Pick<NewDecision, 'decisionGroupId' | 'projectId' | 'projectGroupId' | 'versions'>;

/** How many findings, in how many projects, a decision would settle: those that a narrower one holds stay as they are. */
export async function effectOf(where: Where, reach: Reach, database: Database) {
  const { versions } = where;
  const found = versions === null ? await countAll(where, reach, database) : null;
  const { findings, projects } = found ?? (await countOf(versions ?? '*', where, reach, database));
  const all = counted(findings);
  return { findings: all, projects: { value: projects, isExact: all.isExact } };
}

async function countAll(where: Where, reach: Reach, database: Database) {
  const row = await database.read
    .selectFrom(findingsOf(where, reach, database).as('settled'))
    .select(({ fn }) => [
      fn.countAll<number>().as('findings'),
      fn.count<number>('projectId').distinct().as('projects'),
    ])
    .executeTakeFirstOrThrow();
  return { findings: Number(row.findings), projects: Number(row.projects) };
}

/** Counts the findings of some versions: which versions these are no database can tell. */
async function countOf(versions: string, where: Where, reach: Reach, database: Database) {
  const rows = await findingsOf(where, reach, database)
    .innerJoin('use', (join) =>
      join.onRef('use.projectId', '=', 'finding.projectId').onRef('use.versionId', '=', 'finding.versionId'),
    )
    .innerJoin('component', 'component.id', 'use.componentId')
    .select(['component.key', 'use.version', 'use.requested'])
    .execute();
  const settled = rows.filter((component) => admitsOnly(component, versions));
  return {
    findings: settled.length,
    projects: new Set(settled.map(({ projectId }) => projectId)).size,
  };
}

function findingsOf(where: Where, reach: Reach, { read }: Database) {
  const { decisionGroupId, projectId, projectGroupId } = where;
  return read
    .selectFrom('finding')
    .innerJoin('project', 'project.id', 'finding.projectId')
    .leftJoin('decision', 'decision.id', 'finding.decisionId')
    .where('finding.decisionGroupId', '=', decisionGroupId)
    .where(isHeldByNoneNarrower(where))
    .where('finding.state', '!=', 'waived')
    .where(within(reach))
    .$if(projectId !== null, (query) => query.where('project.id', '=', projectId))
    .$if(projectGroupId !== null, (query) => query.where('project.groupId', '=', projectGroupId))
    .orderBy('finding.projectId')
    .limit(mostCounted + 1)
    .select('finding.projectId');
}
