import {
  type DependencyFact,
  type ResolvedEntry,
  referenceFact,
  type Scope,
  type SourceFile,
  scalarReference,
  type Usage,
} from '@fineprint/core';
import { specifierParts } from './specifier.ts';

/** The dependency that an entry is, at its name; `null` where it is a part of the repository. */
export function dependencyFact(
  file: SourceFile,
  site: { readonly address: string; readonly usage: Usage; readonly scope?: Scope },
  { key, value }: ResolvedEntry,
): DependencyFact | null {
  if (value.is !== 'scalar') return null;
  const { resolved } = scalarReference(value);
  const parts = specifierParts(file, key.text, resolved);
  if (!parts) return null;
  const asked = { name: key.text, spec: value.text };
  return { ...referenceFact({ file, ...site }, { at: key, resolved }, parts), asked };
}
