import {
  libraryParts,
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
  type ResolvedText,
  referenceFact,
  togetherWith,
  unresolvedPart,
  type VariableLookup,
} from '@fineprint/core';
import type { Command } from './commands.ts';
import { parametersOf, referenceOf } from './parameters.ts';

const installers: ReadonlySet<string> = new Set([
  ...[
    'install-module',
    'save-module',
    'install-psresource',
    'save-psresource',
    'install-script',
    'save-script',
  ],
]);

/** How a limit of a version is written, by the parameter that gives it. */
const limits: readonly (readonly [parameter: string, operator: string])[] = [
  ['requiredversion', ''],
  ['version', ''],
  ['minimumversion', '>='],
  ['maximumversion', '<='],
];

/** Reads what comes from the PowerShell Gallery (https://learn.microsoft.com/powershell/gallery/overview). */
export function* readModules(
  site: ReferenceSite,
  { name, words }: Command,
  lookup: VariableLookup,
): Iterable<ReferenceFact> {
  if (!installers.has(name)) return;
  const { named, positional } = parametersOf(words);
  const modules = named.get('name') ?? positional[0] ?? [];
  const [limit] = limits.flatMap(([parameter, operator]) => {
    const word = named.get(parameter)?.[0];
    return word ? [{ operator, version: referenceOf(site.file.text, word, lookup).resolved }] : [];
  });
  for (const word of modules) {
    const module = referenceOf(site.file.text, word, lookup);
    const address = `${site.address}.${name}/${module.resolved.text}`;
    yield moduleFact({ ...site, address }, module, modules.length === 1 ? limit : undefined);
  }
}

/** What is asked of a module: its version, or a limit of it. */
export interface VersionLimit {
  readonly operator: string;
  readonly version: ResolvedText;
}

/** Names a module of the gallery; its names are one in any case. */
export function moduleFact(site: ReferenceSite, module: Reference, limit?: VersionLimit): ReferenceFact {
  const { resolved } = module;
  const name = `powershell/${resolved.isResolved ? resolved.text.toLowerCase() : resolved.text}`;
  const asked = limit && `${limit.operator}${limit.version.text}`;
  const parts = libraryParts(site.file, name, limit?.version ?? null, asked);
  return referenceFact(site, togetherWith(module, limit?.version ?? null), {
    ...parts,
    ...unresolvedPart('name', resolved),
  });
}
