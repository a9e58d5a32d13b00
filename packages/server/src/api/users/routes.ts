import * as z from 'zod';
import { invite, newLink } from '../../access/invitations.ts';
import { type Grant, roles } from '../../access/principal.ts';
import { setGrants } from '../../access/user-roles.ts';
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
  /** Whether the identity provider says who they are. */
  isBound: z.boolean(),
  createdAt: z.iso.datetime(),
  disabledAt: z.iso.datetime().nullable(),
});

export const peoplePage = pageOf(user);

const list = route({
  method: 'GET',
  url: '/users',
  summary: 'Lists the people who may come in, the oldest first.',
  needs: 'admin',
  query: pageQuery,
  result: peoplePage,
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
      item: ({ id, uid, name, subject, createdAt, disabledAt }) => ({
        id: uid,
        name,
        roles: given.get(id)?.map(({ role, group }) => ({ role, group })) ?? [],
        isBound: subject !== null,
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
      await refuseNameTwice(writing, body.name);
      const grants = await grantsOf(writing, body.roles);
      const terms = { createdBy: principal.name };
      const { userUid, code } = await invite(writing, { name: body.name, grants }, terms, clock);
      const detail = { after: { name: body.name, roles: body.roles } };
      const deed = { by: principal, action: 'user.invited', subject: userUid, detail };
      await append(writing, [deed], { now: clock.now, dialect: database.dialect });
      return { id: userUid, link: `${publicOrigin()}/welcome?code=${code}` };
    }),
});

/** Names stand in the audit log, and one person does not confirm what they decided themselves. */
async function refuseNameTwice(reading: Reading, name: string): Promise<void> {
  const row = await reading.selectFrom('user').where('name', '=', name).select('id').executeTakeFirst();
  if (row) throw new ApiProblem('conflict', `There is somebody named "${name}" already.`);
}

async function grantsOf(reading: Reading, roles: readonly z.infer<typeof grant>[]): Promise<Grant[]> {
  const grants: Grant[] = [];
  for (const each of roles) grants.push(await grantOf(reading, each));
  return grants;
}

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
      if (await isAdmin(writing, row.id)) await refuseNoAdmin(writing);
      const deed = { by: principal, action: 'user.disabled', subject: id, detail: { name: row.name } };
      await append(writing, [deed], { now: clock.now, dialect: database.dialect });
      return { id };
    }),
});

const changeRoles = route({
  method: 'PUT',
  url: '/users/:id/roles',
  summary: 'Gives somebody these roles and no others, and ends their sessions where that changes anything.',
  needs: 'admin',
  params: z.object({ id: z.string() }),
  body: z.object({ roles: z.array(grant).min(1).max(100) }),
  result: z.object({ id: z.string(), roles: z.array(grant) }),
  handle: async ({ params: { id }, body: { roles }, principal }, { database, clock }) =>
    database.write(async (writing) => {
      const user = await userBy(writing, id);
      const wasAdmin = await isAdmin(writing, user.id);
      if (await setGrants(writing, user.id, await grantsOf(writing, roles))) {
        if (wasAdmin) await refuseNoAdmin(writing);
        const detail = { name: user.name, after: { roles } };
        const deed = { by: principal, action: 'user.roles-changed', subject: id, detail };
        await append(writing, [deed], { now: clock.now, dialect: database.dialect });
      }
      return { id, roles };
    }),
});

const link = route({
  method: 'POST',
  url: '/users/:id/links',
  summary: 'Makes a new link for somebody who may come in; those before it are over. It is shown this once.',
  needs: 'admin',
  params: z.object({ id: z.string() }),
  status: 201,
  result: z.object({ link: z.string() }),
  handle: async ({ params: { id }, principal }, { database, clock, publicOrigin }) =>
    database.write(async (writing) => {
      const user = await userBy(writing, id);
      const code = await newLink(writing, user.id, { createdBy: principal.name }, clock);
      const deed = { by: principal, action: 'user.link-made', subject: id, detail: { name: user.name } };
      await append(writing, [deed], { now: clock.now, dialect: database.dialect });
      return { link: `${publicOrigin()}/welcome?code=${code}` };
    }),
});

async function userBy(reading: Reading, uid: string) {
  const row = await reading
    .selectFrom('user')
    .where('uid', '=', uid)
    .where('disabledAt', 'is', null)
    .select(['id', 'name'])
    .executeTakeFirst();
  if (!row) throw new ApiProblem('not-found', `There is nobody "${uid}" who may come in.`);
  return row;
}

async function isAdmin(reading: Reading, userId: number): Promise<boolean> {
  const row = await reading
    .selectFrom('userRole')
    .where('userId', '=', userId)
    .where('role', '=', 'admin')
    .where('groupId', 'is', null)
    .select('userId')
    .executeTakeFirst();
  return row !== undefined;
}

/** Somebody has to be left who can let others in. */
async function refuseNoAdmin(reading: Reading): Promise<void> {
  const row = await reading
    .selectFrom('userRole')
    .innerJoin('user', 'user.id', 'userRole.userId')
    .where('userRole.role', '=', 'admin')
    .where('userRole.groupId', 'is', null)
    .where('user.disabledAt', 'is', null)
    .select('user.id')
    .executeTakeFirst();
  if (!row) throw new ApiProblem('conflict', 'Nobody would be left who administers this server.');
}

/** People who may come in. */
export const userRoutes = [list, add, disable, changeRoles, link];
