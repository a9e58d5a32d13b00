import type { Clock } from '../clock.ts';
import type { Queue } from '../queue/queue.ts';
import type { Database } from '../store/database.ts';

interface Means {
  readonly database: Database;
  readonly clock: Pick<Clock, 'now'>;
  readonly queue: Pick<Queue, 'add'>;
}

const mostAtOnce = 100;
// As long as somebody may need for what is due of one webhook; nobody else is asked to meanwhile.
const turnMs = 120_000;

/** Makes tasks of what webhooks are to be told, one for each webhook of which anything is due. */
export async function queueDeliveries({ database, clock, queue }: Means): Promise<void> {
  const now = clock.now();
  await database.write(async (writing) => {
    const rows = await writing
      .selectFrom('webhook')
      .where('removedAt', 'is', null)
      .where('restsUntil', '<=', now)
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('webhookDelivery')
            .whereRef('webhookDelivery.webhookId', '=', 'webhook.id')
            .where('webhookDelivery.state', '=', 'waiting')
            .where('webhookDelivery.dueAt', '<=', now)
            .select('webhookDelivery.id'),
        ),
      )
      .orderBy('restsUntil')
      .orderBy('id')
      .limit(mostAtOnce)
      .select('id')
      .execute();
    for (const { id: webhookId } of rows) {
      await writing
        .updateTable('webhook')
        .set({ restsUntil: now + turnMs })
        .where('id', '=', webhookId)
        .execute();
      await queue.add(writing, { is: 'deliver', webhookId });
    }
  });
}

const keptMs = 30 * 86_400_000;
const forgottenAtOnce = 1_000;

/** Forgets what webhooks were told, or could not be, a month ago. */
export async function forgetDeliveries({ database, clock }: Omit<Means, 'queue'>): Promise<void> {
  for (let count = forgottenAtOnce; count === forgottenAtOnce; ) {
    count = await database.write(async (writing) => {
      const rows = await writing
        .selectFrom('webhookDelivery')
        .where('createdAt', '<', clock.now() - keptMs)
        .orderBy('createdAt')
        .orderBy('id')
        .limit(forgottenAtOnce)
        .select('id')
        .execute();
      const ids = rows.map(({ id }) => id);
      if (ids.length > 0) await writing.deleteFrom('webhookDelivery').where('id', 'in', ids).execute();
      return ids.length;
    });
  }
}
