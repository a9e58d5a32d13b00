import {
  deployedWith,
  givenParameters,
  imageReference,
  type Linked,
  locate,
  type Node,
  occurrenceOf,
  onceForEach,
  problem,
  type SourceFile,
  scalarReference,
  type Tree,
} from '@fineprint/core';
import type { ArmFact, GivenFact } from './facts.ts';

/** Reads a file of parameters. */
export function* readParameters(file: SourceFile, root: Node): Iterable<GivenFact> {
  for (const { name, value } of givenParameters(root))
    yield { is: 'given', name, reference: scalarReference(value), place: file.place(value) };
}

/** What a parameter of a template is given, and by which file. */
export interface Given {
  readonly path: string;
  readonly fact: GivenFact;
}

/** What the parameters files of a template give to one of its parameters. */
export function givenTo(path: string, parameter: string, tree: Tree<ArmFact>): readonly Given[] {
  return givenIn(tree).get(keyOf(path.replace(/\.jsonc?$/i, ''), parameter)) ?? [];
}

const givenIn = onceForEach(allGiven);

function allGiven(tree: Tree<ArmFact>): ReadonlyMap<string, readonly Given[]> {
  const given = tree.units.flatMap(({ files }) =>
    files.flatMap(({ path, facts }) =>
      facts.flatMap((fact) => (fact.is === 'given' ? [{ path, fact }] : [])),
    ),
  );
  return Map.groupBy(given, ({ path, fact }) => keyOf(deployedWith(path) ?? '', fact.name));
}

function keyOf(stem: string, parameter: string): string {
  return `${stem}#${parameter.toLowerCase()}`;
}

/** The image that a parameters file names, where it stands there. */
export function* givenImage({ path, fact }: Given, tree: Tree<ArmFact>): Iterable<Linked> {
  const file = tree.file(path);
  if (!file) return;
  const site = { file, address: `parameters/${fact.name}`, usage: 'deployed' } as const;
  for (const found of imageReference(site, fact.reference)) {
    if (found.is === 'reference') yield { is: 'occurrence', ...occurrenceOf(path, found) };
    else yield problem(found.code, found.message, locate(path, found.place));
  }
}
