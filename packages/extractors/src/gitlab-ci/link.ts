import {
  imageParts,
  joinPath,
  type Linked,
  type Location,
  locate,
  occurrenceOf,
  onceForEach,
  parseGitUrl,
  parseYaml,
  type ReferenceFact,
  type Tree,
  type UnitFiles,
} from '@fineprint/core';
import type { GitlabFact, ImageFact, VariableFact } from './facts.ts';
import { readPipeline } from './pipeline.ts';

/** Links a pipeline: files that it includes by any name are read with it, and its variables hold in them. */
export function* linkPipeline(unit: UnitFiles<GitlabFact>, tree: Tree<GitlabFact>): Iterable<Linked> {
  const settle = settledIn(variablesFor(unit.path, tree));
  const uses = localsOf(unit).filter((path) => tree.unit(path) !== undefined);
  yield { is: 'unit', kind: 'gitlab-pipeline', uses };
  for (const { path, facts } of [...unit.files, ...otherParts(unit, tree)]) {
    const again = new Map(readAgain(path, settle, tree).map((fact) => [keyOf(fact), fact]));
    const isOpen = (fact: GitlabFact) =>
      fact.is === 'reference' && fact.unresolved !== undefined && again.has(keyOf(fact));
    const kept = facts.filter((fact) => !isOpen(fact));
    for (const fact of kept) {
      if (fact.is === 'reference') again.delete(keyOf(fact));
      yield* occurrences(path, fact, settle, tree);
    }
    for (const fact of again.values()) yield suppliedOccurrence(path, fact, settle);
  }
}

/** What scripts of a file name when the variables that other files set are known in them. */
function readAgain(path: string, settle: Settle, tree: Tree<GitlabFact>): readonly ReferenceFact[] {
  const file = tree.file(path);
  if (!file || !namesIn(file.text).some((name) => settle(name)?.via.some((each) => each.path !== path)))
    return [];
  const facts = readPipeline(file, file.parse(parseYaml), (name) => settle(name)?.value ?? null);
  return [...facts].filter((fact) => fact.is === 'reference');
}

function suppliedOccurrence(path: string, fact: ReferenceFact, settle: Settle): Linked {
  const { via, ...occurrence } = occurrenceOf(path, fact);
  const others = namesIn(fact.text).flatMap((name) => settle(name)?.via ?? []);
  return { is: 'occurrence', ...occurrence, via: [...via, ...others] };
}

function keyOf({ kind, place }: ReferenceFact): string {
  return `${place.start} ${place.end} ${kind}`;
}

function namesIn(text: string): readonly string[] {
  return Array.from(text.matchAll(variable), ({ groups }) => groups?.braced ?? groups?.bare ?? '');
}

function* occurrences(
  path: string,
  fact: GitlabFact,
  settle: Settle,
  tree: Tree<GitlabFact>,
): Iterable<Linked> {
  if (fact.is === 'reference') yield { is: 'occurrence', ...occurrenceOf(path, fact) };
  if (fact.is === 'image') yield imageOccurrence(path, fact, settle);
  if (fact.is === 'instance')
    yield { is: 'occurrence', ...occurrenceOf(path, onInstance(fact.reference, tree.remote)) };
}

// A mirror on another forge takes its includes from the GitLab that it mirrors.
const otherForges: ReadonlySet<string> = new Set(['github.com', 'bitbucket.org', 'codeberg.org']);

function onInstance(reference: ReferenceFact, remote: string | null): ReferenceFact {
  const parsed = remote === null ? null : parseGitUrl(remote);
  const host = parsed === null || parsed.is === 'unknown' ? null : parsed.host;
  const instance = host === null || otherForges.has(host) ? 'gitlab.com' : host;
  const name = `${instance}/${reference.name}`;
  return { ...reference, name, source: `https://${name}` };
}

interface Part {
  readonly path: string;
  readonly facts: readonly GitlabFact[];
}

function localsOf({ path, files }: UnitFiles<GitlabFact>): readonly string[] {
  return files
    .flatMap(({ facts }) => facts)
    .flatMap((fact) => (fact.is === 'local' ? [joinPath('.', fact.path.replace(/^\/+/, ''))] : []))
    .filter((included): included is string => included !== null && included !== path);
}

// Files that only an include makes a part of a pipeline are read in no other way.
const mostParts = 100;

