import {
  type CloudFormationFact,
  get,
  joinPath,
  type Linked,
  linkTemplate,
  occurrenceOf,
  packageParts,
  parseJsonOrYaml,
  type Resolved,
  settled,
  type Tree,
  templateSite,
  type UnitFile,
  type UnitFiles,
} from '@fineprint/core';
import { readFunction, readFunctions } from './functions.ts';
import { readService } from './service.ts';
import { filledIn, type OtherFiles } from './variables.ts';

type ServiceTree = Tree<CloudFormationFact>;

/**
 * Links a service: the versions of its plugins stand in `package.json`, and values and functions of it may stand in
 * further files.
 */
export function* linkService(unit: UnitFiles<CloudFormationFact>, tree: ServiceTree): Iterable<Linked> {
  const files = unit.files.map((file) => ({ ...file, facts: factsWithFiles(file, tree) }));
  for (const linked of linkTemplate({ ...unit, files }, tree, 'serverless-service')) {
    if (linked.is !== 'occurrence' || linked.kind !== 'serverless-plugin') yield linked;
    else {
      const parts = linked.unresolved ? null : packageParts(linked.at.path, linked.name, tree);
      if (parts !== 'own') yield parts ? { ...linked, ...parts } : linked;
    }
  }
  for (const { path, facts } of files) {
    for (const fact of facts) if (fact.is === 'nested') yield* readIncluded(path, fact.path, tree);
  }
}

/** What a service says once its other files are known: `${file(config.yml):image}`. */
function factsWithFiles(
  { path, facts }: UnitFile<CloudFormationFact>,
  tree: ServiceTree,
): readonly CloudFormationFact[] {
  const isOpen = facts.some(
    (fact) => fact.is === 'reference' && fact.unresolved && fact.text.includes('file('),
  );
  const file = isOpen ? tree.file(path) : undefined;
  const root = file?.parse(parseJsonOrYaml).documents[0]?.root;
  if (!file || !root) return facts;
  return [...readService(file, root, othersOf(path, tree))].filter((fact) => fact.is !== 'problem');
}

function othersOf(path: string, tree: ServiceTree): OtherFiles {
  return { file: (name) => rootOf(beside(path, name), tree) };
}

function beside(path: string, name: string): string | null {
  const slash = path.lastIndexOf('/');
  return joinPath(slash < 0 ? '.' : path.slice(0, slash), name);
}

function rootOf(path: string | null, tree: ServiceTree): Resolved | null {
  if (path === null || !/\.(?:ya?ml|json)$/.test(path) || !tree.has(path)) return null;
  const root = tree.file(path)?.parse(parseJsonOrYaml).documents[0]?.root;
  return (root && get(root)) ?? null;
}

/** The functions of a file that the service includes, or the one that it is. */
function* readIncluded(path: string, name: string, tree: ServiceTree): Iterable<Linked> {
  const target = beside(path, name);
  const root = rootOf(target, tree);
  const file = target !== null && root ? tree.file(target) : undefined;
  if (target === null || !root || !file) return;
  const service = rootOf(path, tree);
  const functions = filledIn(root, { ...othersOf(path, tree), ...(service ? { service } : {}) });
  const site = templateSite(file, functions);
  const isOne = get(functions, 'handler') ?? get(functions, 'image');
  const reading = isOne
    ? readFunction(site, target, functions, undefined)
    : readFunctions(site, functions, undefined);
  for (const fact of settled(reading))
    if (fact.is === 'reference') yield { is: 'occurrence', ...occurrenceOf(target, fact) };
}
