import type { Clock } from '../clock.ts';
import type { Database } from '../store/database.ts';
import { messageOf } from './message.ts';
import { type Sent, send } from './send.ts';
import { signedHeaders } from './signature.ts';

/** What delivering works with. */
export interface DeliverMeans {
  readonly database: Database;
  readonly clock: Pick<Clock, 'now'>;
  readonly webhookHosts: ReadonlySet<string>;
  readonly publicOrigin: () => string;
  /** Between 0 and 1, so that what failed together is not tried again together. */
  readonly random?: () => number;
  /** How long a receiver may take. */
  readonly webhookTimeMs?: number;
}

const usualTimeMs = 10_000;
const mostAtOnce = 100;
// Longer than an attempt can take: what its worker does not record is another's then.
const claimMs = 60_000;
const secondMs = 1_000;
const pausesMs = [5, 60, 300, 1_800, 7_200, 18_000, 36_000].map((seconds) => seconds * secondMs);

/** After this many attempts, over most of a day, nothing more is sent unless somebody asks for it. */
export const mostDeliveryAttempts = pausesMs.length + 1;

/**
 * Sends a webhook what is due, each event at least once. One that does not answer rests for a while, so that it costs one silence
 * and not one for each event; what it refuses keeps nothing else from being sent.
 */
export async function deliver(webhookId: number, means: DeliverMeans, signal: AbortSignal): Promise<void> {
  let restsUntil = 0;
  for (let count = 0; count < mostAtOnce && restsUntil === 0; count += 1) {
    signal.throwIfAborted();
    const claimed = await claim(webhookId, means);
    if (!claimed) break;
    const sent = await sendTo(claimed, means);
    const nextAt = await record(claimed, sent, means);
    if (sent.is === 'unanswered') restsUntil = nextAt;
  }
  await means.database.write((writing) =>
    writing.updateTable('webhook').set({ restsUntil }).where('id', '=', webhookId).execute(),
  );
}

type Claimed = NonNullable<Awaited<ReturnType<typeof claim>>>;

/** Takes the next event that is due, for as long as sending it may take. */
function claim(webhookId: number, { database, clock }: DeliverMeans) {
  const now = clock.now();
  return database.write(async (writing) => {
    const row = await writing
      .selectFrom('webhookDelivery')
      .innerJoin('webhook', 'webhook.id', 'webhookDelivery.webhookId')
      .where('webhookDelivery.webhookId', '=', webhookId)
      .where('webhookDelivery.state', '=', 'waiting')
      .where('webhookDelivery.dueAt', '<=', now)
      .where('webhook.removedAt', 'is', null)
      .orderBy('webhookDelivery.dueAt')
      .orderBy('webhookDelivery.id')
      .limit(1)
      .selectAll('webhookDelivery')
      .select([
        'webhook.url',
        'webhook.form',
        'webhook.secret',
        'webhook.previousSecret',
        'webhook.previousUntil',
      ])
      .$if(database.dialect === 'postgres', (query) => query.forUpdate('webhookDelivery').skipLocked())
      .executeTakeFirst();
    if (!row) return null;
    const attempts = row.attempts + 1;
    await writing
      .updateTable('webhookDelivery')
      .set({ attempts, dueAt: now + claimMs })
      .where('id', '=', row.id)
      .execute();
    return { ...row, attempts };
  });
}

function sendTo(claimed: Claimed, means: DeliverMeans): Promise<Sent> {
  const { clock, publicOrigin, webhookHosts: hosts, webhookTimeMs: timeMs = usualTimeMs } = means;
  const { eventId: id, type, createdAt, event, url, form, secret, previousSecret, previousUntil } = claimed;
  const body = messageOf({ type, createdAt, data: JSON.parse(event) }, form, publicOrigin());
  const sentAt = clock.now();
  const isPreviousValid = previousSecret !== null && previousUntil !== null && previousUntil > sentAt;
  const secrets = isPreviousValid ? [secret, previousSecret] : [secret];
  return send({ url, body, headers: signedHeaders({ id, sentAt, body }, secrets) }, { hosts, timeMs });
}

/** Writes how it ended; answers when it is to be tried again. */
async function record(
  { id, attempts }: Claimed,
  sent: Sent,
  { database, clock, random = Math.random }: DeliverMeans,
): Promise<number> {
  const now = clock.now();
  const pause = (pausesMs[attempts - 1] ?? pausesMs.at(-1) ?? 0) * (0.8 + 0.4 * random());
  const dueAt = Math.round(now + pause);
  const state = sent.is === 'taken' ? 'delivered' : attempts >= mostDeliveryAttempts ? 'failed' : 'waiting';
  await database.write((writing) =>
    writing
      .updateTable('webhookDelivery')
      .set({
        state,
        dueAt: state === 'waiting' ? dueAt : now,
        status: sent.is === 'unanswered' ? null : sent.status,
        failure: sent.is === 'taken' ? null : sent.because,
      })
      .where('id', '=', id)
      .execute(),
  );
  return dueAt;
}
