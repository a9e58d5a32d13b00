import {
  type FileProblem,
  imageReference,
  type ReferenceFact,
  type ReferenceSite,
  referenceFact,
  type ScalarNode,
  scalarReference,
} from '@fineprint/core';

// `<IMAGE1_NAME>` is what CodePipeline fills in; people write `<ACCOUNT_ID>` where a reader is to fill in something.
const placeholder = /<[A-Za-z][A-Za-z0-9_ -]{0,100}>/;

/** Reads the image of a container; a placeholder in it is a part that nobody knows yet. */
export function* readImage(site: ReferenceSite, image: ScalarNode): Iterable<ReferenceFact | FileProblem> {
  if (image.isNull || image.text === '') return;
  const blank = placeholder.exec(image.text)?.[0];
  if (blank === undefined) {
    yield* imageReference(site, scalarReference(image));
    return;
  }
  const because = `${blank} stands for what is filled in before it is deployed.`;
  yield referenceFact(site, scalarReference(image), {
    kind: 'container-image',
    name: image.text,
    request: { is: 'nothing' },
    unresolved: { part: 'name', because },
    slots: [],
  });
}