/** The files that a pipeline includes and that nothing else shows to be a part of one. */
function otherParts(unit: UnitFiles<GitlabFact>, tree: Tree<GitlabFact>): readonly Part[] {
  return localsOf(unit)
    .filter((path) => tree.unit(path) === undefined && /\.ya?ml$/.test(path))
    .slice(0, mostParts)
    .map((path) => partAt(tree)(path));
}

const partAt = onceForEach((tree: Tree<GitlabFact>) => {
  const known = new Map<string, Part>();
  return (path: string): Part => {
    const before = known.get(path);
    if (before) return before;
    const file = tree.file(path);
    const read = file ? [...readPipeline(file, file.parse(parseYaml))] : [];
    const part = { path, facts: read.filter((fact) => fact.is !== 'problem') };
    known.set(path, part);
    return part;
  };
});

type Variables = ReadonlyMap<string, { readonly path: string; readonly fact: VariableFact } | null>;

/** The global variables of the files that include a file, and of those that they include beside it; `null` where they differ. */
function variablesFor(path: string, tree: Tree<GitlabFact>): Variables {
  const found = new Map<string, { readonly path: string; readonly fact: VariableFact } | null>();
  for (const part of family(path, tree)) {
    for (const fact of part.facts) {
      if (fact.is !== 'variable') continue;
      const before = found.get(fact.name);
      const isSame = before === undefined || before?.fact.value === fact.value;
      found.set(fact.name, isSame ? (before ?? { path: part.path, fact }) : null);
    }
  }
  return found;
}

function family(path: string, tree: Tree<GitlabFact>): readonly Part[] {
  return families(tree).get(path) ?? [];
}

const families = onceForEach(gather);

/** For each file, the files that include it, and what these include: their variables are known in it. */
function gather(tree: Tree<GitlabFact>): ReadonlyMap<string, readonly Part[]> {
  const found = new Map<string, Set<Part>>();
  for (const including of tree.units) {
    const included = localsOf(including).flatMap((path) => tree.unit(path)?.files ?? []);
    const members = [...including.files, ...included, ...otherParts(including, tree)].slice(0, mostParts);
    for (const { path } of members) {
      const known = found.get(path) ?? new Set();
      for (const member of members) known.add(member);
      found.set(path, known);
    }
  }
  return new Map([...found].map(([path, members]) => [path, [...members]]));
}

const variable = /\$(?:\{(?<braced>\w{1,200})\}|(?<bare>\w{1,200}))/g;

/** What a variable is worth, and where that is said. */
interface Settled {
  readonly value: string;
  readonly via: readonly Location[];
}
type Settle = (name: string) => Settled | null;

// Values of honest pipelines are names and versions, made of a few others.
const deepest = 10;
const longestValue = 500;
const mostVia = 10;

/** Answers the values of variables, those in them filled in; `null` where a part of it is not known. */
function settledIn(variables: Variables): Settle {
  const settled = new Map<string, Settled | null>();
  function settle(name: string, depth: number): Settled | null {
    const before = settled.get(name);
    if (before !== undefined) return before;
    // Within its own value it is not known.
    settled.set(name, null);
    const known = depth < deepest ? variables.get(name) : undefined;
    if (!known || known.fact.value.length > longestValue) return null;
    const via = [locate(known.path, known.fact.place)];
    const value = known.fact.value.replaceAll(variable, (written, braced?: string, bare?: string) => {
      const inner = settle(braced ?? bare ?? '', depth + 1);
      if (inner) via.push(...inner.via.slice(0, mostVia - via.length));
      return inner?.value ?? written;
    });
    const found = value.includes('$') || value.length > longestValue ? null : { value, via };
    settled.set(name, found);
    return found;
  }
  return (name) => settle(name, 0);
}

/** Fills in what the file itself does not know; the parts then stand in no place of their own. */
function imageOccurrence(path: string, { value, reference }: ImageFact, settle: Settle): Linked {
  const via: Location[] = [];
  const text = value.replaceAll(variable, (written, braced?: string, bare?: string) => {
    const known = settle(braced ?? bare ?? '');
    if (known) via.push(...known.via);
    return known?.value ?? written;
  });
  const occurrence = occurrenceOf(path, reference);
  if (via.length === 0) return { is: 'occurrence', ...occurrence };
  const { unresolved: _unresolved, digest: _digest, ...rest } = occurrence;
  return {
    is: 'occurrence',
    ...rest,
    ...imageParts(text, () => undefined),
    via: [...occurrence.via, ...via],
  };
}
