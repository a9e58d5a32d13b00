import {
  type FileProblem,
  imageReference,
  isSurelyImage,
  items,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  scalarOf,
  scalarReference,
  textOf,
  walk,
} from '@fineprint/core';
import { filled, type Parameters, parameterExpression } from './parameters.ts';

/** Reads the image of a step or sidecar that parameters name; a plain one is any container's image. */
export function* readStepImage(
  site: ReferenceSite,
  step: Resolved,
  parameters: Parameters,
): Iterable<ReferenceFact | FileProblem> {
  const image = scalarOf(step, 'image');
  if (!image || image.isNull || !image.text.includes('$(')) return;
  yield* imageReference(
    { ...site, address: `${site.address}/steps.${textOf(step, 'name') ?? ''}` },
    filled(site.file, image, parameters),
  );
}

/** Reads the defaults of parameters that are called images and hold one, where no step of the object takes them. */
export function* readParameterImages(
  site: ReferenceSite,
  root: Resolved,
  parameters: Parameters,
): Iterable<ReferenceFact | FileProblem> {
  const taken = takenBySteps(root);
  for (const parameter of items(root, 'spec', 'params')) {
    const name = textOf(parameter, 'name') ?? '';
    const value = scalarOf(parameter, 'default');
    if (!value || parameters.get(name) !== value || !/image/i.test(name) || !isSurelyImage(value.text))
      continue;
    if (taken.has(name)) continue;
    yield* imageReference({ ...site, address: `${site.address}/params.${name}` }, scalarReference(value));
  }
}

/** The parameters that images of steps are filled in with: they are named there. */
function takenBySteps(root: Resolved): ReadonlySet<string> {
  const taken = new Set<string>();
  walk(root, (node) => {
    for (const { groups } of textOf(node, 'image')?.matchAll(parameterExpression) ?? [])
      taken.add(groups?.name ?? '');
    return undefined;
  });
  return taken;
}
