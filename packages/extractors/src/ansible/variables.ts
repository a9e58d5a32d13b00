import {
  entries,
  type JoinedFiles,
  joinFiles,
  joinPath,
  type Node,
  onceForEach,
  type PathFile,
  parseYaml,
  type Resolved,
  type ResolvedEntry,
  resolve,
  type Tree,
  textOf,
  type UnitFiles,
} from '@fineprint/core';
import type { AnsibleFact } from './facts.ts';
import { setFactsIn } from './set-facts.ts';
import type { Scope } from './template.ts';
import { ancestorsOf, isForTests, layerOf, rolePlaces } from './units.ts';

/** The files of a unit and of its variables, read as one, and what the variables may be. */
export interface UnitScope {
  readonly joined: JoinedFiles;
  readonly scope: Scope;
  /** Whether the variables were left out, because reading them for every role costs too much. */
  readonly isLimited: boolean;
}

type Unit = UnitFiles<AnsibleFact>;
type Layer = ReadonlyMap<string, readonly Said[]>;

// A role has a few files of variables; what a repository with thousands means cannot be told.
const mostFiles = 200;

/**
 * Gathers the variables that hold in a unit: what wins over what is Ansible's own order
 * (https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_variables.html#variable-precedence-where-should-i-put-a-variable),
 * as far as one can tell without an inventory.
 */
export function unitScope(unit: Unit, tree: Tree<AnsibleFact>, readers: readonly string[]): UnitScope {
  const own = [...variableFiles([unit], 'vars'), ...namedFiles(unit)];
  const paths = {
    main: own.filter((path) => isMain.test(path)),
    others: own.filter((path) => !isMain.test(path)),
    group: variableFiles([unit, ...unitsAt(tree, ancestorsOf(unit.path)), ...inventories(tree)], 'group'),
    defaults: variableFiles([unit], 'defaults'),
    used: variableFiles(usedRoles(unit, tree), 'defaults', 'vars'),
  };
  const all = Object.values(paths).map((layer) => [...new Set(layer)].slice(0, mostFiles));
  const isLimited = !isAffordable(tree, all.flat());
  const layers = isLimited ? [] : all;
  const setting = unit.files
    .filter(({ facts }) => facts.some(({ is }) => is === 'set-fact'))
    .map(({ path }) => path);
  const joined = joinFiles(filesOf(tree, [...readers, ...setting, ...layers.flat()]));
  const set = readLayer(tree, setting, setFactsIn);
  const [main, others, ...lower] = layers.map((layer) => layerMap(tree, layer));
  const saidOf = (name: string): readonly Said[] => {
    const certain = main?.get(name);
    // Other files of variables hold on some distribution only; on the rest a default stays.
    const both = () => [
      ...(others?.get(name) ?? []),
      ...(lower.find((map) => map.has(name))?.get(name) ?? []),
    ];
    const said = [...(set.get(name) ?? []), ...(certain ?? both())];
    return said.filter((each, index) => !said.slice(0, index).some((other) => isSame(other, each)));
  };
  const known = new Map<string, readonly Resolved[]>();
  const scope: Scope = (name) => {
    const values =
      known.get(name) ?? saidOf(name).map(({ path, value }) => resolve(joined.moved(path, value)));
    known.set(name, values);
    return values;
  };
  return { joined, scope, isLimited };
}

const isMain = /(?:^|\/)vars\/main(?:\.ya?ml$|\/)/;

// Twenty times what the largest of real repositories costs: the variables of all hosts are read for each role.
const mostCharacters = 500_000_000;
const spent = new WeakMap<Tree<AnsibleFact>, number>();

function isAffordable(tree: Tree<AnsibleFact>, paths: readonly string[]): boolean {
  const cost = filesOf(tree, paths).reduce((sum, { file }) => sum + file.text.length, 0);
  const total = (spent.get(tree) ?? 0) + cost;
  if (total <= mostCharacters) spent.set(tree, total);
  return total <= mostCharacters;
}

function variableFiles(units: readonly Unit[], ...layers: readonly string[]): readonly string[] {
  return units.flatMap(({ files }) =>
    files
      .filter(({ path, format }) => format === 'variables' && layers.includes(layerOf(path)))
      .map(({ path }) => path),
  );
}

/** The files that plays and tasks of the unit name: beside the file itself, or in the role's `vars`. */
export function namedFiles({ path: unit, files }: Unit): readonly string[] {
  return files.flatMap(({ path, facts }) =>
    facts.flatMap((fact) => {
      // The tests of a role set what they like.
      if (fact.is !== 'variables-file' || isForTests(path)) return [];
      const directory = path.slice(0, Math.max(path.lastIndexOf('/'), 0)) || '.';
      const places = [
        joinPath(directory, fact.path),
        joinPath(unit, `vars/${fact.path}`),
        joinPath(unit, fact.path),
      ];
      return places.filter((place) => place !== null);
    }),
  );
}

