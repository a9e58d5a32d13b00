import { onceForEach, type Tree, type UnitFile, type UnitFiles } from '@fineprint/core';
import type { Definition } from './directory.ts';
import type { PackerFact } from './facts.ts';

/** A file of variables: what it sets, by name. */
export interface Setting {
  readonly path: string;
  readonly values: ReadonlyMap<string, Definition>;
}

/** The values that the templates of a directory may be given. */
export interface Settings {
  /** From `*.auto.pkrvars.hcl`, which Packer reads by itself. */
  readonly automatic: ReadonlyMap<string, Definition>;
  /** The files that only a command can name for a template: which of them, nobody can tell from the repository. */
  named(path: string): readonly Setting[];
}

const isAutomatic = /\.auto\.pkrvars\.(?:hcl|json)$/;
const isTemplate = /\.pkr\.(?:hcl|json)$/;
// More systems than anybody builds images of from one template.
const mostNamed = 300;

/** Finds the files of variables for the templates of a directory: those beside them, and those whose names all are theirs. */
export function settingsOf(unit: UnitFiles<PackerFact>, tree: Tree<PackerFact>): Settings {
  const own = unit.files.flatMap((file) => settingOf(file) ?? []);
  const automatic = new Map<string, Definition>();
  for (const { path, values } of own) {
    if (isAutomatic.test(path)) for (const [name, definition] of values) automatic.set(name, definition);
  }
  const shared = declaredIn(unit.files.filter(({ path }) => isTemplate.test(path)));
  const elsewhere = shared.size === 0 ? [] : settingsElsewhere(unit, tree, shared);
  return {
    automatic,
    named(path) {
      const isLegacy = !isTemplate.test(path);
      const beside = own.filter(
        (setting) => !isAutomatic.test(setting.path) && isLegacy !== setting.path.includes('.pkrvars.'),
      );
      return [...beside, ...(isLegacy ? [] : elsewhere)].slice(0, mostNamed);
    },
  };
}

function settingOf({ path, facts }: UnitFile<PackerFact>): Setting | null {
  const values = new Map<string, Definition>();
  for (const fact of facts) if (fact.is === 'setting') values.set(fact.name, { path, fact });
  return values.size === 0 ? null : { path, values };
}

function declaredIn(files: readonly UnitFile<PackerFact>[]): ReadonlySet<string> {
  return new Set(
    files.flatMap(({ facts }) => facts.flatMap((fact) => (fact.is === 'variable' ? [fact.name] : []))),
  );
}

/** Files of variables in directories without templates, such as `variables/ubuntu.pkrvars.hcl`. */
const settingsApart = onceForEach((tree: Tree<PackerFact>): readonly Setting[] =>
  tree.units
    .filter(({ files }) => !files.some(({ path }) => isTemplate.test(path)))
    .flatMap(({ files }) => files.flatMap((file) => settingOf(file) ?? []))
    .filter(({ path }) => path.endsWith('.pkrvars.hcl') || path.endsWith('.pkrvars.json')),
);

/** Of those, the ones that set nothing but variables of the templates. */
function settingsElsewhere(
  unit: UnitFiles<PackerFact>,
  tree: Tree<PackerFact>,
  declared: ReadonlySet<string>,
): readonly Setting[] {
  return settingsApart(tree).filter(
    ({ path, values }) =>
      !unit.files.some((file) => file.path === path) &&
      [...values.keys()].every((name) => declared.has(name)),
  );
}
