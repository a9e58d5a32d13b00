import type { UnitFiles } from '@fineprint/core';
import type { DefinitionFact, TerraformFact } from './facts.ts';
import { isOverride } from './overrides.ts';
import { automaticOrder } from './settings.ts';

/** What defines a name, and where. */
export interface Definition {
  readonly path: string;
  readonly fact: DefinitionFact;
}

/** Definitions by name; where a name is defined twice, the file that wins: an override, OpenTofu's own, a later setting. */
export function definitionsOf(
  { files }: UnitFiles<TerraformFact>,
  is: DefinitionFact['is'],
): ReadonlyMap<string, Definition> {
  const found = new Map<string, Definition>();
  for (const { path, facts } of files.toSorted((a, b) =>
    precedence(a.path) < precedence(b.path) ? -1 : 1,
  )) {
    if (is === 'setting' && automaticOrder(path) === null) continue;
    for (const fact of facts) if (fact.is === is) found.set(fact.name, { path, fact });
  }
  return found;
}

function precedence(path: string): string {
  const layer = isOverride(path) ? '1' : '0';
  const isTofu = path.endsWith('.tofu') || path.endsWith('.tofu.json') ? '1' : '0';
  return `${layer}${isTofu}${automaticOrder(path) ?? ''}\0${path}`;
}
