import * as z from 'zod';
import { type Principal, reachOf } from '../../access/principal.ts';
import { changeDecision, decide, type NewDecision } from '../../decisions/decide.ts';
import { settle } from '../../decisions/settle.ts';
import type { ServerMeans } from '../../server-means.ts';
import { cursorOf, page, pageOf, pageQuery } from '../page.ts';
import { ApiProblem } from '../problem.ts';
import { route } from '../route.ts';
import { isoTime } from '../time.ts';
import { effectOf, effectSchema } from './effect.ts';
import { decisionRows, groupByUid, scopeOf } from './queries.ts';

const outcomes = z.enum(['approved', 'approved-until', 'rejected', 'needs-information', 'false-positive']);

/** Where a decision holds: one project, the projects of a group, or all. */
const scope = z.discriminatedUnion('is', [
  z.object({ is: z.literal('project'), project: z.string() }),
  z.object({ is: z.literal('group'), group: z.string() }),
  z.object({ is: z.literal('all') }),
]);

const answered = z.object({
  /** The decision group, as the inbox lists it. */
  question: z.string(),
  scope,
  versions: z.string().min(1).max(200).nullable().default(null),
});

const newDecision = answered.extend({
  outcome: outcomes,
  reason: z.string().trim().min(3).max(4_000),
  expiresAt: z.iso.datetime().nullable().default(null),
});

const preview = route({
  method: 'POST',
  url: '/decisions/preview',
  summary: 'Tells how many findings, in how many projects, a decision would settle.',
  needs: 'review',
  body: answered,
  result: effectSchema,
  handle: async ({ body, principal }, means) =>
    effectOf(await meant(body, principal, means), reachOf(principal, 'review'), means.database),
});

const decision = z.object({
  id: z.string(),
  question: z.string(),
  rule: z.string(),
  component: z.string().nullable(),
  license: z.string().nullable(),
  scope,
  versions: z.string().nullable(),
  outcome: outcomes,
  reason: z.string(),
  state: z.enum(['proposed', 'in-force', 'withdrawn', 'expired', 'declined']),
  expiresAt: z.iso.datetime().nullable(),
  decidedBy: z.string(),
  decidedAt: z.iso.datetime(),
  confirmedBy: z.string().nullable(),
});

const make = route({
  method: 'POST',
  url: '/decisions',
  summary: 'Decides: one answer settles every finding of its rule, component and licence in its scope.',
  needs: 'review',
  body: newDecision,
  status: 201,
  result: decision,
  handle: async ({ body, principal }, means) => {
    const { outcome, reason } = body;
    const expiresAt = body.expiresAt === null ? null : Date.parse(body.expiresAt);
    if (outcome === 'approved-until' && expiresAt === null)
      throw new ApiProblem('bad-request', '"approved-until" needs "expiresAt".');
    if (expiresAt !== null && expiresAt <= means.clock.now())
      throw new ApiProblem('bad-request', '"expiresAt" has passed.');
    const where = await meant(body, principal, means);
    const uid = await decide({ ...where, outcome, reason, expiresAt, batch: null }, principal, means);
    // The effect is a task as well; whoever decided need not wait for it.
    await settle(where.decisionGroupId, means);
    return shown(uid, principal, means);
  },
});

const change = route({
  method: 'POST',
  url: '/decisions/:id/changes',
  summary: 'Withdraws a decision, or confirms or declines one that waits for a second person.',
  needs: 'review',
  params: z.object({ id: z.string() }),
  body: z.object({ change: z.enum(['withdraw', 'confirm', 'decline']) }),
  result: decision,
  handle: async ({ params: { id }, body, principal }, means) => {
    const before = await shown(id, principal, means, 'review');
    if (before.scope.is === 'all' && reachOf(principal, 'review') !== 'all')
      throw new ApiProblem(
        'forbidden',
        'It holds for all projects, and so only those change it who review all.',
      );
    if (!(await changeDecision(id, body.change, principal, means)))
      throw new ApiProblem(
        'conflict',
        `It cannot be done: the decision is ${before.state}, made by ${before.decidedBy}.`,
      );
    const { id: decisionGroupId } = await groupByUid(before.question, means.database);
    await settle(decisionGroupId, means);
    return shown(id, principal, means);
  },
});

export const decisionPage = pageOf(decision);

const list = route({
  method: 'GET',
  url: '/decisions',
  summary: 'Lists decisions, the latest first; those of one question with `question`.',
  needs: 'read',
  query: pageQuery.extend({ question: z.string().optional() }),
  result: decisionPage,
  handle: async ({ query: { after, limit, question }, principal }, means) => {
    const [before = null] = cursorOf(z.tuple([z.int()]), after) ?? [];
    const wanted = { uid: null, question: question ?? null, before, limit: limit + 1 };
    const rows = await decisionRows(wanted, reachOf(principal, 'read'), means.database);
    return page(rows, limit, { item: toDecision, cursor: ({ id }) => [id] });
  },
});

/** What a request names, as ids; throws an `ApiProblem` where that is not there, or lies beyond what the caller reviews. */
async function meant(
  { question, scope: wanted, versions }: z.infer<typeof answered>,
  principal: Principal,
  { database }: ServerMeans,
): Promise<Pick<NewDecision, 'decisionGroupId' | 'projectId' | 'projectGroupId' | 'versions'>> {
  const reach = reachOf(principal, 'review');
  const { id: decisionGroupId } = await groupByUid(question, database);
  return { decisionGroupId, ...(await scopeOf(wanted, reach, database)), versions };
}

async function shown(
  uid: string,
  principal: Principal,
  { database }: ServerMeans,
  needs: 'read' | 'review' = 'read',
) {
  const wanted = { uid, question: null, before: null, limit: 1 };
  const [row] = await decisionRows(wanted, reachOf(principal, needs), database);
  if (!row) throw new ApiProblem('not-found', `There is no decision "${uid}".`);
  return toDecision(row);
}

type Row = Awaited<ReturnType<typeof decisionRows>>[number];

function toDecision(row: Row): z.infer<typeof decision> {
  const { uid, question, rule, key, expression, versions, outcome, reason, state } = row;
  return {
    id: uid,
    question,
    rule,
    component: key,
    license: expression,
    scope:
      row.project !== null
        ? { is: 'project', project: row.project }
        : row.group !== null
          ? { is: 'group', group: row.group }
          : { is: 'all' },
    versions,
    outcome,
    reason,
    state,
    expiresAt: row.expiresAt === null ? null : isoTime(row.expiresAt),
    decidedBy: row.decidedBy,
    decidedAt: isoTime(row.decidedAt),
    confirmedBy: row.confirmedBy,
  };
}

/** Decisions: what they would do, making them, and what was decided. */
export const decisionRoutes = [list, make, preview, change];
