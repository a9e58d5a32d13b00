import {
  type Edit,
  isFirm,
  type Location,
  type ResolvedOccurrence,
  type ResolvedScan,
} from '@fineprint/core';
import { orderedEdits } from './edits.ts';
import type { Pinned, Target } from './outcome.ts';

/** A pin that does not do what it should, with a sentence that says what it does. */
export interface Refused {
  readonly pinned: Pinned;
  readonly because: string;
}

/**
 * Compares what is read before and after edits: each pin has to be read as what was written, nothing else may change,
 * and nothing may become unreadable. Answers the pins that are to blame for what does: where a file breaks, those that
 * write at the place or, if that is not to be tried (`isExact`), all that write to the file.
 */
export function refusedPins(
  before: ResolvedScan,
  after: ResolvedScan,
  pinned: readonly Pinned[],
  isExact = true,
): readonly Refused[] {
  const refused = new Map<Pinned, string>();
  const writers = byEdited(pinned);
  const blame = (blamed: readonly Pinned[], because: string) => {
    for (const each of blamed.length > 0 ? blamed : pinned)
      if (!refused.has(each)) refused.set(each, because);
  };
  for (const broken of newlyBroken(before, after))
    blame(
      isExact ? writingAt(writers, broken) : writingTo(writers, broken.path),
      'With it the file could not be read as a whole any more.',
    );
  const wanted = new Map(pinned.map((each) => [each.occurrence, each]));
  for (const [path, { was, is }] of byPath(before, after)) {
    if (was.length !== is.length) {
      const lost = lostAmong(was, is, wanted);
      const own = lost.flatMap((occurrence) => wanted.get(occurrence) ?? writingInto(writers, occurrence));
      blame(
        own.length > 0 ? own : writingTo(writers, path),
        'With it the file would name other things than before.',
      );
      continue;
    }
    was.forEach((occurrence, index) => {
      const now = is[index];
      const own = wanted.get(occurrence);
      const because = now && differing(occurrence, now, own?.target ?? null);
      if (because) blame(own ? [own] : writingInto(writers, occurrence), because);
    });
  }
  return [...refused].map(([each, because]) => ({ pinned: each, because }));
}

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

interface Broken {
  readonly path: string;
  /** Places of the problems, as the file would be. */
  readonly at: readonly Location[];
}

/** Paths of which more is unread than before. */
function newlyBroken(before: ResolvedScan, after: ResolvedScan): readonly Broken[] {
  const [were, are] = [before, after].map(({ problems }) =>
    Map.groupBy(
      // What is resolved now was a problem before; that the numbers of others stay is what matters.
      problems.flatMap(({ code, location }) =>
        location === null || code === 'version-unknown' ? [] : [{ code, location }],
      ),
      ({ code, location }) => `${code}\0${location.path}`,
    ),
  );
  return [...(are ?? [])].flatMap(([place, now]) => {
    const [first] = now;
    if (!first || now.length <= (were?.get(place)?.length ?? 0)) return [];
    return [{ path: first.location.path, at: now.map(({ location }) => location) }];
  });
}

// What else is broken shows in the next round.
const mostPlaces = 100;

/** The pins whose edits or references stand where something is unread; else all that write to the file. */
function writingAt(writers: Writers, { path, at }: Broken): readonly Pinned[] {
  const writing = writingTo(writers, path);
  const edits = orderedEdits(writing.flatMap((each) => each.edits)).filter((edit) => edit.path === path);
  const places = at.slice(0, mostPlaces).map(({ start, end }) => ({
    start: offsetBefore(edits, start),
    end: offsetBefore(edits, end),
  }));
  const isThere = (span: Pick<Location, 'path' | 'start' | 'end'>) =>
    span.path === path && places.some(({ start, end }) => span.start <= end && start <= span.end);
  const there = writing.filter((each) => isThere(each.occurrence.at) || each.edits.some(isThere));
  return there.length > 0 ? there : writing;
}

/** Where in a text before its edits an offset of the text after them was. */
function offsetBefore(edits: readonly Edit[], offset: number): number {
  let before = offset;
  for (const { start, end, text } of edits) {
    if (before <= start) break;
    before = Math.max(before - text.length + (end - start), start);
  }
  return before;
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

/** The pins that write into what an occurrence is made of; else those that write to its file. */
function writingInto(writers: Writers, { slots, via, at }: ResolvedOccurrence): readonly Pinned[] {
  const places = [...slots.map((slot) => slot.at), ...via, at];
  const touches = ({ path, start, end }: Edit) =>
    places.some((place) => place.path === path && start <= place.end && end >= place.start);
  const near = [...new Set(places.map(({ path }) => path))].flatMap((path) => writingTo(writers, path));
  const touching = near.filter(({ edits }) => edits.some(touches));
  return touching.length > 0 ? touching : writingTo(writers, at.path);
}
