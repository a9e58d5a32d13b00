import {
  imageReference,
  type Linked,
  locate,
  occurrenceOf,
  problem,
  type Tree,
  type UnitFiles,
} from '@fineprint/core';
import type { NamedFact, PulumiFact, SettingFact } from './facts.ts';

/** Joins a program with the settings of its stacks: an image that they give is named there. */
export function* linkProject(unit: UnitFiles<PulumiFact>, tree: Tree<PulumiFact>): Iterable<Linked> {
  yield { is: 'unit', kind: 'pulumi-project' };
  const settings = unit.files.flatMap(({ path, facts }) =>
    facts.flatMap((fact) => (fact.is === 'setting' ? [{ path, fact }] : [])),
  );
  for (const { path, facts } of unit.files) {
    for (const fact of facts) {
      if (fact.is !== 'reference') continue;
      const { parameter, ...reference } = fact;
      const given =
        reference.kind === 'container-image' ? settings.filter((each) => each.fact.name === parameter) : [];
      if (given.length === 0) yield { is: 'occurrence', ...occurrenceOf(path, reference) };
      for (const each of given) yield* settingImage(each.path, each.fact, reference, tree);
    }
  }
}

function* settingImage(
  path: string,
  { name, reference }: SettingFact,
  { usage }: NamedFact,
  tree: Tree<PulumiFact>,
): Iterable<Linked> {
  const file = tree.file(path);
  if (!file) return;
  for (const found of imageReference({ file, address: `config.${name}`, usage }, reference)) {
    if (found.is === 'reference') yield { is: 'occurrence', ...occurrenceOf(path, found) };
    else yield problem(found.code, found.message, locate(path, found.place));
  }
}
