import * as z from 'zod';
import { append } from '../../audit/append.ts';
import { cursorOf, page, pageOf, pageQuery } from '../page.ts';
import { ApiProblem } from '../problem.ts';
import { route } from '../route.ts';
import { isoTime } from '../time.ts';

const numeric = z.string().regex(/^\d{1,20}$/, 'It has to be the id, which is a number, and not a name.');
const mainRef = z
  .string()
  .max(300)
  .regex(/^refs\/(?:heads|tags)\/[^*\s]*\*?$/, 'It has to be as refs/heads/main, or refs/heads/release/*.');

const terms = z.object({
  /** Who signs the tokens of the jobs. */
  issuer: z.string().max(300),
  /** The id of the owner of the repositories. */
  ownerId: numeric,
  /** The id of one repository, or `null` for each of the owner. */
  repositoryId: numeric.nullable(),
  /** The project that it writes; `null` for the one that is named as the repository. */
  project: z.string().trim().min(1).max(200).nullable(),
  group: z.string(),
  /** Which refs may write the main channel; a `*` at the end stands for the rest. */
  mainRefs: z.array(mainRef).max(50),
});

const trust = terms.extend({
  id: z.string(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
});

export const ciTrustPage = pageOf(trust);

const list = route({
  method: 'GET',
  url: '/ci-trusts',
  summary: 'Lists whose CI jobs may send reports with their own tokens, the latest first.',
  needs: 'admin',
  query: pageQuery,
  result: ciTrustPage,
  handle: async ({ query: { after, limit } }, { database }) => {
    const [before = null] = cursorOf(z.tuple([z.int()]), after) ?? [];
    const rows = await database.read
      .selectFrom('ciTrust')
      .innerJoin('projectGroup', 'projectGroup.id', 'ciTrust.groupId')
      .$if(before !== null, (query) => query.where('ciTrust.id', '<', before ?? 0))
      .orderBy('ciTrust.id', 'desc')
      .limit(limit + 1)
      .selectAll('ciTrust')
      .select('projectGroup.name as group')
      .execute();
    return page(rows, limit, {
      item: ({ id: _id, uid, groupId: _group, mainRefs, createdAt, revokedAt, ...rest }) => ({
        ...rest,
        id: uid,
        mainRefs: JSON.parse(mainRefs),
        createdAt: isoTime(createdAt),
        revokedAt: revokedAt === null ? null : isoTime(revokedAt),
      }),
      cursor: ({ id }) => [id],
    });
  },
});

const add = route({
  method: 'POST',
  url: '/ci-trusts',
  summary:
    'Lets the CI jobs of a repository, or of all of an owner, send reports with their own tokens. Ids count, and no names: a name may be another one’s tomorrow.',
  needs: 'admin',
  body: terms.extend({
    issuer: terms.shape.issuer.optional(),
    repositoryId: terms.shape.repositoryId.default(null),
    project: terms.shape.project.default(null),
    mainRefs: terms.shape.mainRefs.default(['refs/heads/main']),
  }),
  status: 201,
  result: z.object({ id: z.string() }),
  handle: async ({ body, principal }, { database, clock, access }) => {
    const { issuer = [...access.issuers.keys()][0] ?? '', group, mainRefs, ...rest } = body;
    if (!access.issuers.has(issuer))
      throw new ApiProblem(
        'bad-request',
        `This server knows no issuer "${issuer}": FINEPRINT_CI_ISSUERS names those that it knows.`,
      );
    if (rest.project !== null && rest.repositoryId === null)
      throw new ApiProblem(
        'bad-request',
        'A project is for one repository: name its id, or leave the project out.',
      );
    return database.write(async (writing) => {
      const row = await writing
        .selectFrom('projectGroup')
        .where('name', '=', group)
        .select('id')
        .executeTakeFirst();
      if (!row) throw new ApiProblem('bad-request', `There is no project group "${group}".`);
      const uid = clock.id();
      const made = { createdBy: principal.name, createdAt: clock.now(), mainRefs: JSON.stringify(mainRefs) };
      await writing
        .insertInto('ciTrust')
        .values({ uid, issuer, ...rest, groupId: row.id, ...made })
        .execute();
      const detail = { after: { issuer, ...rest, group, mainRefs } };
      const deed = { by: principal, action: 'ci-trust.made', subject: uid, detail };
      await append(writing, [deed], { now: clock.now, dialect: database.dialect });
      return { id: uid };
    });
  },
});

const revoke = route({
  method: 'DELETE',
  url: '/ci-trusts/:id',
  summary: 'Takes back that CI jobs may send reports.',
  needs: 'admin',
  params: z.object({ id: z.string() }),
  result: z.object({ id: z.string() }),
  handle: async ({ params: { id }, principal }, { database, clock }) =>
    database.write(async (writing) => {
      const row = await writing
        .updateTable('ciTrust')
        .set({ revokedAt: clock.now() })
        .where('uid', '=', id)
        .where('revokedAt', 'is', null)
        .returning(['ownerId', 'repositoryId', 'project'])
        .executeTakeFirst();
      if (!row) throw new ApiProblem('not-found', `There is no trust "${id}" in force.`);
      const deed = { by: principal, action: 'ci-trust.revoked', subject: id, detail: row };
      await append(writing, [deed], { now: clock.now, dialect: database.dialect });
      return { id };
    }),
});

/** Whose CI jobs may send reports with their own tokens. */
export const ciTrustRoutes = [list, add, revoke];
