import type { Deed } from '../audit/append.ts';
import type { Writing } from '../store/database.ts';

/** The decisions that are made, and where and for which versions they hold. */
export interface Extent {
  readonly made: readonly { readonly uid: string; readonly decisionGroupId: number }[];
  readonly projectId: number | null;
  readonly projectGroupId: number | null;
  readonly versions: string | null;
  readonly by: string;
  readonly now: number;
}

/**
 * Ends the decisions in force for the same questions, scope and versions, before another one stands in for them: none of them comes
 * back when that one ends. Answers what the log has to say of it.
 */
export async function replaceEarlier(
  writing: Writing,
  { made, projectId, projectGroupId, versions, by, now }: Extent,
): Promise<readonly Omit<Deed, 'by'>[]> {
  if (made.length === 0) return [];
  const successors = new Map(made.map(({ decisionGroupId, uid }) => [decisionGroupId, uid]));
  const rows = await writing
    .updateTable('decision')
    .set({ state: 'replaced', endedBy: by, endedAt: now })
    .where('decisionGroupId', 'in', [...successors.keys()])
    .where('state', '=', 'in-force')
    .where('projectId', 'is not distinct from', projectId)
    .where('projectGroupId', 'is not distinct from', projectGroupId)
    .where('versions', 'is not distinct from', versions)
    .returning(['id', 'uid', 'decisionGroupId'])
    .execute();
  const deeds: Omit<Deed, 'by'>[] = [];
  for (const { id, uid, decisionGroupId } of rows.toSorted((a, b) => a.id - b.id)) {
    const replacedBy = successors.get(decisionGroupId) ?? null;
    await writing.updateTable('decision').set({ replacedBy }).where('id', '=', id).execute();
    const detail = { before: { state: 'in-force' }, after: { state: 'replaced', replacedBy } };
    deeds.push({ action: 'decision.replaced', subject: uid, detail });
  }
  return deeds;
}
