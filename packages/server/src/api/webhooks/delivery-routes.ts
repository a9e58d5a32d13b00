import * as z from 'zod';
import { append } from '../../audit/append.ts';
import { cursorOf, page, pageOf, pageQuery } from '../page.ts';
import { ApiProblem } from '../problem.ts';
import { route } from '../route.ts';
import { isoTime } from '../time.ts';
import { webhookByUid } from './queries.ts';

const delivery = z.object({
  event: z.string(),
  type: z.string(),
  /** `failed` where no further attempt is made unless somebody asks for one. */
  state: z.enum(['waiting', 'delivered', 'failed']),
  createdAt: z.iso.datetime(),
  attempts: z.int(),
  /** Of one that waits: when the next attempt is made. */
  dueAt: z.iso.datetime().nullable(),
  status: z.int().nullable(),
  failure: z.string().nullable(),
});

export const deliveryPage = pageOf(delivery);

const list = route({
  method: 'GET',
  url: '/webhooks/:id/deliveries',
  summary: 'Lists what a webhook was told, is to be told, or could not be, the latest first, for a month.',
  needs: 'admin',
  params: z.object({ id: z.string() }),
  query: pageQuery,
  result: deliveryPage,
  handle: async ({ params: { id }, query: { after, limit } }, { database }) => {
    const { id: webhookId } = await webhookByUid(id, database.read);
    const [before = null] = cursorOf(z.tuple([z.int()]), after) ?? [];
    const rows = await database.read
      .selectFrom('webhookDelivery')
      .where('webhookId', '=', webhookId)
      .$if(before !== null, (query) => query.where('id', '<', before ?? 0))
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .selectAll()
      .execute();
    return page(rows, limit, {
      item: ({ eventId, type, state, createdAt, attempts, dueAt, status, failure }) => ({
        event: eventId,
        type,
        state,
        createdAt: isoTime(createdAt),
        attempts,
        dueAt: state === 'waiting' ? isoTime(dueAt) : null,
        status,
        failure,
      }),
      cursor: ({ id: last }) => [last],
    });
  },
});

const again = route({
  method: 'POST',
  url: '/webhooks/:id/deliveries/:event/attempts',
  summary:
    'Tells a webhook an event again: one that failed too often, or one that it took and lost. Its id is the same.',
  needs: 'admin',
  params: z.object({ id: z.string(), event: z.string() }),
  result: z.object({ event: z.string() }),
  handle: async ({ params: { id, event }, principal }, { database, clock }) => {
    return database.write(async (writing) => {
      const { id: webhookId } = await webhookByUid(id, writing);
      const row = await writing
        .updateTable('webhookDelivery')
        .set({ state: 'waiting', attempts: 0, dueAt: clock.now() })
        .where('webhookId', '=', webhookId)
        .where('eventId', '=', event)
        .returning('id')
        .executeTakeFirst();
      if (!row) throw new ApiProblem('not-found', `There is no event "${event}" of this webhook.`);
      await writing.updateTable('webhook').set({ restsUntil: 0 }).where('id', '=', webhookId).execute();
      const deed = { by: principal, action: 'webhook.told-again', subject: id, detail: { event } };
      await append(writing, [deed], { now: clock.now, dialect: database.dialect });
      return { event };
    });
  },
});

/** What webhooks were told. */
export const deliveryRoutes = [list, again];
