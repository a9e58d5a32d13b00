import {
  type CloudFormationFact,
  joinPath,
  type Linked,
  linkTemplate,
  occurrenceOf,
  packageParts,
  parseYaml,
  settled,
  type Tree,
  templateSite,
  type UnitFiles,
} from '@fineprint/core';
import { readFunctions } from './functions.ts';
import { filledIn } from './variables.ts';

/** Links a service: the versions of its plugins stand in `package.json`, and its functions may stand in further files. */
export function* linkService(
  unit: UnitFiles<CloudFormationFact>,
  tree: Tree<CloudFormationFact>,
): Iterable<Linked> {
  for (const linked of linkTemplate(unit, tree, 'serverless-service')) {
    if (linked.is !== 'occurrence' || linked.kind !== 'serverless-plugin') yield linked;
    else {
      const parts = linked.unresolved ? null : packageParts(linked.at.path, linked.name, tree);
      if (parts !== 'own') yield parts ? { ...linked, ...parts } : linked;
    }
  }
  for (const { path, facts } of unit.files) {
    for (const fact of facts) if (fact.is === 'nested') yield* readIncluded(path, fact.path, tree);
  }
}

/** Functions of a file that the service includes; a template in it is read as a template. */
function* readIncluded(path: string, name: string, tree: Tree<CloudFormationFact>): Iterable<Linked> {
  const slash = path.lastIndexOf('/');
  const target = joinPath(slash < 0 ? '.' : path.slice(0, slash), name);
  const file =
    target !== null && /\.(?:ya?ml|json)$/.test(target) && tree.has(target) ? tree.file(target) : null;
  if (!file || target === null) return;
  for (const { root } of file.parse(parseYaml).documents) {
    const functions = filledIn(root);
    for (const fact of settled(readFunctions(templateSite(file, functions), functions, undefined)))
      if (fact.is === 'reference') yield { is: 'occurrence', ...occurrenceOf(target, fact) };
  }
}
