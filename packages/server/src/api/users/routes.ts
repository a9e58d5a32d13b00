import * as z from 'zod';
import { invite } from '../../access/invitations.ts';
import { type Grant, roles } from '../../access/principal.ts';
import { append } from '../../audit/append.ts';
import type { Reading } from '../../store/database.ts';
import { cursorOf, page, pageOf, pageQuery } from '../page.ts';
import { ApiProblem } from '../problem.ts';
import { route } from '../route.ts';
import { isoTime } from '../time.ts';

/** A role in one project group, by its name, or in all (`null`). */
const grant = z.object({ role: z.enum(roles), group: z.string().nullable().default(null) });

const user = z.object({
  id: z.string(),
  name: z.string(),
  roles: z.array(grant),
  createdAt: z.iso.datetime(),
  disabledAt: z.iso.datetime().nullable(),
});

const list = route({
  method: 'GET',
  url: '/users',
  summary: 'Lists the people who may come in, the oldest first.',
  needs: 'admin',
  query: pageQuery,
  result: pageOf(user),
  handle: async ({ query: { after, limit } }, { database: { read } }) => {
    const [last = 0] = cursorOf(z.tuple([z.int()]), after) ?? [];
    const rows = await read
      .selectFrom('user')
      .where('id', '>', last)
      .orderBy('id')
      .limit(limit + 1)
      .selectAll()
      .execute();
    const given = await rolesOf(
      read,
      rows.map(({ id }) => id),
    );
    return page(rows, limit, {
      item: ({ id, uid, name, createdAt, disabledAt }) => ({
        id: uid,
        name,
        roles: given.get(id)?.map(({ role, group }) => ({ role, group })) ?? [],
        createdAt: isoTime(createdAt),
        disabledAt: disabledAt === null ? null : isoTime(disabledAt),
      }),
      cursor: ({ id }) => [id],
    });
  },
});

async function rolesOf(read: Reading, userIds: readonly number[]) {
  const rows = await read
    .selectFrom('userRole')
    .leftJoin('projectGroup', 'projectGroup.id', 'userRole.groupId')
    // No list is empty in PostgreSQL.
    .where('userId', 'in', [...userIds, 0])
    .orderBy('userRole.role')
    .orderBy('projectGroup.name')
    .select(['userRole.userId', 'userRole.role', 'projectGroup.name as group'])
    .execute();
  return Map.groupBy(rows, ({ userId }) => userId);
}

const add = route({
  method: 'POST',
  url: '/users',
  summary: 'Lets somebody in: makes a link that works once, within a week. It is shown this once.',
  needs: 'admin',
  body: z.object({ name: z.string().trim().min(1).max(100), roles: z.array(grant).min(1).max(100) }),
  status: 201,
  result: z.object({ id: z.string(), link: z.string() }),
  handle: async ({ body, principal }, { database, clock, publicOrigin }) =>
    database.write(async (writing) => {
      const grants = await Promise.all(body.roles.map((each) => grantOf(writing, each)));
      const { userUid, code } = await invite(writing, { name: body.name, grants }, principal.name, clock);
      const detail = { after: { name: body.name, roles: body.roles } };
      const deed = { by: principal, action: 'user.invited', subject: userUid, detail };
      await append(writing, [deed], { now: clock.now, dialect: database.dialect });
      return { id: userUid, link: `${publicOrigin()}/welcome?code=${code}` };
    }),
});

async function grantOf(reading: Reading, { role, group }: z.infer<typeof grant>): Promise<Grant> {
  if (group === null) return { role, groupId: null };
  const row = await reading
    .selectFrom('projectGroup')
    .where('name', '=', group)
    .select('id')
    .executeTakeFirst();
  if (!row) throw new ApiProblem('bad-request', `There is no project group "${group}".`);
  return { role, groupId: row.id };
}

const disable = route({
  method: 'DELETE',
  url: '/users/:id',
  summary: 'Lets somebody in no more, and ends their sessions. What they decided stays.',
  needs: 'admin',
  params: z.object({ id: z.string() }),
  result: z.object({ id: z.string() }),
  handle: async ({ params: { id }, principal }, { database, clock }) =>
    database.write(async (writing) => {
      const row = await writing
        .updateTable('user')
        .set({ disabledAt: clock.now() })
        .where('uid', '=', id)
        .where('disabledAt', 'is', null)
        .returning(['id', 'name'])
        .executeTakeFirst();
      if (!row) throw new ApiProblem('not-found', `There is nobody "${id}" who may come in.`);
      await writing.deleteFrom('session').where('userId', '=', row.id).execute();
      const deed = { by: principal, action: 'user.disabled', subject: id, detail: { name: row.name } };
      await append(writing, [deed], { now: clock.now, dialect: database.dialect });
      return { id };
    }),
});

/** People who may come in. */
export const userRoutes = [list, add, disable];
