import { append } from '../audit/append.ts';
import type { Clock } from '../clock.ts';
import type { Queue } from '../queue/queue.ts';
import type { Database, Writing } from '../store/database.ts';
import type { BatchState, BatchTable } from '../store/review-tables.ts';
import type { DecisionState } from '../store/tables.ts';
import { becoming } from './becoming.ts';
import { type Extent, replaceEarlier } from './replace.ts';
import { waitsIn } from './waits-in.ts';

/** What doing batches works with. */
export interface BatchMeans {
  readonly database: Database;
  readonly queue: Pick<Queue, 'add'>;
  readonly clock: Clock;
}

// Short enough that nobody waits for a lock.
const most = 100;

type Row = Omit<BatchTable, 'id' | 'done' | 'cursor' | 'made' | 'changedBecause'> & {
  readonly id: number;
  readonly done: number;
  readonly cursor: number;
  readonly made: number;
  readonly changedBecause: string | null;
};

/**
 * Does what is to be done with the decisions of a batch, some in a transaction, until nothing is left; stops where the signal
 * says so. How far it has come stands in the batch itself, so that what begins it anew goes on there.
 */
export async function performBatch(batchId: number, means: BatchMeans, signal?: AbortSignal): Promise<void> {
  for (let goesOn = true; goesOn; ) {
    signal?.throwIfAborted();
    goesOn = await means.database.write(async (writing) => {
      const batch = await writing
        .selectFrom('batch')
        .where('id', '=', batchId)
        .selectAll()
        .$if(means.database.dialect === 'postgres', (query) => query.forUpdate())
        .executeTakeFirst();
      if (!batch) return false;
      if (batch.state === 'deciding') return decideSome(writing, batch, means);
      const change = changes[batch.state];
      return change === undefined ? false : changeSome(writing, batch, change, means);
    });
  }
}

interface Change {
  readonly from: readonly DecisionState[];
  readonly to: DecisionState;
  readonly action: string;
  readonly end: BatchState;
}

const changes: Readonly<Partial<Record<BatchState, Change>>> = {
  confirming: { from: ['proposed'], to: 'in-force', action: 'decision.confirmed', end: 'confirmed' },
  declining: { from: ['proposed'], to: 'declined', action: 'decision.declined', end: 'declined' },
  withdrawing: {
    from: ['in-force', 'proposed'],
    to: 'withdrawn',
    action: 'decision.withdrawn',
    end: 'withdrawn',
  },
};

/** Decides the next questions of a batch, but those that somebody else has decided meanwhile; answers whether others follow. */
async function decideSome(writing: Writing, batch: Row, means: BatchMeans): Promise<boolean> {
  const items = await writing
    .selectFrom('batchItem')
    .where('batchId', '=', batch.id)
    .where('decisionGroupId', '>', batch.cursor)
    .orderBy('decisionGroupId')
    .limit(most)
    .select('decisionGroupId')
    .execute();
  const last = items.at(-1);
  if (!last) return ended(writing, batch, 'decided');
  const waiting = await heldStill(
    writing,
    items.map((item) => item.decisionGroupId),
    means,
  )
    .where(waitsIn(batch))
    .execute();
  const { outcome, reason, expiresAt, projectId, projectGroupId, isProposed } = batch;
  const state: DecisionState = isProposed ? 'proposed' : 'in-force';
  const made = waiting.map(({ id }) => ({
    ...{ uid: means.clock.id(), decisionGroupId: id, projectId, projectGroupId, versions: null },
    ...{ outcome, reason, expiresAt, state, batch: batch.uid },
    ...{ decidedBy: batch.madeBy, decidedAt: means.clock.now() },
  }));
  const replaced = isProposed ? [] : await replaceEarlier(writing, extentOf(batch, made, means));
  if (made.length > 0) await writing.insertInto('decision').values(made).execute();
  const deeds = made.map(({ uid, ...after }) => ({
    subject: uid,
    action: 'decision.made',
    detail: { after },
  }));
  await log(writing, [...replaced, ...deeds], batch, means);
  if (!isProposed)
    for (const { decisionGroupId } of made) await means.queue.add(writing, { is: 'settle', decisionGroupId });
  await writing
    .updateTable('batch')
    .set({
      cursor: last.decisionGroupId,
      done: batch.done + items.length,
      made: batch.made + made.length,
    })
    .where('id', '=', batch.id)
    .execute();
  return true;
}

function extentOf(
  { projectId, projectGroupId, changedBy: by }: Row,
  made: Extent['made'],
  { clock }: BatchMeans,
): Extent {
  return { made, projectId, projectGroupId, versions: null, by, now: clock.now() };
}

/** Changes the next decisions of a batch; answers whether others follow. */
async function changeSome(
  writing: Writing,
  batch: Row,
  { from, to, action, end }: Change,
  means: BatchMeans,
): Promise<boolean> {
  const rows = await writing
    .selectFrom('decision')
    .where('batch', '=', batch.uid)
    .where('id', '>', batch.cursor)
    .orderBy('id')
    .limit(most)
    .select(['id', 'uid', 'state', 'decisionGroupId'])
    .$if(means.database.dialect === 'postgres', (query) => query.forUpdate())
    .execute();
  const last = rows.at(-1);
  if (!last) return ended(writing, batch, end);
  const changed = rows.filter(({ state }) => from.includes(state));
  await heldStill(
    writing,
    changed.map(({ decisionGroupId }) => decisionGroupId),
    means,
  ).execute();
  const extent = extentOf(batch, changed, means);
  const replaced = to === 'in-force' ? await replaceEarlier(writing, extent) : [];
  const { changedBy: by, changedBecause: reason } = batch;
  const becomes = becoming(to, { by, now: means.clock.now(), reason });
  await writing
    .updateTable('decision')
    .set(becomes.row)
    // No list is empty in PostgreSQL.
    .where('id', 'in', [...changed.map(({ id }) => id), 0])
    .execute();
  const deeds = changed.map(({ uid, state }) => ({
    subject: uid,
    action,
    detail: { before: { state }, after: becomes.after, batch: batch.uid },
  }));
  await log(writing, [...replaced, ...deeds], batch, means);
  for (const { decisionGroupId } of changed)
    await means.queue.add(writing, { is: 'settle', decisionGroupId });
  await writing
    .updateTable('batch')
    .set({ cursor: last.id, done: batch.done + rows.length })
    .where('id', '=', batch.id)
    .execute();
  return true;
}

/** Reports that come in read the decisions of a question under a lock that this one excludes. */
function heldStill(writing: Writing, ids: readonly number[], { database }: BatchMeans) {
  return writing
    .selectFrom('decisionGroup')
    .where('decisionGroup.id', 'in', [...ids, 0])
    .orderBy('decisionGroup.id')
    .select('decisionGroup.id')
    .$if(database.dialect === 'postgres', (query) => query.forUpdate());
}

async function ended(writing: Writing, { id }: Row, state: BatchState): Promise<false> {
  await writing.updateTable('batch').set({ state }).where('id', '=', id).execute();
  return false;
}

interface Entry {
  readonly subject: string;
  readonly action: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

async function log(
  writing: Writing,
  entries: readonly Entry[],
  { changedBy: name, changedVia: via }: Row,
  { clock, database }: BatchMeans,
): Promise<void> {
  const deeds = entries.map((entry) => ({ by: { name, via }, ...entry }));
  if (deeds.length > 0) await append(writing, deeds, { now: clock.now, dialect: database.dialect });
}
