import type { Tree } from '@fineprint/core';
import type { BicepFact, ExtensionFact } from './facts.ts';

/** What applies to the Bicep files of a directory. */
export interface Configuration {
  readonly path: string;
  /** What stands for `br/name` or `ts/name`. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly extensions: ReadonlyMap<string, ExtensionFact>;
}

// Every Bicep file knows this one: https://learn.microsoft.com/azure/azure-resource-manager/bicep/modules#public-module-registry
const publicModules = ['br/public', 'mcr.microsoft.com/bicep'] as const;

/** Finds the nearest `bicepconfig.json` upwards: only that one counts, files further up are not merged into it. */
export function configurationOf(directory: string, tree: Tree<BicepFact>): Configuration {
  for (let at = directory; ; at = parentOf(at)) {
    const path = at === '.' ? 'bicepconfig.json' : `${at}/bicepconfig.json`;
    if (tree.has(path) || at === '.') return configurationIn(path, tree);
  }
}

function parentOf(directory: string): string {
  const slash = directory.lastIndexOf('/');
  return slash < 0 ? '.' : directory.slice(0, slash);
}

function configurationIn(path: string, tree: Tree<BicepFact>): Configuration {
  const facts = tree.unit(path)?.files.flatMap((file) => file.facts) ?? [];
  const aliases = facts.flatMap((fact) =>
    fact.is === 'alias' ? [[`${fact.scheme}/${fact.name}`, fact.prefix] as const] : [],
  );
  return {
    path,
    aliases: new Map([publicModules, ...aliases]),
    extensions: new Map(
      facts.flatMap((fact) => (fact.is === 'extension' ? [[fact.name, fact] as const] : [])),
    ),
  };
}
