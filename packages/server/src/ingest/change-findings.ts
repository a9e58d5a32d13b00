import type { Clock } from '../clock.ts';
import { type Holding, holdingIn, standing } from '../decisions/holding.ts';
import type { Changed } from '../history/change.ts';
import type { Writing } from '../store/database.ts';
import type { FindingTable } from '../store/tables.ts';
import { batches } from './batches.ts';
import { type Dictionary, identityOf, idIn } from './dictionary.ts';
import { differences } from './differences.ts';
import type { FlatFinding, FlatUse } from './flatten.ts';
import { inheritedFrom } from './inherited-from.ts';

/** What the findings of a project are to become. */
export interface NewFindings {
  readonly projectId: number;
  readonly projectGroupId: number;
  readonly findings: readonly FlatFinding[];
  readonly uses: readonly FlatUse[];
  readonly dictionary: Dictionary;
}

interface Means {
  readonly clock: Clock;
  /** Whether rows have to be locked, which SQLite, having one writer, does not know. */
  readonly locks: boolean;
}

type Kept = Omit<FindingTable, 'id' | 'uid' | 'firstSeenAt'>;

/**
 * Makes the findings of a project what a report says, under the decisions that were made: a new version inherits them. Answers
 * what they were and are.
 */
export async function changeFindings(
  writing: Writing,
  now: NewFindings,
  means: Means,
): Promise<Changed<Kept>> {
  const { projectId } = now;
  const rows = await writing.selectFrom('finding').where('projectId', '=', projectId).selectAll().execute();
  const known = new Map(rows.map((row) => [placeOf(row), row]));
  const before = rows.map(({ id: _id, uid: _uid, firstSeenAt: _firstSeenAt, ...kept }): Kept => kept);
  const after = inheritedFrom(before, await rowsOf(writing, now, means), placeOf);
  const { gone, come } = differences(before, after, placeOf);
  for (const part of batches(gone.flatMap((row) => known.get(placeOf(row))?.id ?? [])))
    await writing.deleteFrom('finding').where('id', 'in', part).execute();
  const added = come.map((row) => {
    const { uid = means.clock.id(), firstSeenAt = means.clock.now() } = known.get(placeOf(row)) ?? {};
    return { ...row, uid, firstSeenAt };
  });
  for (const part of batches(added)) await writing.insertInto('finding').values(part).execute();
  return { before, after };
}

async function rowsOf(
  writing: Writing,
  now: NewFindings,
  { clock, locks }: Means,
): Promise<readonly Omit<Kept, 'inheritedFromId'>[]> {
  const { findings, uses, dictionary } = now;
  const groups = [...new Set(findings.map((each) => idIn(dictionary.decisionGroups, identityOf(each))))];
  const holding = await heldStill(writing, groups, { now: clock.now(), locks });
  const components = new Map(uses.map((use) => [use.ref, use]));
  const byGroup = Map.groupBy(holding, ({ decisionGroupId }) => decisionGroupId);
  return findings.map((finding) => {
    const decisionGroupId = idIn(dictionary.decisionGroups, identityOf(finding));
    const component = finding.ref === null ? null : (components.get(finding.ref) ?? null);
    const place = { ...now, decisionGroupId, component };
    const decided =
      finding.waiver === null
        ? standing(place, byGroup.get(decisionGroupId) ?? [])
        : ({ state: 'waived', decisionId: null } as const);
    return {
      projectId: now.projectId,
      decisionGroupId,
      versionId: finding.ref === null ? null : idIn(dictionary.versions, finding.ref),
      fingerprint: finding.fingerprint,
      severity: finding.severity,
      ...decided,
      message: finding.message,
      detail: finding.detail,
    };
  });
}

/**
 * The decisions in force. Whoever makes one locks its group against this lock: either it is seen here, or its effect comes
 * after what is written here.
 */
async function heldStill(
  writing: Writing,
  groups: readonly number[],
  { now, locks }: { readonly now: number; readonly locks: boolean },
): Promise<readonly Holding[]> {
  const held: Holding[] = [];
  for (const part of batches(groups.toSorted((a, b) => a - b))) {
    if (locks)
      await writing
        .selectFrom('decisionGroup')
        .where('id', 'in', part)
        .orderBy('id')
        .select('id')
        .forKeyShare()
        .execute();
    held.push(...(await holdingIn(writing, part, now)));
  }
  return held;
}

function placeOf({ fingerprint, versionId }: Pick<FindingTable, 'fingerprint' | 'versionId'>): string {
  return `${fingerprint} ${versionId}`;
}
