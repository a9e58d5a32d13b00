import * as z from 'zod';
import { append } from '../../audit/append.ts';
import { ApiProblem } from '../problem.ts';
import { route } from '../route.ts';

const set = route({
  method: 'PUT',
  url: '/groups/:id/badges',
  summary:
    'Says whether anybody may see the badges of the projects of a group; otherwise only those who are logged in may.',
  needs: 'admin',
  params: z.object({ id: z.string() }),
  body: z.object({ isPublic: z.boolean() }),
  result: z.object({ isPublic: z.boolean() }),
  handle: async ({ params: { id }, body: { isPublic }, principal }, { database, clock }) =>
    database.write(async (writing) => {
      const group = await writing
        .selectFrom('projectGroup')
        .where('uid', '=', id)
        .select(['id', 'name'])
        .executeTakeFirst();
      if (!group) throw new ApiProblem('not-found', `There is no project group "${id}".`);
      const row = { projectGroupId: group.id };
      if (isPublic)
        await writing
          .insertInto('publicBadge')
          .values(row)
          .onConflict((conflict) => conflict.column('projectGroupId').doNothing())
          .execute();
      else await writing.deleteFrom('publicBadge').where('projectGroupId', '=', group.id).execute();
      const detail = { name: group.name, after: { isPublic } };
      const deed = { by: principal, action: 'badges.changed', subject: id, detail };
      await append(writing, [deed], { now: clock.now, dialect: database.dialect });
      return { isPublic };
    }),
});

/** Who may see badges. */
export const badgeRoutes = [set];
