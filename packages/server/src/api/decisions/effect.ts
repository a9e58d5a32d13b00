import * as z from 'zod';
import type { Reach } from '../../access/principal.ts';
import { within } from '../../access/within.ts';
import type { NewDecision } from '../../decisions/decide.ts';
import type { Database } from '../../store/database.ts';
import { boundedCount, counted, mostCounted } from '../page.ts';

/** How much a decision touches. */
export const effectSchema = z.object({ findings: boundedCount, projects: boundedCount });

type Where = Pick<NewDecision, 'decisionGroupId' | 'projectId' | 'projectGroupId'>;

/** How many findings, in how many projects, a decision would settle; its versions are not looked at. */
export async function effectOf(
  { decisionGroupId, projectId, projectGroupId }: Where,
  reach: Reach,
  { read }: Database,
) {
  const findings = read
    .selectFrom('finding')
    .innerJoin('project', 'project.id', 'finding.projectId')
    .where('finding.decisionGroupId', '=', decisionGroupId)
    .where('finding.state', '!=', 'waived')
    .where(within(reach))
    .$if(projectId !== null, (query) => query.where('project.id', '=', projectId))
    .$if(projectGroupId !== null, (query) => query.where('project.groupId', '=', projectGroupId))
    .orderBy('finding.projectId')
    .limit(mostCounted + 1)
    .select('finding.projectId');
  const row = await read
    .selectFrom(findings.as('settled'))
    .select(({ fn }) => [
      fn.countAll<number>().as('findings'),
      fn.count<number>('projectId').distinct().as('projects'),
    ])
    .executeTakeFirstOrThrow();
  const all = counted(Number(row.findings));
  return { findings: all, projects: { value: Number(row.projects), isExact: all.isExact } };
}
