import {
  type Fact,
  type Linked,
  linkReferences,
  parseImageReference,
  type ReferenceFact,
  type UnitFiles,
} from '@fineprint/core';

/** An image that a configuration builds; manifests name it as it stands there. */
export interface ArtifactFact extends Fact {
  readonly is: 'artifact';
  readonly image: string;
}

export type SkaffoldFact = ReferenceFact | ArtifactFact;

/** Links a configuration; what it builds is first-party in its folder. */
export function* linkConfig(unit: UnitFiles<SkaffoldFact>): Iterable<Linked> {
  const files = unit.files.map((file) => ({
    ...file,
    facts: file.facts.filter((fact) => fact.is === 'reference'),
  }));
  yield* linkReferences({ ...unit, files }, 'skaffold-config');
  for (const { path, facts } of unit.files) {
    const below = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
    for (const fact of facts)
      if (fact.is === 'artifact') yield { is: 'builds', image: nameOf(fact.image), below };
  }
}

function nameOf(image: string): string {
  const parsed = parseImageReference(image);
  return parsed.is === 'image' ? image.slice(parsed.nameSpan.start, parsed.nameSpan.end) : image;
}
