import type { FileProblem } from '../model/problem.ts';
import { type Resolved, type ScalarNode, textOf, writtenScalar } from '../parse/tree/index.ts';
import type { SourceFile } from '../read/source-file.ts';
import { absentKey } from './absent-key.ts';
import type { PlacedSlot, ReferenceFact } from './fact.ts';
import { imageReference } from './image-reference.ts';
import type { ReferenceSite } from './reference.ts';
import { joinedReference } from './scalar.ts';

// What kubebuilder and operator-sdk call the image of the operator that the repository itself builds.
const ownImage = 'controller';

/**
 * Reads an entry of kustomize's `images`: what an image becomes, by a new name, a new tag, a digest, or both of these
 * (https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/).
 */
export function* replacedImage(site: ReferenceSite, image: Resolved): Iterable<ReferenceFact | FileProblem> {
  const newName = writtenScalar(image, 'newName');
  const name = newName ?? writtenScalar(image, 'name');
  const tag = writtenScalar(image, 'newTag');
  const digest = writtenScalar(image, 'digest');
  if (!name || !(newName ?? tag ?? digest) || name.text === ownImage) return;
  const parts = [name, ...(tag ? [':', tag] : []), ...(digest ? ['@', digest] : [])];
  const address = `${site.address}/images.${textOf(image, 'name') ?? name.text}`;
  for (const fact of imageReference({ ...site, address }, joinedReference(name, parts))) {
    if (fact.is === 'problem') yield fact;
    else
      yield {
        ...fact,
        slots: [...fact.slots.filter(isWritten), ...absentDigest(site.file, image, tag)],
        ...((tag ?? digest) ? {} : { unpinnable: onlyRenamed }),
      };
  }
}

const onlyRenamed = 'Only its name is replaced here: its tag stands where the image is used.';

function isWritten({ absent }: PlacedSlot): boolean {
  return absent === undefined;
}

/** A digest has a key of its own. Where only the name is replaced, the tag is that of an image that stands elsewhere. */
function absentDigest(file: SourceFile, image: Resolved, tag: ScalarNode | undefined): readonly PlacedSlot[] {
  return tag ? absentKey(file, image, { key: 'digest', behind: 'newTag' }, 'digest') : [];
}
