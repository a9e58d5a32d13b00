import { sql } from 'kysely';
import * as z from 'zod';
import { reachOf } from '../../access/principal.ts';
import { startDryRun, stopDryRun } from '../../policies/start-dry-run.ts';
import { defectsOf } from '../../policies/validate.ts';
import { levelOf } from '../findings.ts';
import { cursorOf, page, pageOf, pageQuery } from '../page.ts';
import { ApiProblem } from '../problem.ts';
import { route } from '../route.ts';
import { counts, dryRunSchema, headOf, runByUid, toDryRun } from './dry-run.ts';
import { groupIdOf, scopeSchema } from './scope.ts';
import { policyText } from './versions.ts';

const level = z.enum(['error', 'warning', 'note']);

export const dryRunPage = pageOf(dryRunSchema.omit({ rules: true, draft: true }));

const list = route({
  method: 'GET',
  url: '/policies/dry-runs',
  summary:
    'Lists the dry runs of the policy for all projects, or of a `group` (its id), the latest first; none where one may not write that policy.',
  needs: 'read',
  query: pageQuery.extend({ group: z.string().max(100).optional() }),
  result: dryRunPage,
  handle: async ({ query: { after, limit, group }, principal }, { database }) => {
    const scope = group === undefined ? ({ is: 'all' } as const) : ({ is: 'group', group } as const);
    const groupId = scope.is === 'all' ? null : await groupIdOf(scope, reachOf(principal, 'read'), database);
    const reach = reachOf(principal, 'policy');
    if (reach !== 'all' && !reach.includes(groupId ?? 0)) return { items: [], next: null };
    const from = cursorOf(z.tuple([z.int(), z.int()]), after);
    const rows = await database.read
      .selectFrom('dryRun')
      .where(sql<number>`coalesce(group_id, 0)`, '=', groupId ?? 0)
      .$if(from !== null, (query) => query.where(sql<boolean>`(started_at, id) < (${sql.join(from ?? [])})`))
      .orderBy('startedAt', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .selectAll()
      .execute();
    return page(rows, limit, {
      item: (row) => ({ ...headOf(row), scope }),
      cursor: ({ startedAt, id }) => [startedAt, id],
    });
  },
});

const start = route({
  method: 'POST',
  url: '/policies/dry-runs',
  summary:
    'Tries a policy out on every project that it would judge, from the reports that stand for them. Nothing but the dry run itself is kept, for a week.',
  needs: 'policy',
  body: z.object({ scope: scopeSchema, text: policyText }),
  status: 202,
  result: dryRunSchema,
  handle: async ({ body: { scope, text }, principal }, means) => {
    const groupId = await groupIdOf(scope, reachOf(principal, 'policy'), means.database);
    const [defect] = await defectsOf({ groupId, text }, means.database);
    if (defect) throw new ApiProblem('bad-request', `Line ${defect.line}: ${defect.message}`);
    const uid = await startDryRun({ groupId, text }, principal, means);
    if (uid === null)
      throw new ApiProblem('too-many-requests', 'Enough policies are tried out at the time: wait for one.');
    return toDryRun(await runByUid(uid, principal, means), means);
  },
});

const one = route({
  method: 'GET',
  url: '/policies/dry-runs/:id',
  summary: 'Tells how far a dry run is, and what the policy would change so far.',
  needs: 'policy',
  params: z.object({ id: z.string() }),
  result: dryRunSchema,
  handle: async ({ params: { id }, principal }, means) =>
    toDryRun(await runByUid(id, principal, means), means),
});

const change = route({
  method: 'POST',
  url: '/policies/dry-runs/:id/changes',
  summary: 'Stops a dry run: no further project is judged, and what was found so far stays.',
  needs: 'policy',
  params: z.object({ id: z.string() }),
  body: z.object({ change: z.literal('stop') }),
  result: dryRunSchema,
  handle: async ({ params: { id }, principal }, means) => {
    if (!(await stopDryRun(await runByUid(id, principal, means), principal, means)))
      throw new ApiProblem('conflict', 'The dry run has ended already.');
    return toDryRun(await runByUid(id, principal, means), means);
  },
});

export const dryRunProjectPage = pageOf(
  z.object({
    project: z.object({ id: z.string(), name: z.string() }),
    ...counts,
    /** Why it could not be judged. */
    failure: z.string().nullable(),
  }),
);

const projects = route({
  method: 'GET',
  url: '/policies/dry-runs/:id/projects',
  summary: 'Lists the projects in which a policy would change something, or which it could not judge.',
  needs: 'policy',
  params: z.object({ id: z.string() }),
  query: pageQuery,
  result: dryRunProjectPage,
  handle: async ({ params: { id }, query: { after, limit }, principal }, means) => {
    const run = await runByUid(id, principal, means);
    const [last = 0] = cursorOf(z.tuple([z.int()]), after) ?? [];
    const rows = await means.database.read
      .selectFrom('dryRunProject')
      .innerJoin('project', 'project.id', 'dryRunProject.projectId')
      .where('dryRunId', '=', run.id)
      .where('projectId', '>', last)
      .orderBy('projectId')
      .limit(limit + 1)
      .selectAll('dryRunProject')
      .select(['project.uid', 'project.name'])
      .execute();
    return page(rows, limit, {
      item: ({ uid, name, opens, closes, changes, failure }) => ({
        project: { id: uid, name },
        opens,
        closes,
        changes,
        failure,
      }),
      cursor: ({ projectId }) => [projectId],
    });
  },
});

export const dryRunFindingPage = pageOf(
  z.object({
    project: z.object({ id: z.string(), name: z.string() }),
    rule: z.string(),
    effect: z.enum(['opens', 'closes', 'changes']),
    ref: z.string().nullable(),
    level,
    levelBefore: level.nullable(),
    message: z.string(),
  }),
);

const findings = route({
  method: 'GET',
  url: '/policies/dry-runs/:id/findings',
  summary:
    'Lists the findings that a policy would open, close or give another level, 200 of a project at most; those of one `rule` or `project` (its id).',
  needs: 'policy',
  params: z.object({ id: z.string() }),
  query: pageQuery.extend({ rule: z.string().max(200).optional(), project: z.string().max(100).optional() }),
  result: dryRunFindingPage,
  handle: async ({ params: { id }, query, principal }, means) => {
    const run = await runByUid(id, principal, means);
    const [last = 0] = cursorOf(z.tuple([z.int()]), query.after) ?? [];
    const rows = await means.database.read
      .selectFrom('dryRunFinding')
      .innerJoin('project', 'project.id', 'dryRunFinding.projectId')
      .where('dryRunFinding.dryRunId', '=', run.id)
      .where('dryRunFinding.id', '>', last)
      .$if(query.rule !== undefined, (rows) => rows.where('rule', '=', query.rule ?? ''))
      .$if(query.project !== undefined, (rows) => rows.where('project.uid', '=', query.project ?? ''))
      .orderBy('dryRunFinding.id')
      .limit(query.limit + 1)
      .selectAll('dryRunFinding')
      .select(['project.uid', 'project.name'])
      .execute();
    return page(rows, query.limit, {
      item: ({ uid, name, rule, effect, ref, severity, severityBefore, message }) => ({
        project: { id: uid, name },
        rule,
        effect,
        ref,
        level: levelOf(severity),
        levelBefore: severityBefore === null ? null : levelOf(severityBefore),
        message,
      }),
      cursor: ({ id: cursor }) => [cursor],
    });
  },
});

/** Trying policies out. */
export const dryRunRoutes = [list, start, one, change, projects, findings];
