import {
  type FileProblem,
  get,
  isOfGroup,
  items,
  type Node,
  objectsIn,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  type SourceFile,
} from '@fineprint/core';
import { type Element, elementsOf, gitGenerators } from './generators.ts';
import { readSource } from './sources.ts';

/** Reads the applications and sets of applications in one document. */
export function* readApplications(file: SourceFile, root: Node): Iterable<ReferenceFact | FileProblem> {
  for (const object of objectsIn(root)) {
    if (!isOfGroup(object, 'argoproj.io')) continue;
    const site: ReferenceSite = { file, address: `${object.kind}/${object.name}`, usage: 'deployed' };
    if (object.kind === 'Application') yield* readSpec(site, get(object.root, 'spec'), [null]);
    if (object.kind === 'ApplicationSet') yield* readSet(site, get(object.root, 'spec'));
  }
}

/** A set makes an application of its template for each element that its generators list. */
function* readSet(site: ReferenceSite, spec: Resolved | undefined): Iterable<ReferenceFact | FileProblem> {
  const generators = items(spec, 'generators');
  for (const generator of gitGenerators(generators))
    yield* readSource({ ...site, address: `${site.address}/generators` }, generator, null, 'revision');
  const elements = elementsOf(generators);
  yield* readSpec(site, get(spec, 'template', 'spec'), elements.length > 0 ? elements : [null]);
}

/** Reads `source`, `sources`, and what a hydrated application is rendered from. */
function* readSpec(
  site: ReferenceSite,
  spec: Resolved | undefined,
  elements: readonly (Element | null)[],
): Iterable<ReferenceFact | FileProblem> {
  const sources = [
    get(spec, 'source'),
    ...items(spec, 'sources'),
    get(spec, 'sourceHydrator', 'drySource'),
  ].filter((source) => source !== undefined);
  for (const source of sources) for (const element of elements) yield* readSource(site, source, element);
}
