import * as z from 'zod';
import { cursorOf, page, pageOf, pageQuery } from '../page.ts';
import { route } from '../route.ts';
import { isoTime } from '../time.ts';

const entry = z.object({
  at: z.iso.datetime(),
  actor: z.string(),
  via: z.string(),
  action: z.string(),
  subject: z.string(),
  detail: z.record(z.string(), z.unknown()),
  previous: z.string(),
  hash: z.string(),
});

export const auditPage = pageOf(entry);

const list = route({
  method: 'GET',
  url: '/audit',
  summary: 'Lists what was done, the latest first; each entry holds the hash of the one before it.',
  needs: 'admin',
  query: pageQuery.extend({ subject: z.string().max(200).optional() }),
  result: auditPage,
  handle: async ({ query: { after, limit, subject } }, { database }) => {
    const [before = null] = cursorOf(z.tuple([z.int()]), after) ?? [];
    const rows = await database.read
      .selectFrom('audit')
      .$if(subject !== undefined, (query) => query.where('subject', '=', subject ?? ''))
      .$if(before !== null, (query) => query.where('id', '<', before ?? 0))
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .selectAll()
      .execute();
    return page(rows, limit, {
      item: ({ id: _id, at, detail, ...rest }) => ({ ...rest, at: isoTime(at), detail: JSON.parse(detail) }),
      cursor: ({ id }) => [id],
    });
  },
});

/** The audit log. */
export const auditRoutes = [list];
