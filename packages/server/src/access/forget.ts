import type { ServerMeans } from '../server-means.ts';
import { forgetSessions } from './sessions.ts';

/** Forgets what lets nobody in any more: sessions that are over, links that are too old, tokens of jobs that have expired. */
export async function forget({ database, clock }: Pick<ServerMeans, 'database' | 'clock'>): Promise<void> {
  await database.write(async (writing) => {
    await forgetSessions(writing, clock);
    await writing.deleteFrom('invitation').where('expiresAt', '<=', clock.now()).execute();
    await writing.deleteFrom('ciSpent').where('expiresAt', '<=', clock.now()).execute();
  });
}
