import { type Location, locate, type Slot, type Tree, type UnitFiles } from '@fineprint/core';
import type { CoordinatesFact, GradleFact, VariableFact } from './facts.ts';

/** A version with its variables filled in. */
export interface Version {
  readonly text: string;
  readonly slots: readonly Slot[];
  readonly via: readonly Location[];
  readonly unknown: readonly string[];
}

interface Defined {
  readonly path: string;
  readonly fact: VariableFact;
}

/** The variables that the scripts of a directory see: their own, then those of the directories above. */
export type Variables = (path: string, name: string) => Defined | undefined;

/** Lists the variables of a unit, nearest first. */
export function variablesOver(unit: UnitFiles<GradleFact>, tree: Tree<GradleFact>): Variables {
  const all = [unit, ...above(unit.path, tree)].flatMap(({ files }) =>
    files.flatMap(({ path, facts }) =>
      facts.flatMap((fact) => (fact.is === 'variable' ? [{ path, fact }] : [])),
    ),
  );
  const byName = Map.groupBy(all, ({ fact }) => fact.name);
  return (path, name) => {
    // A map of versions is asked by its keys: `versions.jackson`.
    const last = name.slice(name.lastIndexOf('.') + 1);
    const found = byName.get(name) ?? byName.get(name.replace(prefix, '')) ?? byName.get(last) ?? [];
    return found.find((each) => each.path === path) ?? found[0];
  };
}

const prefix = /^(?:(?:rootProject|project|ext|extra|properties)\.)+/;

/** The units in the directories above one, nearest first. */
export function* above(directory: string, tree: Tree<GradleFact>): Iterable<UnitFiles<GradleFact>> {
  for (let path = directory; path !== '.'; ) {
    const slash = path.lastIndexOf('/');
    path = slash < 0 ? '.' : path.slice(0, slash);
    const unit = tree.unit(path);
    if (unit) yield unit;
  }
}

const reference =
  /\$\{(?<braced>[^{}]{1,200})\}|\$(?<plain>[A-Za-z_]\w{0,100}(?:\.[A-Za-z_]\w{0,100}){0,8})/g;

/** Fills in the variables of a version, each once: their values are literals. */
export function versionOf(path: string, fact: CoordinatesFact, variables: Variables): Version | null {
  const { version, versionPlace } = fact;
  if (version === null) return null;
  const via: Location[] = [];
  const unknown: string[] = [];
  let only: Slot | null = null;
  const text = version.replace(reference, (whole: string, braced?: string, plain?: string) => {
    const name = (braced ?? plain ?? '').trim();
    const found = variables(path, name);
    if (!found) {
      unknown.push(name);
      return whole;
    }
    const { place, value } = found.fact;
    const at = locate(found.path, place);
    via.push(at);
    if (whole === version) only = { is: 'version', value, at, verbatim: true };
    return value;
  });
  const isLiteral = text === version && unknown.length === 0 && versionPlace !== null;
  const literal: readonly Slot[] = isLiteral
    ? [{ is: 'version', value: version, at: locate(path, versionPlace), verbatim: true }]
    : [];
  return { text, slots: only ? [only] : literal, via, unknown };
}
