import {
  filledReference,
  get,
  items,
  type Reference,
  type Resolved,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  scalarReference,
} from '@fineprint/core';

/** What a list generator gives to a template: the values of one element. */
export type Element = Resolved;

// Sets of honest repositories make a few dozen applications.
const mostElements = 200;
const deepest = 4;

/** The elements that list generators give, also those inside of matrices and merges. */
export function elementsOf(generators: readonly Resolved[], depth = 0): readonly Element[] {
  if (depth > deepest) return [];
  return generators
    .flatMap((generator) => [
      ...items(generator, 'list', 'elements'),
      ...elementsOf(nested(generator), depth + 1),
    ])
    .slice(0, mostElements);
}

/** The repositories whose files or directories git generators list. */
export function gitGenerators(generators: readonly Resolved[], depth = 0): readonly Resolved[] {
  if (depth > deepest) return [];
  return generators.flatMap((generator) => {
    const git = get(generator, 'git');
    return [...(git ? [git] : []), ...gitGenerators(nested(generator), depth + 1)];
  });
}

function nested(generator: Resolved): readonly Resolved[] {
  return [...items(generator, 'matrix', 'generators'), ...items(generator, 'merge', 'generators')];
}

const expression = /\{\{-?\s{0,10}\.?(?<name>[A-Za-z_][\w.-]{0,200})\s{0,10}-?\}\}/g;

/** A scalar of a template with the values of an element filled in. */
export function filled(file: SourceFile, scalar: ScalarNode, element: Element | null): Reference {
  if (element === null) return scalarReference(scalar);
  const lookup = (name: string) => scalarOf(element, ...name.split('.'));
  return filledReference(file, scalar, { expression, lookup });
}
