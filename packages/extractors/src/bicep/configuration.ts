import {
  entries,
  type FileProblem,
  type Node,
  type Resolved,
  type SourceFile,
  scalarReference,
  textOf,
} from '@fineprint/core';
import type { AliasFact, BicepFact, ExtensionFact } from './facts.ts';
import { readSource } from './source.ts';

/** Reads the aliases and extensions of `bicepconfig.json` (https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-config). */
export function* readConfiguration(file: SourceFile, root: Node): Iterable<BicepFact | FileProblem> {
  for (const scheme of ['br', 'ts'] as const)
    for (const { key, value } of entries(root, 'moduleAliases', scheme))
      yield aliasFact(file, scheme, key.text, key, value);
  for (const { key, value } of entries(root, 'extensions')) {
    if (value.is === 'scalar') yield extensionFact(file, key.text, value);
  }
}

function aliasFact(
  file: SourceFile,
  scheme: 'br' | 'ts',
  name: string,
  at: { readonly start: number; readonly end: number },
  value: Resolved,
): AliasFact {
  const keys = scheme === 'br' ? ['registry', 'modulePath'] : ['subscription', 'resourceGroup'];
  const prefix = keys.map((key) => textOf(value, key) ?? '').filter((part) => part !== '');
  return { is: 'alias', scheme, name, prefix: prefix.join('/'), place: file.place(at) };
}

function extensionFact(
  file: SourceFile,
  name: string,
  scalar: Resolved & { readonly is: 'scalar' },
): ExtensionFact {
  const site = { file, address: `extensions.${name}`, usage: 'deployed' } as const;
  const source = readSource(site, 'bicep-extension', scalarReference(scalar)) ?? null;
  return { is: 'extension', name, source, place: file.place(scalar) };
}
