import { sql } from 'kysely';
import * as z from 'zod';
import { type Permission, type Principal, reachOf } from '../../access/principal.ts';
import { lineDiff } from '../../policies/line-diff.ts';
import { defectsOf } from '../../policies/validate.ts';
import { changesFor, changeVersion, policyChanges, saveDraft } from '../../policies/versions.ts';
import type { ServerMeans } from '../../server-means.ts';
import { cursorOf, page, pageOf, pageQuery } from '../page.ts';
import { ApiProblem } from '../problem.ts';
import { route } from '../route.ts';
import { isoTime } from '../time.ts';
import { groupIdOf, scopeSchema } from './scope.ts';

/** A text of a policy: what is longer is nothing that people write. */
export const policyText = z.string().max(200_000);

const version = z.object({
  id: z.string(),
  scope: scopeSchema,
  number: z.int(),
  state: z.enum(['draft', 'published', 'replaced', 'discarded', 'withdrawn']),
  note: z.string(),
  writtenBy: z.string(),
  writtenAt: z.iso.datetime(),
  publishedBy: z.string().nullable(),
  publishedAt: z.iso.datetime().nullable(),
});

export const versionPage = pageOf(version);

/** What is wrong with a text, by its lines. */
export const defectSchema = z.object({
  line: z.int(),
  column: z.int(),
  message: z.string(),
  frame: z.string(),
});

/** What lines make the published text of another; `null` where they differ too much. */
export const diffSchema = z
  .array(z.object({ is: z.enum(['same', 'added', 'removed']), lines: z.array(z.string()) }))
  .nullable();

export const fullVersion = version.extend({
  text: z.string(),
  defects: z.array(defectSchema),
  diff: diffSchema,
  /** What the asker may do with it. */
  can: z.array(z.enum(policyChanges)),
});

const list = route({
  method: 'GET',
  url: '/policies/versions',
  summary:
    'Lists the versions of the policy for all projects, or with `group` (its id) of a project group; the latest first.',
  needs: 'read',
  query: pageQuery.extend({ group: z.string().max(100).optional() }),
  result: versionPage,
  handle: async ({ query: { after, limit, group }, principal }, { database }) => {
    // The policy for all projects holds for everybody's.
    const scope =
      group === undefined
        ? null
        : await groupIdOf({ is: 'group', group }, reachOf(principal, 'read'), database);
    const [before = null] = cursorOf(z.tuple([z.int()]), after) ?? [];
    const rows = await versionRows(database)
      .where(sql<number>`coalesce(policy_version.group_id, 0)`, '=', scope ?? 0)
      .$if(before !== null, (query) => query.where('policyVersion.number', '<', before ?? 0))
      .orderBy('policyVersion.number', 'desc')
      .limit(limit + 1)
      .execute();
    return page(rows, limit, { item: toVersion, cursor: ({ number }) => [number] });
  },
});

const one = route({
  method: 'GET',
  url: '/policies/versions/:id',
  summary:
    'Shows a version with its text, what is wrong with that, and how it differs from the published one.',
  needs: 'read',
  params: z.object({ id: z.string() }),
  result: fullVersion,
  handle: ({ params: { id }, principal }, means) => shown(id, principal, 'read', means),
});

const save = route({
  method: 'POST',
  url: '/policies/versions',
  summary:
    'Saves a text as the draft of a policy. It may have defects; those are shown, and it is published only without any.',
  needs: 'policy',
  body: z.object({
    scope: scopeSchema,
    text: policyText,
    note: z.string().trim().max(1_000).default(''),
    /** The version that it was made from: the draft, else the published one. */
    madeFrom: z.string().nullable().default(null),
  }),
  status: 201,
  result: fullVersion,
  handle: async ({ body: { scope, text, note, madeFrom }, principal }, means) => {
    const groupId = await groupIdOf(scope, reachOf(principal, 'policy'), means.database);
    const uid = await saveDraft({ groupId, text, note, madeFrom }, principal, means);
    if (uid === null)
      throw new ApiProblem(
        'conflict',
        'Somebody else saved or published a version of this policy meanwhile.',
      );
    return shown(uid, principal, 'policy', means);
  },
});

const change = route({
  method: 'POST',
  url: '/policies/versions/:id/changes',
  summary:
    'Publishes a version (a draft, or again an earlier one), discards a draft, or withdraws what is published. Every project that it is for is then judged anew.',
  needs: 'policy',
  params: z.object({ id: z.string() }),
  body: z.object({ change: z.enum(policyChanges) }),
  result: fullVersion,
  handle: async ({ params: { id }, body, principal }, means) => {
    const { scope, defects } = await shown(id, principal, 'policy', means);
    await groupIdOf(scope, reachOf(principal, 'policy'), means.database);
    const [defect] = defects;
    if (body.change === 'publish' && defect)
      throw new ApiProblem('conflict', `Line ${defect.line}: ${defect.message}`);
    const refusal = await changeVersion(id, body.change, principal, means);
    if (refusal !== null) throw new ApiProblem('conflict', refusal);
    return shown(id, principal, 'policy', means);
  },
});

async function shown(uid: string, principal: Principal, needs: Permission, means: ServerMeans) {
  const { database } = means;
  const reach = reachOf(principal, needs);
  const row = await versionRows(database).where('policyVersion.uid', '=', uid).executeTakeFirst();
  if (!row || (row.groupId !== null && reach !== 'all' && !reach.includes(row.groupId)))
    throw new ApiProblem('not-found', `There is no version "${uid}" of a policy.`);
  const published = await versionRows(database)
    .where(sql<number>`coalesce(policy_version.group_id, 0)`, '=', row.groupId ?? 0)
    .where('policyVersion.state', '=', sql.lit('published'))
    .executeTakeFirst();
  const defects = await defectsOf(row, database);
  const can = changesFor(row, principal, means);
  return {
    ...toVersion(row),
    text: row.text,
    defects,
    diff: lineDiff(published?.text ?? '', row.text),
    can: defects.length === 0 ? can : can.filter((each) => each !== 'publish'),
  };
}

function versionRows({ read }: ServerMeans['database']) {
  return read
    .selectFrom('policyVersion')
    .leftJoin('projectGroup', 'projectGroup.id', 'policyVersion.groupId')
    .selectAll('policyVersion')
    .select('projectGroup.uid as group');
}

type Row = Awaited<ReturnType<ReturnType<typeof versionRows>['executeTakeFirstOrThrow']>>;

/** A row of versions as the API shows it. */
function toVersion(row: Row): z.infer<typeof version> {
  const { uid, group, number, state, note, writtenBy, writtenAt, publishedBy, publishedAt } = row;
  return {
    id: uid,
    scope: group === null ? { is: 'all' } : { is: 'group', group },
    number,
    state,
    note,
    writtenBy,
    writtenAt: isoTime(writtenAt),
    publishedBy,
    publishedAt: publishedAt === null ? null : isoTime(publishedAt),
  };
}

/** Texts of policies. */
export const versionRoutes = [list, save, one, change];
