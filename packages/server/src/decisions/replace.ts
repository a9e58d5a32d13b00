import type { Deed } from '../audit/append.ts';
import type { Writing } from '../store/database.ts';

/** The questions that are decided anew, and where and for which versions that holds. */
export interface Extent {
  readonly decisionGroupIds: readonly number[];
  readonly projectId: number | null;
  readonly projectGroupId: number | null;
  readonly versions: string | null;
}

/**
 * Ends the decisions in force for the same questions, scope and versions, before another one stands in for them: none of them comes
 * back when that one ends. Answers what the log has to say of it.
 */
export async function replaceEarlier(
  writing: Writing,
  { decisionGroupIds, projectId, projectGroupId, versions }: Extent,
): Promise<readonly Omit<Deed, 'by'>[]> {
  if (decisionGroupIds.length === 0) return [];
  const rows = await writing
    .updateTable('decision')
    .set({ state: 'replaced' })
    .where('decisionGroupId', 'in', decisionGroupIds)
    .where('state', '=', 'in-force')
    .where('projectId', 'is not distinct from', projectId)
    .where('projectGroupId', 'is not distinct from', projectGroupId)
    .where('versions', 'is not distinct from', versions)
    .returning(['id', 'uid'])
    .execute();
  const detail = { before: { state: 'in-force' }, after: { state: 'replaced' } };
  return rows
    .toSorted((a, b) => a.id - b.id)
    .map(({ uid }) => ({ action: 'decision.replaced', subject: uid, detail }));
}
