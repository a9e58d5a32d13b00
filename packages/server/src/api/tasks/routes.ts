import * as z from 'zod';
import { taskSchema } from '../../queue/queue.ts';
import { wake } from '../../queue/wake.ts';
import { cursorOf, page, pageOf, pageQuery } from '../page.ts';
import { route } from '../route.ts';
import { isoTime } from '../time.ts';

const queueName = z.enum(taskSchema.options.map(({ shape }) => shape.is.value));

const deadTask = z.object({
  id: z.string(),
  queue: z.string(),
  /** What was to be done. */
  task: z.record(z.string(), z.unknown()),
  /** What the last attempt failed of. */
  failure: z.string(),
  diedAt: z.iso.datetime(),
});

const list = route({
  method: 'GET',
  url: '/tasks/dead',
  summary: 'Lists the tasks that failed too often and are not tried again, the oldest first.',
  needs: 'admin',
  query: pageQuery,
  result: pageOf(deadTask),
  handle: async ({ query: { after, limit } }, { database: { read } }) => {
    const [last = 0] = cursorOf(z.tuple([z.int()]), after) ?? [];
    const rows = await read
      .selectFrom('deadTask')
      .where('id', '>', last)
      .orderBy('id')
      .limit(limit + 1)
      .selectAll()
      .execute();
    return page(rows, limit, {
      item: ({ uid, queue, payload, failure, diedAt }) => ({
        id: uid,
        queue,
        task: JSON.parse(payload),
        failure,
        diedAt: isoTime(diedAt),
      }),
      cursor: ({ id }) => [id],
    });
  },
});

const wakeRoute = route({
  method: 'POST',
  url: '/tasks/wake',
  summary:
    'Has dead tasks tried again once their cause was mended: those of one queue, or of all, some hundreds at a time.',
  needs: 'admin',
  body: z.object({ queue: queueName.nullable().default(null) }),
  /** `more`: whether others are left, for which it is to be asked again. */
  result: z.object({ woken: z.int(), more: z.boolean() }),
  handle: ({ body: { queue }, principal }, means) => wake(queue, principal, means),
});

/** Tasks that are not tried again. */
export const taskRoutes = [list, wakeRoute];
