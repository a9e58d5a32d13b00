import type { SourceFile } from '../../read/source-file.ts';
import type { ReferenceFact } from '../../reference/index.ts';
import { type Resolved, scalarOf } from '../tree/index.ts';

const inVersion =
  'Its version is said apart from its image, for a program that compares it: a digest would do harm.';

/**
 * Puts the digest that an image lacks where the mapping around it takes one: at its own key, if that is there and empty. A
 * `version` beside an image is no tag that a digest could follow.
 */
export function withDigestPlace(file: SourceFile, fact: ReferenceFact, map: Resolved): ReferenceFact {
  if (!fact.slots.some(isAbsentDigest)) return fact;
  const others = fact.slots.filter((slot) => !isAbsentDigest(slot));
  const digest = scalarOf(map, 'digest');
  if (digest && !digest.plain && digest.text === '' && digest.start === digest.end) {
    const absent = { before: '', after: '' };
    const slot = { is: 'digest', value: '', place: file.place(digest), verbatim: true, absent } as const;
    return { ...fact, slots: [...others, slot] };
  }
  const version = scalarOf(map, 'version');
  const isVersion = others.some(({ is, place }) => is === 'version' && place.start === version?.start);
  const isSplit = scalarOf(map, 'repository') !== undefined && scalarOf(map, 'image') !== undefined;
  return isVersion && !isSplit ? { ...fact, slots: others, unpinnable: inVersion } : fact;
}

function isAbsentDigest({ is, absent }: ReferenceFact['slots'][number]): boolean {
  return is === 'digest' && absent !== undefined;
}
