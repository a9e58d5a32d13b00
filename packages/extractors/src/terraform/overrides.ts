import type { UnitFiles } from '@fineprint/core';
import type { ReleaseFact, TerraformFact } from './facts.ts';

const overrideName = /(?:^|[/_])override\.(?:tf|tofu)(?:\.json)?$/;

/** Tells whether a file is laid over the others of its directory (https://developer.hashicorp.com/terraform/language/files/override). */
export function isOverride(path: string): boolean {
  return overrideName.test(path);
}

/** Leaves out the requirements and images that an override file replaces as a whole. */
export function withoutOverridden(unit: UnitFiles<TerraformFact>): UnitFiles<TerraformFact> {
  const winners = new Map<string, string>();
  for (const { path, facts } of overridesLast(unit).filter((file) => isOverride(file.path))) {
    for (const fact of facts) {
      const key = replacedKey(fact);
      if (key !== null) winners.set(key, path);
    }
  }
  if (winners.size === 0) return unit;
  const stands = (path: string, fact: TerraformFact) => {
    const key = replacedKey(fact);
    return key === null || (winners.get(key) ?? path) === path;
  };
  const files = unit.files.map((file) => ({
    ...file,
    facts: file.facts.filter((fact) => stands(file.path, fact)),
  }));
  return { ...unit, files };
}

function replacedKey(fact: TerraformFact): string | null {
  switch (fact.is) {
    case 'required-version':
      return fact.is;
    case 'required-provider':
      return `${fact.is} ${fact.name}`;
    case 'image':
      return `${fact.is} ${fact.address}`;
    default:
      return null;
  }
}

/** What one file says of a release. */
export interface ReleaseStatement {
  readonly path: string;
  readonly fact: ReleaseFact;
}

/** The releases of a directory, each with what override files say of it after what they are laid over. */
export function releasesOf(unit: UnitFiles<TerraformFact>): readonly (readonly ReleaseStatement[])[] {
  const releases: ReleaseStatement[][] = [];
  const byAddress = new Map<string, ReleaseStatement[][]>();
  for (const { path, facts } of overridesLast(unit)) {
    for (const fact of facts) {
      if (fact.is !== 'helm-release') continue;
      const known = byAddress.get(fact.address) ?? [];
      byAddress.set(fact.address, known);
      if (isOverride(path) && known.length > 0) {
        for (const statements of known) statements.push({ path, fact });
        continue;
      }
      const statements = [{ path, fact }];
      known.push(statements);
      releases.push(statements);
    }
  }
  return releases;
}

/** The files of a directory in the order in which they count: the last wins. */
export function overridesLast({ files }: UnitFiles<TerraformFact>): UnitFiles<TerraformFact>['files'] {
  return files.toSorted((a, b) => Number(isOverride(a.path)) - Number(isOverride(b.path)));
}
