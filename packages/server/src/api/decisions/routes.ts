import { parseConstraint } from '@fineprint/core';
import * as z from 'zod';
import { type Principal, reachOf } from '../../access/principal.ts';
import { changeDecision, decide, type NewDecision } from '../../decisions/decide.ts';
import { settleSoon } from '../../decisions/settle.ts';
import type { ServerMeans } from '../../server-means.ts';
import { questionByUid } from '../inbox/queries.ts';
import { outcomes } from '../outcomes.ts';
import { cursorOf, page, pageQuery } from '../page.ts';
import { ApiProblem } from '../problem.ts';
import { route } from '../route.ts';
import {
  changeReason,
  changes,
  decision,
  decisionPage,
  decisionStates,
  endOf,
  scope,
  shownDecision,
  toDecision,
} from './decision.ts';
import { effectOf, effectSchema } from './effect.ts';
import { meanwhile } from './meanwhile.ts';
import { decisionRows, groupByUid, scopeOf } from './queries.ts';

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
  /** The `standing` of the question when it was looked at; where another decision stands by now, the answer is 409. Left out, it is not asked. */
  madeAfter: z.string().max(100).nullable().optional(),
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

const make = route({
  method: 'POST',
  url: '/decisions',
  summary: 'Decides: one answer settles every finding of its rule, component and licence in its scope.',
  needs: 'review',
  body: newDecision,
  status: 201,
  result: decision,
  handle: async ({ body, principal }, means) => {
    const { outcome, reason, madeAfter } = body;
    const expiresAt = endOf(body, means.clock.now());
    const where = await meant(body, principal, means);
    const made = { ...where, outcome, reason, expiresAt, batch: null };
    const uid = await decide(made, principal, means, madeAfter);
    if (uid === null) {
      const asked = { ...where, madeAfter: madeAfter ?? null };
      throw new ApiProblem('conflict', await meanwhile(asked, principal, means));
    }
    await settleSoon(where.decisionGroupId, means);
    return shownDecision(uid, principal, means);
  },
});

const change = route({
  method: 'POST',
  url: '/decisions/:id/changes',
  summary: 'Withdraws a decision, or confirms or declines one that waits for a second person.',
  needs: 'review',
  params: z.object({ id: z.string() }),
  body: z.object({ change: changes, reason: changeReason }),
  result: decision,
  handle: async ({ params: { id }, body, principal }, means) => {
    const before = await shownDecision(id, principal, means, 'review');
    if (before.scope.is === 'all' && reachOf(principal, 'review') !== 'all')
      throw new ApiProblem(
        'forbidden',
        'It holds for all projects, and so only those change it who review all.',
      );
    if (!(await changeDecision(id, body, principal, means)))
      throw new ApiProblem(
        'conflict',
        `It cannot be done: the decision is ${before.state}, made by ${before.decidedBy}.`,
      );
    const { id: decisionGroupId } = await groupByUid(before.question, means.database);
    await settleSoon(decisionGroupId, means);
    return shownDecision(id, principal, means);
  },
});

const dayMs = 86_400_000;

const list = route({
  method: 'GET',
  url: '/decisions',
  summary:
    'Lists decisions, the latest first: of one question, of a component, of a batch, in a state; or, with `expiringInDays`, those in force that end within so many days, the next one first.',
  needs: 'read',
  query: pageQuery.extend({
    question: z.string().optional(),
    component: z.string().max(2_000).optional(),
    batch: z.string().max(100).optional(),
    state: decisionStates.optional(),
    expiringInDays: z.coerce.number().int().min(0).max(3_650).optional(),
  }),
  result: decisionPage,
  handle: async ({ query: { after, limit, expiringInDays, ...wanted }, principal }, means) => {
    const isByEnd = expiringInDays !== undefined;
    const expiringBefore = isByEnd ? means.clock.now() + expiringInDays * dayMs : undefined;
    const from = cursorOf(isByEnd ? z.tuple([z.int(), z.int()]) : z.tuple([z.int()]), after);
    const rows = await decisionRows(
      { ...wanted, expiringBefore },
      { from, limit: limit + 1 },
      reachOf(principal, 'read'),
      means.database,
    );
    return page(rows, limit, {
      item: (row) => toDecision(row, principal),
      cursor: ({ id, expiresAt }) => (isByEnd ? [expiresAt ?? 0, id] : [id]),
    });
  },
});

const one = route({
  method: 'GET',
  url: '/decisions/:id',
  summary: 'Shows a decision.',
  needs: 'read',
  params: z.object({ id: z.string() }),
  result: decision,
  handle: ({ params: { id }, principal }, means) => shownDecision(id, principal, means),
});

/** What a request names, as ids; throws an `ApiProblem` where that is not there, or lies beyond what the caller reviews. */
async function meant(
  { question, scope: wanted, versions }: z.infer<typeof answered>,
  principal: Principal,
  { database }: ServerMeans,
): Promise<Pick<NewDecision, 'decisionGroupId' | 'projectId' | 'projectGroupId' | 'versions'>> {
  const reach = reachOf(principal, 'review');
  if (versions !== null && 'invalid' in parseConstraint(versions, 'npm'))
    throw new ApiProblem('bad-request', `"${versions}" is no range of versions as npm writes them.`);
  const { id: decisionGroupId } = await questionByUid(question, reach, database);
  return { decisionGroupId, ...(await scopeOf(wanted, reach, database)), versions };
}

/** Decisions: what they would do, making them, and what was decided. */
export const decisionRoutes = [list, one, make, preview, change];
