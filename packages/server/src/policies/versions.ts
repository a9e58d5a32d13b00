import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { type Principal, reachOf } from '../access/principal.ts';
import { append } from '../audit/append.ts';
import type { Clock } from '../clock.ts';
import type { Queue } from '../queue/queue.ts';
import type { Database, Writing } from '../store/database.ts';
import type { PolicyState } from '../store/policy-tables.ts';
import type { Draft } from './in-force.ts';

/** What changing policies works with. */
export interface PolicyMeans {
  readonly database: Database;
  readonly queue: Pick<Queue, 'add'>;
  readonly clock: Clock;
  /** Whether what holds for all projects needs a second person. */
  readonly fourEyes: boolean;
}

/** A text that somebody saves. */
export interface NewVersion extends Draft {
  readonly note: string;
  /** The `uid` of the version that it was made from: the draft, else the published one; `null` where there was neither. */
  readonly madeFrom: string | null;
}

/** Saves a text as the draft of its projects, in place of the one before; `null` where somebody else saved or published one since. */
export function saveDraft(
  version: NewVersion,
  by: Principal,
  { database, clock }: PolicyMeans,
): Promise<string | null> {
  const { groupId, text, note, madeFrom } = version;
  return database.write(async (writing) => {
    await holdVersions(writing, database);
    const heads = await headsOf(writing, groupId);
    if ((heads.draft ?? heads.published)?.uid !== (madeFrom ?? undefined)) return null;
    if (heads.draft) await setState(writing, heads.draft.id, 'discarded');
    const { last } = await ofScope(writing, groupId)
      .select(({ fn }) => fn.max('number').as('last'))
      .executeTakeFirstOrThrow();
    const made = { uid: clock.id(), number: (last ?? 0) + 1, state: 'draft' } as const;
    await writing
      .insertInto('policyVersion')
      .values({
        ...made,
        groupId,
        text,
        note,
        baseId: heads.published?.id ?? null,
        writtenBy: by.name,
        writtenAt: clock.now(),
      })
      .execute();
    const deed = {
      by,
      action: 'policy.saved',
      subject: made.uid,
      detail: {
        after: { state: made.state, note },
        policy: await toldPolicy(writing, { ...made, groupId, text }),
      },
    };
    await append(writing, [deed], { now: clock.now, dialect: database.dialect });
    return made.uid;
  });
}

export const policyChanges = ['publish', 'discard', 'withdraw'] as const;

/** What somebody may do with a version of a policy. */
export type PolicyChange = (typeof policyChanges)[number];

const changes: Readonly<
  Record<
    PolicyChange,
    { readonly from: readonly PolicyState[]; readonly to: PolicyState; readonly action: string }
  >
> = {
  publish: { from: ['draft', 'replaced', 'withdrawn'], to: 'published', action: 'policy.published' },
  discard: { from: ['draft'], to: 'discarded', action: 'policy.discarded' },
  withdraw: { from: ['published'], to: 'withdrawn', action: 'policy.withdrawn' },
};

interface Version extends Publishing {
  readonly publishedBy: string | null;
}

/** What may be done with a version, as far as that depends on what it is and who asks, and not on what others do meanwhile. */
export function changesFor(row: Version, by: Principal, means: FourEyes): PolicyChange[] {
  const reach = reachOf(by, 'policy');
  if (reach !== 'all' && (row.groupId === null || !reach.includes(row.groupId))) return [];
  const refusals = {
    publish: refusalToPublish(row, by, means),
    discard: null,
    withdraw: refusalToWithdraw(row, by, means),
  };
  return policyChanges.filter((each) => changes[each].from.includes(row.state) && refusals[each] === null);
}

/**
 * Changes the state of a version; answers why it cannot be done, or `null`. What is published or withdrawn makes the projects
 * that it is for due to be judged anew, in the same transaction.
 */
