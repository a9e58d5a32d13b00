import * as z from 'zod';
import { reachOf } from '../../access/principal.ts';
import { append } from '../../audit/append.ts';
import { cursorOf, page, pageOf, pageQuery } from '../page.ts';
import { ApiProblem } from '../problem.ts';
import { route } from '../route.ts';
import { isoTime } from '../time.ts';

const group = z.object({ id: z.string(), name: z.string(), createdAt: z.iso.datetime() });

export const groupPage = pageOf(group);

const list = route({
  method: 'GET',
  url: '/groups',
  summary: 'Lists the project groups that one sees, the oldest first.',
  needs: 'read',
  query: pageQuery,
  result: groupPage,
  handle: async ({ query: { after, limit }, principal }, { database }) => {
    const [last = 0] = cursorOf(z.tuple([z.int()]), after) ?? [];
    const reach = reachOf(principal, 'read');
    const rows = await database.read
      .selectFrom('projectGroup')
      .where('id', '>', last)
      .$if(reach !== 'all', (query) => query.where('id', 'in', reach === 'all' ? [] : reach))
      .orderBy('id')
      .limit(limit + 1)
      .selectAll()
      .execute();
    return page(rows, limit, {
      item: ({ uid, name, createdAt }) => ({ id: uid, name, createdAt: isoTime(createdAt) }),
      cursor: ({ id }) => [id],
    });
  },
});

const make = route({
  method: 'POST',
  url: '/groups',
  summary: 'Makes a project group: roles and decisions may be given for one.',
  needs: 'admin',
  body: z.object({ name: z.string().trim().min(1).max(100) }),
  status: 201,
  result: group,
  handle: async ({ body: { name }, principal }, { database, clock }) =>
    database.write(async (writing) => {
      const made = { uid: clock.id(), name, createdAt: clock.now() };
      const row = await writing
        .insertInto('projectGroup')
        .values(made)
        .onConflict((conflict) => conflict.column('name').doNothing())
        .returning('id')
        .executeTakeFirst();
      if (!row) throw new ApiProblem('conflict', `There is a project group "${name}" already.`);
      const deed = { by: principal, action: 'group.made', subject: made.uid, detail: { after: { name } } };
      await append(writing, [deed], { now: clock.now, dialect: database.dialect });
      return { id: made.uid, name, createdAt: isoTime(made.createdAt) };
    }),
});

/** Project groups. */
export const groupRoutes = [list, make];
