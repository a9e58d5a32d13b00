import type { ServerMeans } from '../server-means.ts';

const keptMs = 7 * 86_400_000;

/** Forgets dry runs a week after they began: what they say of the portfolio is no longer so. */
export async function forgetDryRuns({ database, clock }: ServerMeans): Promise<void> {
  const rows = await database.read
    .selectFrom('dryRun')
    .where('startedAt', '<', clock.now() - keptMs)
    .orderBy('startedAt')
    .limit(20)
    .select('id')
    .execute();
  for (const { id } of rows)
    await database.write(async (writing) => {
      for (const table of ['dryRunFinding', 'dryRunProject', 'dryRunRule'] as const)
        await writing.deleteFrom(table).where('dryRunId', '=', id).execute();
      await writing.deleteFrom('dryRun').where('id', '=', id).execute();
    });
}