export function changeVersion(
  uid: string,
  change: PolicyChange,
  by: Principal,
  means: PolicyMeans,
): Promise<string | null> {
  const { database, queue, clock } = means;
  const { from, to, action } = changes[change];
  return database.write(async (writing) => {
    await holdVersions(writing, database);
    const row = await writing
      .selectFrom('policyVersion')
      .where('uid', '=', uid)
      .selectAll()
      .executeTakeFirstOrThrow();
    if (!from.includes(row.state)) return `The version is ${row.state}.`;
    if (change !== 'discard') {
      const { published } = await headsOf(writing, row.groupId);
      const refusal =
        change === 'publish'
          ? refusalOf(row, published?.id ?? null, by, means)
          : refusalToWithdraw(row, by, means);
      if (refusal !== null) return refusal;
      await holdGroups(writing, row.groupId, database);
      if (published) await setState(writing, published.id, change === 'publish' ? 'replaced' : 'withdrawn');
      await letBeJudged(writing, row.groupId, clock.now());
      await queue.add(writing, { is: 'rejudge' });
    }
    const published = change === 'publish' ? { publishedBy: by.name, publishedAt: clock.now() } : {};
    await writing
      .updateTable('policyVersion')
      .set({ state: to, ...published })
      .where('id', '=', row.id)
      .execute();
    const detail = {
      before: { state: row.state },
      after: { state: to },
      policy: await toldPolicy(writing, row),
    };
    const deed = { by, action, subject: uid, detail };
    await append(writing, [deed], { now: clock.now, dialect: database.dialect });
    return null;
  });
}

/** A version as the log tells it: which one, for whom, and by its SHA-256 with which text. */
async function toldPolicy(
  writing: Writing,
  {
    number,
    groupId,
    text,
  }: { readonly number: number; readonly groupId: number | null; readonly text: string },
) {
  const group =
    groupId === null
      ? undefined
      : await writing.selectFrom('projectGroup').where('id', '=', groupId).select('name').executeTakeFirst();
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { number, group: group?.name ?? null, sha256 };
}

interface Publishing {
  readonly state: PolicyState;
  readonly groupId: number | null;
  readonly baseId: number | null;
  readonly writtenBy: string;
}

function refusalOf(row: Publishing, publishedId: number | null, by: Principal, means: PolicyMeans) {
  if (row.state === 'draft' && row.baseId !== publishedId)
    return 'Another version was published after this draft was saved: save it again, and look at what differs.';
  return refusalToPublish(row, by, means);
}

type FourEyes = Pick<PolicyMeans, 'fourEyes'>;

function refusalToPublish(row: Publishing, by: Principal, { fourEyes }: FourEyes): string | null {
  // Four eyes are those of two.
  if (fourEyes && row.groupId === null && row.writtenBy === by.name)
    return 'What holds for all projects is published by somebody else than who wrote it.';
  return null;
}

// Without it each project has the findings of its own report, and so what its repository waives.
function refusalToWithdraw(
  {
    groupId,
    writtenBy,
    publishedBy,
  }: Pick<Publishing, 'groupId' | 'writtenBy'> & { readonly publishedBy: string | null },
  by: Principal,
  { fourEyes }: FourEyes,
) {
  if (fourEyes && groupId === null && [writtenBy, publishedBy].includes(by.name))
    return 'What holds for all projects is withdrawn by somebody else than who wrote or published it. They can also publish another version that you save.';
  return null;
}

// Any number that nothing else in the database locks.
const lock = 7_251_070;

/** Lets one at a time change policies; SQLite has one writer anyway. */
async function holdVersions(writing: Writing, { dialect }: Database): Promise<void> {
  if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(${lock}::bigint)`.execute(writing);
}

/** Waits for reports that are just taken in by the old policy, and lets those that come next see the new one. */
async function holdGroups(writing: Writing, groupId: number | null, { dialect }: Database): Promise<void> {
  if (dialect !== 'postgres') return;
  await writing
    .selectFrom('projectGroup')
    .$if(groupId !== null, (query) => query.where('id', '=', groupId ?? 0))
    .orderBy('id')
    .select('id')
    .forNoKeyUpdate()
    .execute();
}

async function letBeJudged(writing: Writing, groupId: number | null, now: number): Promise<void> {
  await writing
    .updateTable('judged')
    .set({ dueAt: now, attempts: 0 })
    .$if(groupId !== null, (query) =>
      query.where('projectId', 'in', (of) =>
        of
          .selectFrom('project')
          .where('groupId', '=', groupId ?? 0)
          .select('id'),
      ),
    )
    .execute();
}

function ofScope(writing: Writing, groupId: number | null) {
  return writing.selectFrom('policyVersion').where(sql<number>`coalesce(group_id, 0)`, '=', groupId ?? 0);
}

async function headsOf(writing: Writing, groupId: number | null) {
  const rows = await ofScope(writing, groupId)
    .where('state', 'in', ['draft', 'published'])
    .select(['id', 'uid', 'state'])
    .execute();
  return {
    draft: rows.find(({ state }) => state === 'draft'),
    published: rows.find(({ state }) => state === 'published'),
  };
}

async function setState(writing: Writing, id: number, state: PolicyState): Promise<void> {
  await writing.updateTable('policyVersion').set({ state }).where('id', '=', id).execute();
}
