import * as z from 'zod';
import { roles } from '../../access/principal.ts';
import { makeToken } from '../../access/tokens.ts';
import { append } from '../../audit/append.ts';
import { cursorOf, page, pageOf, pageQuery } from '../page.ts';
import { ApiProblem } from '../problem.ts';
import { route } from '../route.ts';
import { isoTime } from '../time.ts';

const token = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(roles),
  /** The project group that it is for, or `null` for all. */
  group: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
  /** When it was last shown, to the hour. */
  usedAt: z.iso.datetime().nullable(),
});

export const tokenPage = pageOf(token);

const list = route({
  method: 'GET',
  url: '/tokens',
  summary: 'Lists tokens, the latest first; none can be read again.',
  needs: 'admin',
  query: pageQuery,
  result: tokenPage,
  handle: async ({ query: { after, limit } }, { database }) => {
    const [before = null] = cursorOf(z.tuple([z.int()]), after) ?? [];
    const rows = await database.read
      .selectFrom('token')
      .leftJoin('projectGroup', 'projectGroup.id', 'token.groupId')
      .$if(before !== null, (query) => query.where('token.id', '<', before ?? 0))
      .orderBy('token.id', 'desc')
      .limit(limit + 1)
      .selectAll('token')
      .select('projectGroup.name as group')
      .execute();
    return page(rows, limit, {
      item: ({ uid, name, role, group, createdBy, createdAt, expiresAt, revokedAt, usedAt }) => ({
        id: uid,
        name,
        role,
        group,
        createdBy,
        createdAt: isoTime(createdAt),
        expiresAt: isoTime(expiresAt),
        revokedAt: revokedAt === null ? null : isoTime(revokedAt),
        usedAt: usedAt === null ? null : isoTime(usedAt),
      }),
      cursor: ({ id }) => [id],
    });
  },
});

const dayMs = 86_400_000;

const make = route({
  method: 'POST',
  url: '/tokens',
  summary: 'Makes a token for a machine. Its text is shown this once.',
  needs: 'admin',
  body: z.object({
    name: z.string().trim().min(1).max(100),
    role: z.enum(roles),
    group: z.string().nullable().default(null),
    days: z.int().min(1).max(366).default(90),
  }),
  status: 201,
  result: z.object({ token: z.string(), expiresAt: z.iso.datetime() }),
  handle: async ({ body: { name, role, group, days }, principal }, { database, clock }) => {
    const expiresAt = clock.now() + days * dayMs;
    return database.write(async (writing) => {
      const row =
        group === null
          ? null
          : await writing
              .selectFrom('projectGroup')
              .where('name', '=', group)
              .select('id')
              .executeTakeFirst();
      if (row === undefined) throw new ApiProblem('bad-request', `There is no project group "${group}".`);
      const wanted = { name, role, groupId: row?.id ?? null, expiresAt, createdBy: principal.name };
      const text = await makeToken(writing, wanted, clock);
      const deed = {
        by: principal,
        action: 'token.made',
        subject: name,
        detail: { after: { role, group, expiresAt: isoTime(expiresAt) } },
      };
      await append(writing, [deed], { now: clock.now, dialect: database.dialect });
      return { token: text, expiresAt: isoTime(expiresAt) };
    });
  },
});

const revoke = route({
  method: 'DELETE',
  url: '/tokens/:id',
  summary: 'Revokes a token.',
  needs: 'admin',
  params: z.object({ id: z.string() }),
  result: z.object({ id: z.string() }),
  handle: async ({ params: { id }, principal }, { database, clock }) =>
    database.write(async (writing) => {
      const row = await writing
        .updateTable('token')
        .set({ revokedAt: clock.now() })
        .where('uid', '=', id)
        .where('revokedAt', 'is', null)
        .returning('name')
        .executeTakeFirst();
      if (!row) throw new ApiProblem('not-found', `There is no token "${id}" in use.`);
      const deed = { by: principal, action: 'token.revoked', subject: row.name, detail: { id } };
      await append(writing, [deed], { now: clock.now, dialect: database.dialect });
      return { id };
    }),
});

/** Tokens of machines. */
export const tokenRoutes = [list, make, revoke];
