import type { FindingTable } from '../store/tables.ts';

type Inheriting = Pick<FindingTable, 'fingerprint' | 'versionId' | 'decisionId' | 'inheritedFromId'>;

/**
 * Tells of each finding of a project from which version its decision came: from the one that had it when it was decided, and that a
 * later report has no more. `null` where that cannot be told: where several went at once, or none.
 */
export function inheritedFrom<Row extends Omit<Inheriting, 'inheritedFromId'>>(
  before: readonly Inheriting[],
  after: readonly Row[],
  placeOf: (row: Pick<Inheriting, 'fingerprint' | 'versionId'>) => string,
): readonly (Row & Pick<Inheriting, 'inheritedFromId'>)[] {
  const was = new Map(before.map((row) => [placeOf(row), row]));
  const is = new Set(after.map(placeOf));
  const left = Map.groupBy(
    before.filter((row) => row.decisionId !== null && !is.has(placeOf(row))),
    ({ decisionId }) => decisionId,
  );
  return after.map((row) => {
    const same = was.get(placeOf(row));
    if (row.decisionId === null) return { ...row, inheritedFromId: null };
    if (same !== undefined)
      return { ...row, inheritedFromId: same.decisionId === row.decisionId ? same.inheritedFromId : null };
    const [from = null, ...others] = new Set(
      left.get(row.decisionId)?.map(({ versionId, inheritedFromId }) => inheritedFromId ?? versionId),
    );
    return { ...row, inheritedFromId: others.length === 0 && from !== row.versionId ? from : null };
  });
}
