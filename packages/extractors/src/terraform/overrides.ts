import { locate, type Slot, type UnitFiles } from '@fineprint/core';
import type { Expression, ReleaseFact, TerraformFact } from './facts.ts';

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

/** What a release says in one argument, and in which file. */
export interface Said {
  readonly path: string;
  readonly expression: Expression;
}

type Arguments = Partial<Record<(typeof releaseArguments)[number], Said>>;

/** A `helm_release` with what override files say of it. */
export interface Release extends Arguments {
  readonly address: string;
  /** Where a version would stand that is not written. */
  readonly absent: readonly Slot[];
}

const releaseArguments = ['chart', 'repository', 'version', 'forEach'] as const;

/** The releases of a directory, each with what override files say laid over it. */
export function releasesOf(unit: UnitFiles<TerraformFact>): readonly Release[] {
  const releases: Release[] = [];
  const overrides = new Map<string, Arguments>();
  for (const { path, facts } of overridesLast(unit)) {
    for (const fact of facts) {
      if (fact.is !== 'helm-release') continue;
      const laidOver = overrides.get(fact.address);
      if (laidOver && isOverride(path)) Object.assign(laidOver, argumentsOf(path, fact));
      else {
        releases.push({ address: fact.address, absent: absentIn(path, fact), ...argumentsOf(path, fact) });
        overrides.set(fact.address, {});
      }
    }
  }
  return releases.map((release) => ({ ...release, ...overrides.get(release.address) }));
}

function absentIn(path: string, { absent }: ReleaseFact): readonly Slot[] {
  return absent.map(({ place, ...slot }) => ({ ...slot, at: locate(path, place) }));
}

function argumentsOf(path: string, fact: ReleaseFact): Arguments {
  const said: Arguments = {};
  for (const name of releaseArguments) {
    const expression = fact[name];
    if (expression) said[name] = { path, expression };
  }
  return said;
}

/** The files of a directory in the order in which they count: the last wins. */
export function overridesLast({ files }: UnitFiles<TerraformFact>): UnitFiles<TerraformFact>['files'] {
  return files.toSorted((a, b) => Number(isOverride(a.path)) - Number(isOverride(b.path)));
}
