import type { Changed } from '../history/change.ts';
import type { Writing } from '../store/database.ts';
import type { UseTable } from '../store/tables.ts';
import { batches } from './batches.ts';
import { type Dictionary, idIn } from './dictionary.ts';
import { differences } from './differences.ts';
import { hashOf } from './evidence.ts';
import type { FlatUse } from './flatten.ts';

/** Makes what a project uses what a report says, and answers what it was and is; of what stays the same nothing is written. */
export async function changeUses(
  writing: Writing,
  projectId: number,
  uses: readonly FlatUse[],
  dictionary: Dictionary,
): Promise<Changed<UseTable>> {
  const before = await writing.selectFrom('use').where('projectId', '=', projectId).selectAll().execute();
  const after = uses.map(
    ({ ref, key, version, license, class: of, requested, pin, usage, occurrences, evidence }): UseTable => ({
      projectId,
      versionId: idIn(dictionary.versions, ref),
      componentId: idIn(dictionary.components, key),
      licenseId: idIn(dictionary.licenses, license),
      class: of,
      version,
      requested,
      pin,
      usage,
      occurrences,
      evidenceId: idIn(dictionary.evidence, hashOf(evidence)),
    }),
  );
  const { gone, come } = differences(before, after, ({ versionId }) => String(versionId));
  for (const part of batches(gone.map(({ versionId }) => versionId)))
    await writing
      .deleteFrom('use')
      .where('projectId', '=', projectId)
      .where('versionId', 'in', part)
      .execute();
  for (const part of batches(come)) await writing.insertInto('use').values(part).execute();
  return { before, after };
}
