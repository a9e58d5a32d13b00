import { admitsOnly } from '@fineprint/licenses';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { batches } from '../ingest/batches.ts';
import type { Reading } from '../store/database.ts';
import type { FindingState, Outcome } from '../store/tables.ts';

/** A decision that is in force, as far as it matters for what it settles. */
export interface Holding {
  readonly id: number;
  readonly decisionGroupId: number;
  readonly projectId: number | null;
  readonly projectGroupId: number | null;
  readonly versions: string | null;
  readonly outcome: Outcome;
}

/** Where a finding stands. */
export interface Place {
  readonly decisionGroupId: number;
  readonly projectId: number;
  readonly projectGroupId: number;
  /** The component as its project uses it; `null` of a finding about something else. */
  readonly component: Parameters<typeof admitsOnly>[0] | null;
}

/** The decisions of some decision groups that are in force at a time; those of one group in the order in which they were made. */
export async function holdingIn(
  read: Reading,
  decisionGroupIds: readonly number[],
  now: number,
): Promise<readonly Holding[]> {
  const held: Holding[] = [];
  for (const part of batches(decisionGroupIds))
    held.push(
      ...(await read
        .selectFrom('decision')
        .where('decisionGroupId', 'in', part)
        .where('state', '=', 'in-force')
        .where(({ eb, or }) => or([eb('expiresAt', 'is', null), eb('expiresAt', '>', now)]))
        .orderBy('id')
        .select(['id', 'decisionGroupId', 'projectId', 'projectGroupId', 'versions', 'outcome'])
        .execute()),
    );
  return held;
}

/** What a finding is, given the decisions of its group: the one for its project goes before the one for its group and for all. */
export function standing(
  place: Place,
  holding: readonly Holding[],
): { readonly state: FindingState; readonly decisionId: number | null } {
  let best: Holding | null = null;
  for (const each of holding)
    if (holds(each, place) && (best === null || narrowness(each) >= narrowness(best))) best = each;
  return best === null
    ? { state: 'open', decisionId: null }
    : { state: stateBy[best.outcome], decisionId: best.id };
}

const stateBy: Readonly<Record<Outcome, FindingState>> = {
  approved: 'approved',
  'approved-until': 'approved',
  rejected: 'rejected',
  'needs-information': 'needs-information',
  'false-positive': 'false-positive',
};

function holds({ decisionGroupId, projectId, projectGroupId, versions }: Holding, place: Place): boolean {
  if (decisionGroupId !== place.decisionGroupId) return false;
  if (projectId !== null && projectId !== place.projectId) return false;
  if (projectGroupId !== null && projectGroupId !== place.projectGroupId) return false;
  return versions === null || (place.component !== null && admitsOnly(place.component, versions));
}

/** How narrow a decision is: of several that hold for a finding the narrowest counts, and of these the last. */
export function narrowness({
  projectId,
  projectGroupId,
  versions,
}: Pick<Holding, 'projectId' | 'projectGroupId' | 'versions'>): number {
  const scope = projectId !== null ? 4 : projectGroupId !== null ? 2 : 0;
  return scope + Number(versions !== null);
}

/** The condition that a finding is held by no decision narrower than another would be, for queries over findings with the decision of each. */
export function isHeldByNoneNarrower(than: Parameters<typeof narrowness>[0]): RawBuilder<SqlBool> {
  const ofGroup = sql`case when decision.project_group_id is not null then 2 else 0 end`;
  const scope = sql`case when decision.project_id is not null then 4 else ${ofGroup} end`;
  const versions = sql`case when decision.versions is not null then 1 else 0 end`;
  return sql`(decision.id is null or ${scope} + ${versions} <= ${narrowness(than)})`;
}
