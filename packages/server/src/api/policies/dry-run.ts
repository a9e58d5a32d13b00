import { sql } from 'kysely';
import * as z from 'zod';
import { type Principal, reachOf } from '../../access/principal.ts';
import type { ServerMeans } from '../../server-means.ts';
import { ApiProblem } from '../problem.ts';
import { isoTime } from '../time.ts';
import { scopeSchema } from './scope.ts';

/** What a dry run counts. */
export const counts = { opens: z.int(), closes: z.int(), changes: z.int() };

export const dryRunSchema = z.object({
  id: z.string(),
  scope: scopeSchema,
  state: z.enum(['queued', 'running', 'done', 'stopped']),
  startedBy: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  /** How many projects it judges, how many of them it has judged, and how many could not be. */
  projects: z.int(),
  judged: z.int(),
  failed: z.int(),
  /** Findings that would wait for a decision and do not now, that would not any more, and that would at another level. */
  ...counts,
  /** Findings that it would make, end or give another level, and that decisions or waivers settle: none of them counts above. */
  settled: z.int(),
  /** The counts by rule. */
  rules: z.array(z.object({ rule: z.string(), ...counts })),
  /** The draft that has the text that was tried out, while there is one. */
  draft: z.string().nullable(),
});

/** A dry run by its `uid`; throws an `ApiProblem` where there is none that somebody may see. */
export async function runByUid(uid: string, principal: Principal, { database }: ServerMeans) {
  const reach = reachOf(principal, 'policy');
  const row = await database.read
    .selectFrom('dryRun')
    .leftJoin('projectGroup', 'projectGroup.id', 'dryRun.groupId')
    .where('dryRun.uid', '=', uid)
    .selectAll('dryRun')
    .select('projectGroup.uid as group')
    .executeTakeFirst();
  if (!row || (reach !== 'all' && !reach.includes(row.groupId ?? 0)))
    throw new ApiProblem('not-found', `There is no dry run "${uid}".`);
  return row;
}

type Row = Awaited<ReturnType<typeof runByUid>>;

/** A dry run as the API shows it. */
export async function toDryRun(row: Row, { database }: ServerMeans): Promise<z.infer<typeof dryRunSchema>> {
  const rules = await database.read
    .selectFrom('dryRunRule')
    .where('dryRunId', '=', row.id)
    .orderBy('rule')
    .select(['rule', 'opens', 'closes', 'changes'])
    .execute();
  const draft = await database.read
    .selectFrom('policyVersion')
    // Written out, since an index of some rows is used only where the query says which.
    .where('state', '=', sql.lit('draft'))
    .where(sql<number>`coalesce(group_id, 0)`, '=', row.groupId ?? 0)
    .select(['uid', 'text'])
    .executeTakeFirst();
  const { group } = row;
  return {
    ...headOf(row),
    scope: group === null ? { is: 'all' } : { is: 'group', group },
    rules,
    draft: draft?.text === row.text ? draft.uid : null,
  };
}

/** What is told of a dry run in lists, too. */
export function headOf(row: Omit<Row, 'group'>) {
  const { uid, state, startedBy, startedAt, finishedAt } = row;
  const { projects: all, judged, failed, opens, closes, changes, settled } = row;
  return {
    ...{ id: uid, state, startedBy, startedAt: isoTime(startedAt) },
    finishedAt: finishedAt === null ? null : isoTime(finishedAt),
    ...{ projects: all, judged, failed, opens, closes, changes, settled },
  };
}