function unitsAt(tree: Tree<AnsibleFact>, paths: readonly string[]): readonly Unit[] {
  return paths.map((path) => tree.unit(path)).filter((unit) => unit !== undefined);
}

/** Units that only hold variables of hosts: the inventories, but for those of tests. */
const inventories = onceForEach((tree: Tree<AnsibleFact>): readonly Unit[] =>
  tree.units.filter(
    ({ path: unit, files }) =>
      !isForTests(`${unit}/`) &&
      files.every(({ path, format }) => format === 'variables' && layerOf(path) === 'group'),
  ),
);

/** The roles of the repository whose variables hold in a unit: those that it depends on, and those that run in the same plays. */
function usedRoles({ path, files }: Unit, tree: Tree<AnsibleFact>): readonly Unit[] {
  const own = files.flatMap(({ facts }) => rolesIn(facts));
  const names = [...new Set([...own, ...(playmates(tree).get(path) ?? [])])];
  return unitsAt(
    tree,
    names.flatMap((name) => rolePlaces(path, name)),
  ).filter((unit) => unit.path !== path);
}

// A play of more roles is a list of everything, not of what belongs together.
const mostRoles = 50;

/** By the path of a role, the names of the roles that run in plays with it; a role that another includes or depends on runs where that one does. */
const playmates = onceForEach((tree: Tree<AnsibleFact>): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, Set<string>>();
  const uses = usesOfRoles(tree);
  for (let pass = 0; pass < mostPasses; pass += 1) {
    for (const { path, roles, places } of uses) {
      const here = [...roles, path.slice(path.lastIndexOf('/') + 1), ...(found.get(path) ?? [])];
      for (const place of places) addNames(found, place, here);
    }
  }
  return new Map([...found].map(([place, names]) => [place, [...names]]));
});

// Dependencies of dependencies, in whatever order they are read.
const mostPasses = 3;

interface RoleUses {
  /** The unit that uses the roles. */
  readonly path: string;
  readonly roles: readonly string[];
  /** Where those of the repository lie. */
  readonly places: readonly string[];
}

/** The roles that each file runs one after the other, or depends on. */
function usesOfRoles(tree: Tree<AnsibleFact>): readonly RoleUses[] {
  return tree.units.flatMap(({ path, files }) =>
    files.flatMap(({ facts }) => {
      const roles = rolesIn(facts);
      if (roles.length === 0 || roles.length > mostRoles) return [];
      const places = roles.flatMap((name) => rolePlaces(path, name)).filter((place) => tree.unit(place));
      return [{ path, roles, places }];
    }),
  );
}

function rolesIn(facts: readonly AnsibleFact[]): readonly string[] {
  return facts.flatMap((fact) =>
    fact.is === 'role-use' ? [fact.name] : fact.is === 'play' ? fact.roles : [],
  );
}

function addNames(found: Map<string, Set<string>>, place: string, names: readonly string[]): void {
  const mates = found.get(place) ?? new Set();
  found.set(place, mates);
  for (const name of names) if (mates.size < mostRoles) mates.add(name);
}

function filesOf(tree: Tree<AnsibleFact>, paths: readonly string[]): readonly PathFile[] {
  return [...new Set(paths)].flatMap((path) => {
    const file = tree.file(path);
    return file ? [{ path, file }] : [];
  });
}

/** A value with the file that says it. */
interface Said {
  readonly path: string;
  readonly value: Node;
}

const layersOf = new WeakMap<Tree<AnsibleFact>, Map<string, Layer>>();

/** The variables of a layer; those of all hosts are the same for every role. */
function layerMap(tree: Tree<AnsibleFact>, paths: readonly string[]): Layer {
  const layers = layersOf.get(tree) ?? new Map<string, Layer>();
  layersOf.set(tree, layers);
  const key = paths.join('\n');
  const layer = layers.get(key) ?? readLayer(tree, paths, entries);
  layers.set(key, layer);
  return layer;
}

/** The values of variables, each once; one that stands there with several values has them all. */
function readLayer(
  tree: Tree<AnsibleFact>,
  paths: readonly string[],
  read: (root: Node) => readonly ResolvedEntry[],
): Layer {
  const found = new Map<string, Said[]>();
  for (const path of paths) {
    const file = tree.file(path);
    for (const { root } of file?.parse(parseYaml).documents ?? []) {
      for (const { key, value } of read(root)) addValue(found, key.text, { path, value });
    }
  }
  return found;
}

function addValue(layer: Map<string, Said[]>, name: string, said: Said): void {
  const known = layer.get(name) ?? [];
  layer.set(name, known);
  if (!known.some((other) => isSame(other, said))) known.push(said);
}

function isSame(one: Said, other: Said): boolean {
  const text = textOf(one.value);
  return one.value === other.value || (text !== undefined && text === textOf(other.value));
}
