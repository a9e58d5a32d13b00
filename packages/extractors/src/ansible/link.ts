import {
  type FileProblem,
  type Linked,
  locate,
  type Node,
  type Occurrence,
  occurrenceOf,
  onceForEach,
  ownSlots,
  parseYaml,
  problem,
  type ReferenceFact,
  resolve,
  type ScalarNode,
  type Tree,
  trimTrailingSlashes,
  type UnitFiles,
} from '@fineprint/core';
import { declaredReferences, mayDeclare } from './declared.ts';
import type { AnsibleFact } from './facts.ts';
import { noRepository } from './modules/charts.ts';
import { readTaskFile } from './tasks.ts';
import { mostFacts } from './tasks-file.ts';
import { templateReferences } from './templates.ts';
import { isForTests, rolePlaces } from './units.ts';
import { namedFiles, type UnitScope, unitScope } from './variables.ts';

/** Makes occurrences of what a role or a directory of playbooks names. */
export function* linkUnit(unit: UnitFiles<AnsibleFact>, tree: Tree<AnsibleFact>): Iterable<Linked> {
  const isRole = unit.files.some(({ path }) => /(?:^|\/)(?:tasks|meta|defaults)\/main\.ya?ml$/.test(path));
  yield { is: 'unit', kind: isRole ? 'ansible-role' : 'ansible-project' };
  const built = builtImages(tree);
  const found: Occurrence[] = [];
  for (const each of unitOccurrences(unit, tree)) {
    if (found.length > mostFacts) break;
    if ('code' in each) yield each;
    else if (each.kind !== 'container-image' || !built.has(each.name)) found.push(ofRepository(each, unit));
  }
  for (const occurrence of ownSlots(found)) yield { is: 'occurrence', ...occurrence };
}

/** A chart of a repository that another file of the role adds. */
function ofRepository(chart: Occurrence, { files }: UnitFiles<AnsibleFact>): Occurrence {
  const { unresolved, name } = chart;
  if (unresolved?.because !== noRepository) return chart;
  const slash = name.indexOf('/');
  const facts = files.flatMap((file) => file.facts.filter((fact) => fact.is === 'chart-repository'));
  const [url, ...others] = new Set(
    facts.filter((fact) => fact.name === name.slice(0, slash)).map((fact) => fact.url),
  );
  if (url === undefined || others.length > 0) return chart;
  const { unresolved: _unresolved, ...known } = chart;
  return { ...known, name: name.slice(slash + 1), source: trimTrailingSlashes(url) };
}

type Found = Occurrence | ReturnType<typeof problem>;

function* unitOccurrences(unit: UnitFiles<AnsibleFact>, tree: Tree<AnsibleFact>): Iterable<Found> {
  yield* closedOccurrences(unit, tree);
  yield* openOccurrences(unit, tree);
}

function isOpen(facts: readonly AnsibleFact[]): boolean {
  return facts.some(({ is }) => is === 'open');
}

function pathsWith({ files }: UnitFiles<AnsibleFact>, fact: AnsibleFact['is']): readonly string[] {
  return files.filter(({ facts }) => facts.some(({ is }) => is === fact)).map(({ path }) => path);
}

function* closedOccurrences(unit: UnitFiles<AnsibleFact>, tree: Tree<AnsibleFact>): Iterable<Found> {
  for (const { path, facts } of unit.files) {
    if (isOpen(facts)) continue;
    for (const fact of facts) {
      if (fact.is === 'reference') yield usedAt(path, occurrenceOf(path, fact));
      // A role that lies in the repository is its own, whatever it is called.
      const isOwn =
        fact.is === 'role-use' && rolePlaces(unit.path, fact.name).some((place) => isRole(place, tree));
      if (fact.is === 'role-use' && fact.reference && !isOwn)
        yield usedAt(path, occurrenceOf(path, fact.reference));
    }
  }
}

function isRole(place: string, tree: Tree<AnsibleFact>): boolean {
  const mains = ['tasks', 'meta', 'defaults', 'vars', 'handlers'].flatMap((folder) => [
    `${place}/${folder}/main.yml`,
    `${place}/${folder}/main.yaml`,
  ]);
  return mains.some((path) => tree.has(path));
}

/**
 * Reads again the files that name what other files of the repository give values to, now with these values; and what
 * variables declare that none of these files names.
 */
