import type { Pin, PinRequest, ProvenPin } from '@fineprint/core';
import type { Target } from './outcome.ts';
import { type PinMeans, planPins } from './plan.ts';

/** Plans the pins that findings of a scan ask for, proven as those of the command are. */
export async function provenPins(
  { found, before, isMeant }: PinRequest,
  means: PinMeans,
): Promise<readonly ProvenPin[]> {
  const { pinned, changes } = await planPins(found, { ...means, isMeant }, before);
  const marked = new Set(
    changes.filter(({ textBefore }) => textBefore.startsWith('\ufeff')).map(({ path }) => path),
  );
  return pinned.map(({ occurrence, target, edits }) => ({
    occurrence,
    pin: pinBy[target.is],
    edits: edits.map((edit) => (marked.has(edit.path) ? { ...edit, byteOrderMark: true } : edit)),
  }));
}

const pinBy = { commit: 'commit', digest: 'digest', version: 'exact' } as const satisfies Record<
  Target['is'],
  Pin
>;
