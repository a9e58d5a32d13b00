import { sql } from 'kysely';
import type { Database } from './database.ts';

// What the store keeps twice for speed, and what has to be once, each as a query of what contradicts itself.
const queries: Readonly<Record<string, string>> = {
  'a project counts other open findings than it has': `
    select name as subject from project
    where open <> (select count(*) from finding where project_id = project.id and state = 'open')`,
  'a question counts other open findings than it has': `
    select identity as subject from decision_group
    where open <> (select count(*) from finding where decision_group_id = decision_group.id and state = 'open')
    or open_projects <> (select count(distinct project_id) from finding
      where decision_group_id = decision_group.id and state = 'open')`,
  'a question is not as grave as the gravest finding of it that waits': `
    select identity as subject from decision_group
    where open > 0 and severity <> (select max(severity) from finding
      where decision_group_id = decision_group.id and state = 'open')`,
  'a question counts other open findings in a group than it has there': `
    select decision_group_id as subject from open_in_group
    where open <> (select count(*) from finding join project on project.id = finding.project_id
      where finding.decision_group_id = open_in_group.decision_group_id
      and project.group_id = open_in_group.project_group_id and finding.state = 'open')`,
  'a finding is there twice': `
    select fingerprint as subject from finding
    group by project_id, fingerprint, coalesce(version_id, 0) having count(*) > 1`,
  'a project uses another number of components than its report says': `
    select name as subject from project
    where components <> (select count(*) from "use" where project_id = project.id)`,
  'a report does not stand for its channel though it was scanned last': `
    select channel.id as subject from channel left join report head on head.id = channel.report_id
    where exists (select 1 from report where channel_id = channel.id and state = 'processed'
      and (head.id is null or as_of > head.as_of))`,
  'a project shows another report than its main channel': `
    select project.name as subject from project join channel on channel.project_id = project.id
    where channel.name = 'main' and coalesce(project.report_id, 0) <> coalesce(channel.report_id, 0)`,
  'a finding waits though it was decided for all': `
    select finding.uid as subject from finding join decision on decision.decision_group_id = finding.decision_group_id
    where finding.state = 'open' and decision.state = 'in-force' and decision.project_id is null
    and decision.project_group_id is null and decision.versions is null`,
};

/** What in a store contradicts itself, when no task is left: nothing, however its servers ended. */
export async function contradictions({ read }: Pick<Database, 'read'>): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [what, query] of Object.entries(queries)) {
    const { rows } = await sql.raw<{ subject: unknown }>(query).execute(read);
    found.push(...rows.map(({ subject }) => `${what}: ${subject}`));
  }
  return found;
}
