import type { Database, Writing } from '../store/database.ts';

// What is asked for again is worked out again.
const keptMs = 7 * 86_400_000;
// Short enough that nobody waits for it.
const batch = 20;

/** Deletes checklists that were worked out some time ago, but for those that an owner ticked something of. */
export async function forgetChecklists({ write, dialect }: Database, now: number): Promise<void> {
  for (let after: number | undefined = 0; after !== undefined; ) {
    const from: number = after;
    after = await write((writing) => forgetSome(writing, from, { before: now - keptMs, dialect }));
  }
}

interface Rule {
  readonly before: number;
  readonly dialect: Database['dialect'];
}

/** Looks at some checklists; answers the last of them, or `undefined` where there is none. */
async function forgetSome(
  writing: Writing,
  after: number,
  { before, dialect }: Rule,
): Promise<number | undefined> {
  const rows = await writing
    .selectFrom('checklist')
    .where('id', '>', after)
    .orderBy('id')
    .limit(batch)
    .select(['id', 'madeAt'])
    // Whoever ticks locks them against this: what is ticked meanwhile is seen below.
    .$if(dialect === 'postgres', (query) => query.forUpdate().skipLocked())
    .execute();
  const old = rows.filter(({ madeAt }) => madeAt < before).map(({ id }) => id);
  if (old.length > 0) {
    const ticked = await writing
      .selectFrom('obligationTick')
      .where('checklistId', 'in', old)
      .select('checklistId')
      .execute();
    const named = new Set(ticked.map(({ checklistId }) => checklistId));
    await deleteChecklists(
      writing,
      old.filter((id) => !named.has(id)),
    );
  }
  return rows.at(-1)?.id;
}

async function deleteChecklists(writing: Writing, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await writing.deleteFrom('checklistItem').where('checklistId', 'in', ids).execute();
  await writing.deleteFrom('checklistComponent').where('checklistId', 'in', ids).execute();
  await writing.deleteFrom('checklist').where('id', 'in', ids).execute();
}
