import { type Principal, reachOf } from '../access/principal.ts';
import { append } from '../audit/append.ts';
import type { Clock } from '../clock.ts';
import type { Queue } from '../queue/queue.ts';
import type { Database, Writing } from '../store/database.ts';
import type { Outcome } from '../store/tables.ts';
import { becoming } from './becoming.ts';
import { type Extent, replaceEarlier } from './replace.ts';
import { standingIn } from './standing.ts';

/** An answer to a decision group. */
export interface NewDecision {
  readonly decisionGroupId: number;
  readonly projectId: number | null;
  readonly projectGroupId: number | null;
  readonly versions: string | null;
  readonly outcome: Outcome;
  readonly reason: string;
  readonly expiresAt: number | null;
  readonly batch: string | null;
}

/** What deciding works with. */
export interface DecideMeans {
  readonly database: Database;
  readonly queue: Pick<Queue, 'add'>;
  readonly clock: Clock;
  /** Whether what is decided for all projects needs a second person. */
  readonly fourEyes: boolean;
}

/**
 * Makes a decision, in place of an earlier one for the same: it is logged, and its effect in the projects is a task of the same
 * transaction. Answers its `uid`; `null` where `madeAfter` is given and another decision stands than that one.
 */
export async function decide(
  decision: NewDecision,
  by: Principal,
  { database, queue, clock, fourEyes }: DecideMeans,
  madeAfter?: string | null,
): Promise<string | null> {
  const uid = clock.id();
  const isForAll = decision.projectId === null && decision.projectGroupId === null;
  const state = fourEyes && isForAll ? 'proposed' : 'in-force';
  return database.write(async (writing) => {
    const { decisionGroupId } = decision;
    await holdStill(writing, decisionGroupId, database);
    const standing = () => standingIn(writing, decisionGroupId, reachOf(by, 'read'));
    if (madeAfter !== undefined && (await standing()) !== madeAfter) return null;
    const made = { ...decision, uid, by: by.name, now: clock.now() };
    const replaced = state === 'in-force' ? await replaceEarlier(writing, extentOf(made)) : [];
    await writing
      .insertInto('decision')
      .values({ ...decision, uid, state, decidedBy: by.name, decidedAt: clock.now() })
      .execute();
    // The log adds what was decided, as people read it.
    const detail = { after: { state, batch: decision.batch } };
    const making = { action: 'decision.made', subject: uid, detail };
    const deeds = [...replaced, making].map((deed) => ({ by, ...deed }));
    await append(writing, deeds, { now: clock.now, dialect: database.dialect });
    if (state === 'in-force') await queue.add(writing, { is: 'settle', decisionGroupId });
    return uid;
  });
}

function extentOf({
  uid,
  decisionGroupId,
  ...decision
}: Omit<Extent, 'made'> & Extent['made'][number]): Extent {
  return { ...decision, made: [{ uid, decisionGroupId }] };
}

/** Reports that come in read the decisions of a group under a lock that this one excludes. */
async function holdStill(writing: Writing, decisionGroupId: number, { dialect }: Database): Promise<void> {
  await writing
    .selectFrom('decisionGroup')
    .where('id', '=', decisionGroupId)
    .select('id')
    .$if(dialect === 'postgres', (query) => query.forUpdate())
    .executeTakeFirstOrThrow();
}

/** What somebody may do with a decision that was made, and why they do, where they say. */
export interface Change {
  readonly change: 'withdraw' | 'confirm' | 'decline';
  readonly reason: string | null;
}

const changes = {
  withdraw: { from: 'in-force', to: 'withdrawn', action: 'decision.withdrawn' },
  confirm: { from: 'proposed', to: 'in-force', action: 'decision.confirmed' },
  decline: { from: 'proposed', to: 'declined', action: 'decision.declined' },
} as const;

/** Changes a decision; answers whether it was in a state in which that can be done, and by whom it can be. */
export async function changeDecision(
  uid: string,
  { change, reason }: Change,
  by: Principal,
  { database, queue, clock }: DecideMeans,
): Promise<boolean> {
  const { from, to, action } = changes[change];
  const now = clock.now();
  const becomes = becoming(to, { by: by.name, now, reason });
  return database.write(async (writing) => {
    const decision = writing.selectFrom('decision').where('uid', '=', uid);
    const question = await decision.select('decisionGroupId').executeTakeFirst();
    if (!question) return false;
    await holdStill(writing, question.decisionGroupId, database);
    const row = await decision
      .where('state', '=', from)
      // Four eyes are those of two.
      .$if(change === 'confirm', (query) => query.where('decidedBy', '!=', by.name))
      .select(['id', 'uid', 'decisionGroupId', 'projectId', 'projectGroupId', 'versions'])
      .$if(database.dialect === 'postgres', (query) => query.forUpdate())
      .executeTakeFirst();
    if (!row) return false;
    const extent = extentOf({ ...row, by: by.name, now });
    const replaced = change === 'confirm' ? await replaceEarlier(writing, extent) : [];
    await writing.updateTable('decision').set(becomes.row).where('id', '=', row.id).execute();
    const changed = { action, subject: uid, detail: { before: { state: from }, after: becomes.after } };
    const deeds = [...replaced, changed].map((deed) => ({ by, ...deed }));
    await append(writing, deeds, { now: clock.now, dialect: database.dialect });
    await queue.add(writing, { is: 'settle', decisionGroupId: row.decisionGroupId });
    return true;
  });
}

// As many at a time as nobody notices: ten thousand may expire in one minute.
const mostAtOnce = 100;

/** Ends the decisions whose time has passed; answers whether there may be more. */
export async function expire({ database, queue, clock }: DecideMeans): Promise<boolean> {
  return database.write(async (writing) => {
    const rows = await writing
      .selectFrom('decision')
      .where('state', '=', 'in-force')
      .where('expiresAt', '<=', clock.now())
      .orderBy('expiresAt')
      .orderBy('id')
      .limit(mostAtOnce)
      .select(['id', 'uid', 'decisionGroupId'])
      .$if(database.dialect === 'postgres', (query) => query.forUpdate().skipLocked())
      .execute();
    if (rows.length === 0) return false;
    await writing
      .updateTable('decision')
      .set({ state: 'expired' })
      .where(
        'id',
        'in',
        rows.map(({ id }) => id),
      )
      .execute();
    const by = { name: 'Fineprint', via: 'server' } as const;
    const deeds = rows.map(({ uid }) => ({
      by,
      action: 'decision.expired',
      subject: uid,
      detail: { before: { state: 'in-force' }, after: { state: 'expired' } },
    }));
    await append(writing, deeds, { now: clock.now, dialect: database.dialect });
    for (const decisionGroupId of new Set(rows.map((row) => row.decisionGroupId)))
      await queue.add(writing, { is: 'settle', decisionGroupId });
    return rows.length === mostAtOnce;
  });
}
