import type { ServerMeans } from '../server-means.ts';
import type { Chore } from './chore.ts';

/**
 * Does the chores that are due. Of all workers on a database, the first to find a chore due does it; should it die over that,
 * the chore is due again in its time. A chore that fails is told, and keeps no other from being done.
 */
export async function runDue(chores: readonly Chore[], means: ServerMeans): Promise<void> {
  for (const chore of chores) {
    if (chore.isFor?.(means) === false) continue;
    try {
      if (await isOurs(chore, means)) await chore.run(means);
    } catch (cause) {
      means.failed(cause);
    }
  }
}

/** Whether the chore is due and nobody else has taken it. */
function isOurs(
  { name, everyMs }: Chore,
  { database, clock }: Pick<ServerMeans, 'database' | 'clock'>,
): Promise<boolean> {
  return database.write(async (writing) => {
    const now = clock.now();
    const taken = await writing
      .insertInto('chore')
      .values({ name, dueAt: now + everyMs })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet({ dueAt: now + everyMs })
          // What is due later than after its time was put off before the clock was set back.
          .where(({ eb, or }) => or([eb('chore.dueAt', '<=', now), eb('chore.dueAt', '>', now + everyMs)])),
      )
      .returning('name')
      .executeTakeFirst();
    return taken !== undefined;
  });
}
