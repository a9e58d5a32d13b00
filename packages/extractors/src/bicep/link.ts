import {
  joinPath,
  type Linked,
  locate,
  type Occurrence,
  occurrenceOf,
  problem,
  type ReferenceFact,
  type Tree,
  type UnitFiles,
} from '@fineprint/core';
import { type Configuration, configurationOf } from './configured.ts';
import type { BicepFact, ExtensionUseFact, RunFact, SourceFact } from './facts.ts';
import { directoryOf, givenImages, isGiven } from './given.ts';

/** Joins a file with the nearest configuration above it. */
export function* linkBicep(unit: UnitFiles<BicepFact>, tree: Tree<BicepFact>): Iterable<Linked> {
  const facts = unit.files.flatMap((file) => file.facts);
  const directory = directoryOf(unit.path);
  const uses = facts.flatMap((fact) => (fact.is === 'local' ? (joinPath(directory, fact.path) ?? []) : []));
  yield { is: 'unit', kind: 'bicep-file', uses: [...new Set(uses)] };
  const configuration = configurationOf(directory, tree);
  for (const fact of facts) {
    if (fact.is === 'reference') yield* runOccurrence(unit.path, fact, tree);
    else if (fact.is === 'source') yield sourceOccurrence(unit.path, fact, configuration);
    else if (fact.is === 'extension' && fact.source)
      yield sourceOccurrence(unit.path, fact.source, configuration);
    else if (fact.is === 'extension-use') yield* extensionUse(unit.path, fact, configuration);
  }
  for (const file of unit.files) yield* givenImages(file, tree);
}

function* runOccurrence(
  path: string,
  { parameter, ...fact }: RunFact,
  tree: Tree<BicepFact>,
): Iterable<Linked> {
  if (!isGiven(path, parameter, tree)) yield { is: 'occurrence', ...occurrenceOf(path, fact) };
}

function sourceOccurrence(
  path: string,
  { scheme, alias, ...rest }: SourceFact,
  configuration: Configuration,
): { readonly is: 'occurrence' } & Occurrence {
  const fact: ReferenceFact = { ...rest, is: 'reference' };
  const written = { is: 'occurrence', ...occurrenceOf(path, fact) } as const;
  const prefix = alias === null ? '' : configuration.aliases.get(`${scheme}/${alias}`);
  if (prefix === undefined) {
    const because = `No bicepconfig.json that applies here says what "${scheme}/${alias}" stands for.`;
    return { ...written, name: `${scheme}/${alias}:${rest.name}`, unresolved: { part: 'name', because } };
  }
  const name = prefix === '' ? rest.name : `${prefix}/${rest.name}`;
  if (scheme === 'ts') return { ...written, name: `ts/${name}` };
  return { ...written, name, source: name.slice(0, name.indexOf('/')) };
}

// These come along with Bicep: https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-extension
const builtIn: ReadonlySet<string> = new Set(['az', 'sys', 'kubernetes', 'microsoftGraph']);

/** An extension is used by its name, and pinned where the configuration names it. */
function* extensionUse(
  path: string,
  { name, place }: ExtensionUseFact,
  configuration: Configuration,
): Iterable<Linked> {
  const at = locate(path, place);
  const found = configuration.extensions.get(name);
  if (!found) {
    if (!builtIn.has(name))
      yield problem('reference-invalid', `"${name}" names no extension of a bicepconfig.json above it.`, at);
    return;
  }
  if (!found.source) return;
  const named = sourceOccurrence(configuration.path, found.source, configuration);
  yield { ...named, at, text: name, address: `extension.${name}`, via: [named.at] };
}
