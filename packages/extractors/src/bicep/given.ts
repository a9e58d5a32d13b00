import {
  deployedWith,
  imageReference,
  joinPath,
  type Linked,
  locate,
  occurrenceOf,
  onceForEach,
  problem,
  type Tree,
  type UnitFile,
} from '@fineprint/core';
import { isImageArgument } from './arguments.ts';
import type { ArgumentFact, BicepFact } from './facts.ts';

/** Whether another file gives a value to a parameter of this one: what it runs on is then named there. */
export function isGiven(path: string, parameter: string | undefined, tree: Tree<BicepFact>): boolean {
  return parameter !== undefined && givenIn(tree).has(`${path}#${parameter}`);
}

/** The images that a file gives to the modules that it is made of. */
export function* givenImages({ path, facts }: UnitFile<BicepFact>, tree: Tree<BicepFact>): Iterable<Linked> {
  const file = tree.file(path);
  if (!file) return;
  for (const fact of facts) {
    if (fact.is !== 'argument' || isGiven(path, fact.parameter, tree)) continue;
    const target = targetOf(path, fact);
    if (target === null || !(isImageArgument(fact) || isImage(target, fact.name, tree, 0))) continue;
    const site = { file, address: fact.address, usage: 'deployed' } as const;
    for (const reference of fact.references) {
      for (const found of imageReference(site, reference)) {
        if (found.is === 'reference') yield { is: 'occurrence', ...occurrenceOf(path, found) };
        else yield problem(found.code, found.message, locate(path, found.place));
      }
    }
  }
}

/** The directory of a file. */
export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash);
}

// Modules of modules of modules; a module that uses itself ends here, too.
const deepest = 8;

/** Whether a parameter of a file ends up as the image of a container, there or in a module that it is handed on to. */
function isImage(path: string, name: string, tree: Tree<BicepFact>, depth: number): boolean {
  if (depth > deepest) return false;
  const facts = tree.unit(path)?.files.flatMap((file) => file.facts) ?? [];
  return facts.some((fact) => {
    if (fact.is === 'reference') return fact.parameter === name && fact.kind === 'container-image';
    if (fact.is !== 'argument' || fact.parameter !== name) return false;
    const target = targetOf(path, fact);
    return target !== null && isImage(target, fact.name, tree, depth + 1);
  });
}

const givenIn = onceForEach(
  (tree: Tree<BicepFact>): ReadonlySet<string> =>
    new Set(tree.units.flatMap(({ files }) => files.flatMap(givenBy))),
);

function givenBy({ path, facts }: UnitFile<BicepFact>): readonly string[] {
  return facts.flatMap((fact) => (fact.is === 'argument' ? [`${targetOf(path, fact)}#${fact.name}`] : []));
}

/** The file whose parameter is given a value. */
function targetOf(path: string, fact: ArgumentFact): string | null {
  if (fact.path !== null) return joinPath(directoryOf(path), fact.path);
  const stem = deployedWith(path);
  return stem === null ? null : `${stem}.bicep`;
}
