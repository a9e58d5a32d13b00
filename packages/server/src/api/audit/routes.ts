import { Readable } from 'node:stream';
import * as z from 'zod';
import { auditBundle } from '../../audit/bundle.ts';
import { Download } from '../download.ts';
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
  needs: 'audit',
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

const bundle = route({
  method: 'GET',
  url: '/audit/bundle',
  summary:
    'Gives the audit log, all decisions, the policies that were published, and who could do anything as a zip archive with checksums and a signature, which its README.txt says how to verify.',
  needs: 'audit',
  result: z.string(),
  handle: async ({ principal }, means) => {
    const content = Readable.from(auditBundle(principal.name, means));
    const day = isoTime(means.clock.now()).slice(0, 10);
    return new Download(content, { type: 'application/zip', fileName: `fineprint-audit-${day}.zip` });
  },
});

/** The audit log. */
export const auditRoutes = [list, bundle];
