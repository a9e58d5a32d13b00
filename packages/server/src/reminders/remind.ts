import { append } from '../audit/append.ts';
import type { Clock } from '../clock.ts';
import type { Database, Writing } from '../store/database.ts';

interface Means {
  readonly database: Database;
  readonly clock: Pick<Clock, 'now'>;
}

/** How many days before the end of a decision it is announced, the latest first. */
const reminderDays = [3, 14] as const;

const dayMs = 86_400_000;
// As many at a time as nobody notices: ten thousand may expire in one minute.
const mostAtOnce = 100;

/** Announces the ends of decisions that come soon, each once for each of the times that it is announced at. */
export async function remindAll(means: Means): Promise<void> {
  for (const days of reminderDays)
    for (let after: After | null = beginning; after; ) after = await remind(days, after, means);
}

interface After {
  readonly expiresAt: number;
  readonly id: number;
}

const beginning: After = { expiresAt: 0, id: 0 };

/** Announces some; answers where the next begin, or `null` where there are none. */
async function remind(days: number, after: After, { database, clock }: Means): Promise<After | null> {
  const now = clock.now();
  const ahead = days * dayMs;
  return database.write(async (writing) => {
    const rows = await writing
      .selectFrom('decision')
      .where('state', '=', 'in-force')
      .where('expiresAt', '>', now)
      .where('expiresAt', '<=', now + ahead)
      .where(({ eb, refTuple, tuple }) =>
        eb(refTuple('expiresAt', 'id'), '>', tuple(after.expiresAt, after.id)),
      )
      .orderBy('expiresAt')
      .orderBy('id')
      .limit(mostAtOnce)
      .select(['id', 'uid', 'expiresAt', 'decidedAt'])
      .execute();
    const ids = rows
      // Whoever decides for two days knows that it is for two days.
      .filter(({ expiresAt, decidedAt }) => expiresAt !== null && expiresAt - ahead > decidedAt)
      .map(({ id }) => id);
    const told = new Set(await remember(writing, ids, { days, now }));
    const deeds = rows
      .filter(({ id }) => told.has(id))
      .map(({ uid: subject }) => ({
        by: { name: 'Fineprint', via: 'server' } as const,
        action: 'decision.expiring',
        subject,
        detail: { days },
      }));
    if (deeds.length > 0) await append(writing, deeds, { now: clock.now, dialect: database.dialect });
    const last = rows.at(-1);
    return last?.expiresAt && rows.length === mostAtOnce ? { expiresAt: last.expiresAt, id: last.id } : null;
  });
}

/** Keeps that these were announced, at this time or one nearer to their end; answers those that were not before. */
async function remember(
  writing: Writing,
  ids: readonly number[],
  { days, now }: { readonly days: number; readonly now: number },
): Promise<readonly number[]> {
  if (ids.length === 0) return [];
  const rows = await writing
    .insertInto('reminder')
    .values(ids.map((decisionId) => ({ decisionId, days, at: now })))
    .onConflict((conflict) => conflict.columns(['decisionId', 'days']).doNothing())
    .returning('decisionId')
    .execute();
  // What was missed while no server ran is not announced after what is nearer.
  for (const earlier of reminderDays.filter((each) => each > days))
    await writing
      .insertInto('reminder')
      .values(ids.map((decisionId) => ({ decisionId, days: earlier, at: now })))
      .onConflict((conflict) => conflict.columns(['decisionId', 'days']).doNothing())
      .execute();
  return rows.map(({ decisionId }) => decisionId);
}
