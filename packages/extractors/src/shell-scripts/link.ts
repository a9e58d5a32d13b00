import {
  fileScript,
  joinFiles,
  type Linked,
  locate,
  locatedOccurrence,
  type Occurrence,
  occurrenceOf,
  onceForEach,
  ownSlots,
  type PathFile,
  problem,
  scriptReferences,
  sourcedIn,
  sourcedPath,
  type Tree,
  type UnitFiles,
} from '@fineprint/core';
import type { ShellFact, SourcedFact } from './facts.ts';
import { isShellScript } from './script.ts';

/** Makes occurrences of what a script names, with the variables and functions of the scripts that it sources. */
export function* linkScript(unit: UnitFiles<ShellFact>, tree: Tree<ShellFact>): Iterable<Linked> {
  yield { is: 'unit', kind: 'shell-script' };
  const found: Occurrence[] = [];
  for (const { path, facts } of unit.files) {
    const own = facts.filter((fact) => fact.is === 'reference').map((fact) => occurrenceOf(path, fact));
    const sourced = facts.filter((fact) => fact.is === 'sourced');
    const libraries = librariesOf(tree, path, sourced);
    const isAffordable = libraries.length > 0 && isPaid(tree, [path, ...libraries.map((each) => each.path)]);
    found.push(...(isAffordable ? together(own, withLibraries(tree, path, libraries)) : own));
    if (libraries.length > 0 && !isAffordable) yield problem('limit-reached', tooMuch, locate(path));
  }
  for (const occurrence of ownSlots(found)) yield { is: 'occurrence', ...occurrence };
}

// Twenty times what the largest of real repositories costs: each script is read again with all that it sources.
const mostCharacters = 100_000_000;
const tooMuch =
  'The scripts of this tree source too much to be read again with it; what this one takes from others is unresolved.';

const spending = onceForEach((_: Tree<ShellFact>) => ({ characters: 0 }));

/** Takes what reading a script with its libraries costs from the budget of the tree. */
function isPaid(tree: Tree<ShellFact>, paths: readonly string[]): boolean {
  const spent = spending(tree);
  const cost = paths.reduce((sum, path) => sum + (tree.file(path)?.text.length ?? 0), 0);
  if (spent.characters + cost > mostCharacters) return false;
  spent.characters += cost;
  return true;
}

const mostLibraries = 30;

/** The scripts that a script sources, and those that they source, the innermost first. */
function librariesOf(
  tree: Tree<ShellFact>,
  script: string,
  sourced: readonly SourcedFact[],
): readonly PathFile[] {
  const found = new Map<string, PathFile>();
  const pending = sourced.map(({ path }) => ({ from: script, path }));
  for (let next = pending.shift(); next && found.size < mostLibraries; next = pending.shift()) {
    const path = sourcedPath(tree, next.from, next.path);
    const file = path === null || path === script || found.has(path) ? undefined : tree.file(path);
    if (path === null || !file || !isShellScript(file)) continue;
    found.set(path, { path, file });
    for (const inner of sourcedIn(fileScript(file))) pending.push({ from: path, path: inner.path });
  }
  return [...found.values()].reverse();
}

/** What a script names when it is read together with what it sources. */
function withLibraries(
  tree: Tree<ShellFact>,
  path: string,
  libraries: readonly PathFile[],
): readonly Occurrence[] {
  const file = tree.file(path);
  if (!file) return [];
  const joined = joinFiles([...libraries, { path, file }]);
  const script = fileScript(joined.file);
  if (script.problems.length > 0) return [];
  const site = { file: joined.file, address: 'script', usage: 'build' } as const;
  const said = new Set(libraries.flatMap((library) => ownOf(tree, library.path).map(placeOf)));
  return [...scriptReferences(site, script)].flatMap((fact) => {
    if (fact.is !== 'reference') return [];
    const occurrence = locatedOccurrence(fact, joined.locationOf);
    const found = inScript(path, file.text, occurrence);
    // What a library writes into a list that only this script installs.
    const isOfBoth = found.length === 0 && !occurrence.unresolved && !said.has(placeOf(occurrence));
    return isOfBoth ? [{ ...occurrence, slots: [] }] : found;
  });
}

/** What a library names by itself. */
function ownOf(tree: Tree<ShellFact>, path: string): readonly Occurrence[] {
  const facts = tree.unit(path)?.files.flatMap((file) => file.facts) ?? [];
  return facts.filter((fact) => fact.is === 'reference').map((fact) => occurrenceOf(path, fact));
}

/** What a library names for a call stands where it is called; what it names by itself is told with the library. */
function inScript(path: string, text: string, occurrence: Occurrence): readonly Occurrence[] {
  const { at, via, slots } = occurrence;
  // The values of a library are those of other scripts, too.
  const own = slots.filter((slot) => slot.at.path === path);
  if (at.path === path) return [{ ...occurrence, slots: own }];
  // The values that a call passes on stand before it.
  const call = via.filter((each) => each.path === path).sort((a, b) => b.start - a.start)[0];
  if (!call) return [];
  const others = [at, ...via.filter((each) => each !== call)];
  return [{ ...occurrence, at: call, text: text.slice(call.start, call.end), slots: own, via: others }];
}

/** What the script says by itself, and what only its libraries make known. */
function together(own: readonly Occurrence[], joined: readonly Occurrence[]): readonly Occurrence[] {
  const known = new Set(own.filter(({ unresolved }) => !unresolved).map(placeOf));
  const better = joined.filter((each) => !known.has(placeOf(each)));
  const places = new Set(better.map(placeOf));
  return [...own.filter((each) => known.has(placeOf(each)) || !places.has(placeOf(each))), ...better];
}

function placeOf({ at, kind }: Occurrence): string {
  return `${at.path} ${at.start} ${at.end} ${kind}`;
}
