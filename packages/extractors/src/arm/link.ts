import { joinPath, type Linked, occurrenceOf, type Tree, type UnitFiles } from '@fineprint/core';
import type { ArmFact } from './facts.ts';
import { givenImage, givenTo } from './parameters.ts';

/** Joins a template with those that lie beside it; what was compiled from a Bicep file here is read there. */
export function* linkTemplate(unit: UnitFiles<ArmFact>, tree: Tree<ArmFact>): Iterable<Linked> {
  const facts = unit.files.flatMap((file) => file.facts);
  const directory = directoryOf(unit.path);
  if (facts.some(({ is }) => is === 'compiled') && hasSource(unit.path, tree)) return;
  const beside = (path: string | undefined) => {
    const found = path === undefined ? null : joinPath(directory, path);
    return found !== null && tree.has(found) ? found : null;
  };
  const uses = facts.flatMap((fact) => {
    const path = fact.is === 'local' ? fact.path : fact.is === 'reference' ? fact.relative : undefined;
    return beside(path) ?? [];
  });
  yield { is: 'unit', kind: 'arm-template-file', uses: [...new Set(uses)] };
  for (const fact of facts) {
    if (fact.is !== 'reference' || beside(fact.relative)) continue;
    const { relative: _relative, parameter, ...reference } = fact;
    const given = parameter ? givenTo(unit.path, parameter, tree) : [];
    if (given.length === 0) yield { is: 'occurrence', ...occurrenceOf(unit.path, reference) };
    for (const each of given) yield* givenImage(each, tree);
  }
}

function hasSource(path: string, tree: Tree<ArmFact>): boolean {
  const directory = directoryOf(path);
  const main = directory === '.' ? 'main.bicep' : `${directory}/main.bicep`;
  return tree.has(path.replace(/\.jsonc?$/i, '.bicep')) || tree.has(main);
}

function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash);
}
