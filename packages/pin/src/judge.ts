import { type Edit, isFirm, type ResolvedOccurrence, type ResolvedScan } from '@fineprint/core';
import type { Pinned, Target } from './outcome.ts';

/** A pin that does not do what it should, with a sentence that says what it does. */
export interface Refused {
  readonly pinned: Pinned;
  readonly because: string;
}

/** Pins of which one or more do harm to a file as a whole; which, its reading alone does not tell. */
export interface Suspected {
  readonly path: string;
  readonly pinned: readonly Pinned[];
  readonly because: string;
}

/** What is wrong with edits: nothing, where both are empty. */
export interface Judgement {
  readonly refused: readonly Refused[];
  readonly suspected: readonly Suspected[];
}

/**
 * Compares what is read before and after edits: each pin has to be read as what was written, nothing else may change,
 * and nothing may become unreadable. Answers the pins that are to blame for what does.
 */
export function judge(before: ResolvedScan, after: ResolvedScan, pinned: readonly Pinned[]): Judgement {
  const writers = byEdited(pinned);
  const suspect = (path: string, because: string): Suspected => {
    const own = writingTo(writers, path);
    // Where no pin writes to it, it is made of other files.
    return { path, pinned: own.length > 0 ? own : pinned, because };
  };
  const broken = newlyBroken(before, after).map((path) => suspect(path, unreadable));
  // What is missing from a file that could not be read is no fault of the pins that stood there.
  if (broken.length > 0) return { refused: [], suspected: broken };
  const refused = new Map<Pinned, string>();
  const suspected: Suspected[] = [];
  const blame = (blamed: readonly Pinned[], because: string) => {
    for (const each of blamed) if (!refused.has(each)) refused.set(each, because);
  };
  const wanted = new Map(pinned.map((each) => [each.occurrence, each]));
  for (const [path, { was, is }] of byPath(before, after)) {
    if (was.length !== is.length) {
      const lost = lostAmong(was, is, wanted);
      const own = lost.flatMap((occurrence) => wanted.get(occurrence) ?? writingInto(writers, occurrence));
      if (own.length > 0) blame(own, otherThings);
      else suspected.push(suspect(path, otherThings));
      continue;
    }
    was.forEach((occurrence, index) => {
      const now = is[index];
      const own = wanted.get(occurrence);
      const because = now && differing(occurrence, now, own?.target ?? null);
      if (!because) return;
      const blamed = own ? [own] : writingInto(writers, occurrence);
      if (blamed.length > 0) blame(blamed, because);
      else suspected.push(suspect(path, because));
    });
  }
  return { refused: [...refused].map(([each, because]) => ({ pinned: each, because })), suspected };
}

const unreadable = 'With it the file could not be read as a whole any more.';
const otherThings = 'With it the file would name other things than before.';

/** The occurrences that have no counterpart any more: two values of a matrix, for example, that become one. */
function lostAmong(
  was: readonly ResolvedOccurrence[],
  is: readonly ResolvedOccurrence[],
  wanted: ReadonlyMap<ResolvedOccurrence, Pinned>,
): readonly ResolvedOccurrence[] {
  const waiting = Map.groupBy(is, ({ address }) => address);
  return was.filter((occurrence) => {
    const here = waiting.get(occurrence.address) ?? [];
    const target = wanted.get(occurrence)?.target ?? null;
    const found = here.findIndex((now) => differing(occurrence, now, target) === null);
    if (found >= 0) here.splice(found, 1);
    return found < 0;
  });
}

function differing(was: ResolvedOccurrence, is: ResolvedOccurrence, target: Target | null): string | null {
  if (was.key !== is.key) return 'It would be read as another thing than before.';
  if (was.lock && is.lock && (is.lock.says !== was.lock.says || is.lock.path !== was.lock.path))
    return `${was.lock.path} would not fit it any more.`;
  if (target === null)
    return was.ref === is.ref && was.pin === is.pin
      ? null
      : 'What it would be written into is the version of something else, too.';
  const found = { commit: is.commit, digest: is.digest, version: is.version }[target.is];
  if (found === target.value && isFirm(is.pin)) return null;
  return is.pin === 'range'
    ? 'What is written there stays a constraint, whatever version it says.'
    : 'It would not be read as a pin.';
}

/** Occurrences of the repository itself by the file in which they stand, in both scans. */
function byPath(before: ResolvedScan, after: ResolvedScan) {
  const files = new Map<string, { was: ResolvedOccurrence[]; is: ResolvedOccurrence[] }>();
  const filed = (path: string) => {
    const known = files.get(path) ?? { was: [], is: [] };
    files.set(path, known);
    return known;
  };
  for (const each of before.occurrences) filed(each.at.path).was.push(each);
  for (const each of after.occurrences) filed(each.at.path).is.push(each);
  return files;
}

/** Paths of which more is unread than before. */
function newlyBroken(before: ResolvedScan, after: ResolvedScan): readonly string[] {
  const counts = new Map<string, number>();
  const add = ({ problems }: ResolvedScan, step: number) => {
    for (const { code, location } of problems) {
      // What is resolved now was a problem before; that the numbers of others stay is what matters.
      if (location === null || code === 'version-unknown') continue;
      const place = `${code}\0${location.path}`;
      counts.set(place, (counts.get(place) ?? 0) + step);
    }
  };
  add(before, -1);
  add(after, 1);
  const places = [...counts].filter(([, count]) => count > 0).map(([place]) => place);
  return [...new Set(places.map((place) => place.slice(place.indexOf('\0') + 1)))];
}

/** Pins by the files that they write to. */
type Writers = ReadonlyMap<string, readonly Pinned[]>;

function byEdited(pinned: readonly Pinned[]): Writers {
  const writers = new Map<string, Pinned[]>();
  for (const each of pinned)
    for (const path of new Set(each.edits.map((edit) => edit.path))) {
      const known = writers.get(path);
      if (known) known.push(each);
      else writers.set(path, [each]);
    }
  return writers;
}

function writingTo(writers: Writers, path: string): readonly Pinned[] {
  return writers.get(path) ?? [];
}

/** The pins that write into what an occurrence is made of. */
function writingInto(writers: Writers, { slots, via, at }: ResolvedOccurrence): readonly Pinned[] {
  const places = [...slots.map((slot) => slot.at), ...via, at];
  const touches = ({ path, start, end }: Edit) =>
    places.some((place) => place.path === path && start <= place.end && end >= place.start);
  const near = [...new Set(places.map(({ path }) => path))].flatMap((path) => writingTo(writers, path));
  return [...new Set(near)].filter(({ edits }) => edits.some(touches));
}
