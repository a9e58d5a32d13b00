import {
  joinFiles,
  joinPath,
  type Linked,
  locatedOccurrence,
  type Occurrence,
  occurrenceOf,
  ownSlots,
  type PathFile,
  type ReferenceFact,
  type Tree,
  type UnitFiles,
} from '@fineprint/core';
import { readShellScript, type ShellFact, type SourcedFact } from './script.ts';

/** Links a script: its references, of which scripts that it sources may hold the variables and functions. */
export function* linkScript(unit: UnitFiles<ShellFact>, tree: Tree<ShellFact>): Iterable<Linked> {
  yield { is: 'unit', kind: 'shell-script' };
  for (const { path, facts } of unit.files) {
    const own = facts.filter(isReference).map((fact) => occurrenceOf(path, fact));
    const file = facts.some(isSourced) ? tree.file(path) : undefined;
    const sourced = file ? sourcedBy(path, facts.filter(isSourced), tree) : [];
    const all = file && sourced.length > 0 ? completed({ path, file }, own, sourced) : own;
    for (const occurrence of ownSlots(all)) yield { is: 'occurrence', ...occurrence };
  }
}

function isReference(fact: { readonly is: string }): fact is ReferenceFact {
  return fact.is === 'reference';
}

function isSourced(fact: { readonly is: string }): fact is SourcedFact {
  return fact.is === 'sourced';
}

const mostFiles = 12;
const mostText = 400_000;

/** The scripts that a script sources, and that those source, each after what it sources itself. */
function sourcedBy(from: string, facts: readonly SourcedFact[], tree: Tree<ShellFact>): readonly PathFile[] {
  const seen = new Set([from]);
  const found: PathFile[] = [];
  let room = mostText;
  function follow(path: string, sources: readonly SourcedFact[]): void {
    for (const source of sources) {
      const target = targetOf(path, source, tree);
      const file = target !== null && !seen.has(target) && seen.size < mostFiles ? tree.file(target) : null;
      if (!file || target === null || file.text.length > room) continue;
      seen.add(target);
      room -= file.text.length;
      follow(target, [...readShellScript(file)].filter(isSourced));
      found.push({ path: target, file });
    }
  }
  follow(from, facts);
  return found;
}

/** A script lies below the folder of the one that sources it, else below the root: where it is run is not known. */
function targetOf(path: string, { tail }: SourcedFact, tree: Tree<ShellFact>): string | null {
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
  const targets = [joinPath(folder, tail), joinPath('.', tail)];
  return targets.find((target) => target !== null && tree.has(target)) ?? null;
}

/**
 * What the script names by itself, completed by a reading together with the scripts that it sources: references that they
 * tell the rest of, and those that their functions make of what they are called with.
 */
function completed(
  script: PathFile,
  own: readonly Occurrence[],
  sourced: readonly PathFile[],
): readonly Occurrence[] {
  const joined = joinFiles([...sourced, script]);
  const together = [...readShellScript(joined.file)]
    .filter(isReference)
    .map((fact) => withOwnSlots(script.path, locatedOccurrence(fact, joined.locationOf)));
  const known = new Set(own.filter(({ unresolved }) => !unresolved).map(placeKey));
  for (const { path, file } of sourced)
    for (const fact of readShellScript(file))
      if (isReference(fact)) known.add(placeKey(occurrenceOf(path, fact)));
  const added = together.filter((each) => !each.unresolved && !known.has(placeKey(each)));
  const replaced = new Set(added.map(placeKey));
  return [...own.filter((each) => !replaced.has(placeKey(each))), ...added];
}

function placeKey({ at }: Pick<Occurrence, 'at'>): string {
  return `${at.start} ${at.path}`;
}

/** Other scripts may source the same values: they cannot be written for one of them. */
function withOwnSlots(path: string, occurrence: Occurrence): Occurrence {
  return { ...occurrence, slots: occurrence.slots.filter(({ at }) => at.path === path) };
}