function* openOccurrences(unit: UnitFiles<AnsibleFact>, tree: Tree<AnsibleFact>): Iterable<Found> {
  const open = pathsWith(unit, 'open');
  const templates = pathsWith(unit, 'template');
  const declaring = [...new Set([...pathsWith(unit, 'declaring'), ...namedDeclaring(unit, tree)])];
  const readers = [...open, ...templates, ...declaring];
  const [first] = readers;
  if (first === undefined) return;
  const variables = unitScope(unit, tree, readers);
  if (variables.isLimited) {
    const message =
      'The variables of the repository are too long to be read for every role; what these tasks ask them for is unresolved.';
    yield problem('limit-reached', message, locate(first));
  }
  const reading = { ...variables, tree };
  const named = new Set<string>();
  for (const each of [...taskOccurrences(reading, open), ...templateOccurrences(reading, templates)]) {
    if (!('code' in each)) for (const place of [each.at, ...each.via]) named.add(placeKey(place));
    yield each;
  }
  for (const each of variables.isLimited ? [] : declaredOccurrences(reading, declaring))
    if (!named.has(placeKey(each.at))) yield each;
}

/** The files that `vars_files` names go by any name; what they declare is known only here. */
function namedDeclaring(unit: UnitFiles<AnsibleFact>, tree: Tree<AnsibleFact>): readonly string[] {
  return namedFiles(unit).filter((path) => {
    const file = tree.file(path);
    return file !== undefined && mayDeclare(file);
  });
}

interface OpenReading extends UnitScope {
  readonly tree: Tree<AnsibleFact>;
}

function* taskOccurrences(reading: OpenReading, paths: readonly string[]): Iterable<Found> {
  const { joined, scope } = reading;
  for (const path of paths) {
    for (const root of rootsOf(reading, path)) {
      const items = readTaskFile(joined.file, root, scope, 'deployed');
      for (const item of items.take(mostFacts + 1)) yield* foundIn(reading, path, item);
    }
  }
}

function* templateOccurrences(reading: OpenReading, paths: readonly string[]): Iterable<Found> {
  const { joined, scope, tree } = reading;
  const frame = { file: joined.file, scope };
  for (const path of paths) {
    const file = tree.file(path);
    const moved = (scalar: ScalarNode) => resolve(joined.moved(path, scalar));
    for (const item of file ? templateReferences(frame, file, moved) : [])
      yield* foundIn(reading, path, item);
  }
}

function* declaredOccurrences(reading: OpenReading, paths: readonly string[]): Iterable<Occurrence> {
  const { joined, scope } = reading;
  for (const path of paths)
    for (const root of rootsOf(reading, path))
      for (const item of declaredReferences({ file: joined.file, scope }, root, 'deployed'))
        yield usedAt(path, located(item, joined.locationOf));
}

function rootsOf({ tree, joined }: OpenReading, path: string): readonly Node[] {
  const documents = tree.file(path)?.parse(parseYaml).documents ?? [];
  return documents.map(({ root }) => joined.moved(path, root));
}

function* foundIn({ joined }: OpenReading, path: string, item: AnsibleFact | FileProblem): Iterable<Found> {
  if (item.is === 'reference') yield usedAt(path, located(item, joined.locationOf));
  else if (isProblem(item)) yield problem(item.code, item.message, joined.locationOf(item.place));
}

function placeKey({ path, line }: Occurrence['at']): string {
  return `${path}:${line}`;
}

function isProblem(item: AnsibleFact | FileProblem): item is FileProblem {
  return item.is === 'problem';
}

function located(
  { is: _is, place, slots, via, ...rest }: ReferenceFact,
  locationOf: (place: ReferenceFact['place']) => Occurrence['at'],
): Occurrence {
  return {
    ...rest,
    at: locationOf(place),
    slots: slots.map(({ place: slotPlace, ...slot }) => ({ ...slot, at: locationOf(slotPlace) })),
    via: via.map(locationOf),
  };
}

function usedAt(path: string, occurrence: Occurrence): Occurrence {
  return isForTests(path) ? { ...occurrence, usage: 'development' } : occurrence;
}

/** The images that tasks of the repository build or load. */
const builtImages = onceForEach(
  (tree: Tree<AnsibleFact>): ReadonlySet<string> =>
    new Set(
      tree.units.flatMap(({ files }) =>
        files.flatMap(({ facts }) => facts.flatMap((fact) => (fact.is === 'built-image' ? [fact.name] : []))),
      ),
    ),
);
