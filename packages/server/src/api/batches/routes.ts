import * as z from 'zod';
import { may, type Principal, reachOf } from '../../access/principal.ts';
import type { ServerMeans } from '../../server-means.ts';
import type { BatchState } from '../../store/review-tables.ts';
import { changeReason, endOf, namedScope, scope, toScope } from '../decisions/decision.ts';
import { scopeOf } from '../decisions/queries.ts';
import { filterSchema } from '../inbox/filter.ts';
import { outcomes } from '../outcomes.ts';
import { cursorOf, page, pageOf, pageQuery } from '../page.ts';
import { ApiProblem } from '../problem.ts';
import { route } from '../route.ts';
import { isoTime } from '../time.ts';
import { type BatchChange, batchChanges, changeBatch, undoMs } from './change.ts';
import { makeBatch } from './make.ts';
import { batchRows } from './queries.ts';

const changes = z.enum(['undo', 'confirm', 'decline']);

export const batch = z.object({
  id: z.string(),
  filter: filterSchema,
  scope: namedScope,
  outcome: outcomes,
  reason: z.string(),
  expiresAt: z.iso.datetime().nullable(),
  state: z.enum([
    'deciding',
    'decided',
    'confirming',
    'confirmed',
    'declining',
    'declined',
    'withdrawing',
    'withdrawn',
  ]),
  /** Whether its decisions wait for a second person before they hold. */
  isProposed: z.boolean(),
  questions: z.int(),
  /** How many of them were gone through in this state. */
  done: z.int(),
  /** How many decisions were made: none where somebody else decided meanwhile. */
  decisions: z.int(),
  madeBy: z.string(),
  madeAt: z.iso.datetime(),
  undoUntil: z.iso.datetime(),
  /** Who undid or declined it, and why, where they said. */
  ended: z.object({ by: z.string(), reason: z.string().nullable() }).nullable(),
  can: z.array(changes),
});

export const batchPage = pageOf(batch);

const make = route({
  method: 'POST',
  url: '/batches',
  summary:
    'Gives one answer to every question that waits under a filter; `questions` is how many were shown. Decisions are made one by one, and can be undone together for 24 hours.',
  needs: 'review',
  body: z.object({
    filter: filterSchema,
    scope,
    outcome: outcomes,
    reason: z.string().trim().min(3).max(4_000),
    expiresAt: z.iso.datetime().nullable().default(null),
    questions: z.int().min(1),
  }),
  status: 202,
  result: batch,
  handle: async ({ body: { scope: wanted, ...body }, principal }, means) => {
    const expiresAt = endOf(body, means.clock.now());
    const where = await scopeOf(wanted, reachOf(principal, 'review'), means.database);
    const uid = await makeBatch({ ...body, ...where, expiresAt }, principal, means);
    return toBatch(await rowOf(uid, principal, means), principal, means);
  },
});

const list = route({
  method: 'GET',
  url: '/batches',
  summary: 'Lists answers to many questions, the latest first.',
  needs: 'read',
  query: pageQuery,
  result: batchPage,
  handle: async ({ query: { after, limit }, principal }, means) => {
    const [before = null] = cursorOf(z.tuple([z.int()]), after) ?? [];
    const wanted = { uid: null, before, limit: limit + 1 };
    const rows = await batchRows(wanted, reachOf(principal, 'read'), means.database);
    return page(rows, limit, { item: (row) => toBatch(row, principal, means), cursor: ({ id }) => [id] });
  },
});

const one = route({
  method: 'GET',
  url: '/batches/:id',
  summary: 'Shows an answer to many questions, and how far it has come.',
  needs: 'read',
  params: z.object({ id: z.string() }),
  result: batch,
  handle: async ({ params: { id }, principal }, means) =>
    toBatch(await rowOf(id, principal, means), principal, means),
});

const change = route({
  method: 'POST',
  url: '/batches/:id/changes',
  summary: 'Undoes an answer to many questions, or confirms or declines one that waits for a second person.',
  needs: 'review',
  params: z.object({ id: z.string() }),
  body: z.object({ change: changes, reason: changeReason }),
  status: 202,
  result: batch,
  handle: async ({ params: { id }, body, principal }, means) => {
    const row = await rowOf(id, principal, means);
    const can = changesFor(row, principal, means);
    if (!can.includes(body.change) || !(await changeBatch(row.id, body, principal, means)))
      throw new ApiProblem(
        'conflict',
        `It cannot be done: it is ${row.state}, was made by ${row.madeBy}, and could be undone for 24 hours.`,
      );
    return toBatch(await rowOf(id, principal, means), principal, means);
  },
});

async function rowOf(uid: string, principal: Principal, { database }: ServerMeans) {
  const [row] = await batchRows({ uid, before: null, limit: 1 }, reachOf(principal, 'read'), database);
  if (!row) throw new ApiProblem('not-found', `There is no answer "${uid}".`);
  return row;
}

type Row = Awaited<ReturnType<typeof rowOf>>;

function toBatch(row: Row, principal: Principal, means: ServerMeans): z.infer<typeof batch> {
  const { uid, outcome, reason, state, questions, done, made, madeBy, madeAt, expiresAt } = row;
  return {
    id: uid,
    filter: filterSchema.parse(JSON.parse(row.filter)),
    scope: toScope(row),
    ...{ outcome, reason, state, questions, done, madeBy },
    expiresAt: expiresAt === null ? null : isoTime(expiresAt),
    isProposed: row.isProposed === 1,
    decisions: made,
    madeAt: isoTime(madeAt),
    undoUntil: isoTime(madeAt + undoMs),
    ended: endings.has(state) ? { by: row.changedBy, reason: row.changedBecause } : null,
    can: changesFor(row, principal, means),
  };
}

const endings: ReadonlySet<BatchState> = new Set(['declining', 'declined', 'withdrawing', 'withdrawn']);

/** What somebody may do with a batch: nobody confirms what they proposed. */
function changesFor(row: Row, principal: Principal, { clock }: ServerMeans): BatchChange[] {
  if (!may(principal, 'review')) return [];
  const reach = reachOf(principal, 'review');
  const group = row.projectGroupId ?? row.groupOfProject;
  if (reach !== 'all' && (group === null || !reach.includes(group))) return [];
  const isOwn = row.madeBy === principal.name;
  return changes.options.filter((each) => {
    if (!batchChanges[each].from.includes(row.state)) return false;
    if (each === 'undo') return clock.now() <= row.madeAt + undoMs;
    return row.isProposed === 1 && !(each === 'confirm' && isOwn);
  });
}

/** Answers to many questions at once. */
export const batchRoutes = [list, make, one, change];
