import {
  type HclPlace,
  type HclReference,
  type HclTextPiece,
  type HclValue,
  hclWritten,
} from '@fineprint/core';
import type { ModuleDirectory } from './directory.ts';
import { directoryOf } from './paths.ts';

const maxVia = 20;

/**
 * Finds where each of several images that one expression holds is named. A value that came through references
 * (`local.containers`, then `var.tag`) is named at the first of them that is its alone.
 */
export function placesOf(
  directory: ModuleDirectory,
  values: readonly HclValue[],
  whole: HclReference,
): readonly HclReference[] {
  const ladders = values.map((value) => ladderOf(directory, piecesOf(value)));
  const count = new Map<string, number>([[keyOf(whole), 2]]);
  for (const ladder of ladders) {
    for (const key of new Set(ladder.map(keyOf))) count.set(key, (count.get(key) ?? 0) + 1);
  }
  return ladders.map((ladder, index) => {
    const own = ladder.find((place) => count.get(keyOf(place)) === 1);
    return givenPlace(directory, values[index]) ?? own ?? ladder.at(-1) ?? whole;
  });
}

/** What a call of the module gives is named where the call says it. */
function givenPlace(directory: ModuleDirectory, value: HclValue | undefined): HclReference | null {
  const pieces = value ? piecesOf(value) : [];
  const isGiven = pieces.every(({ place }) => place && directoryOf(place.file) !== directory.path);
  const written = value && isGiven && pieces.length > 0 ? hclWritten(directory, value) : undefined;
  return written ? { at: written.at, text: directory.written(written.at.path, written.at) } : null;
}

function keyOf({ at }: HclReference): string {
  return `${at.path}:${at.start}:${at.end}`;
}

function piecesOf(value: HclValue): readonly HclTextPiece[] {
  return value.is === 'string' || value.is === 'unknown' ? value.pieces : [];
}

/** The places of a value as seen from its expression, then from each reference on the way to it. */
function ladderOf(directory: ModuleDirectory, pieces: readonly HclTextPiece[]): readonly HclReference[] {
  const ladder: HclReference[] = [];
  for (let depth = 0; depth <= maxVia; depth += 1) {
    const places = pieces.map(({ via, place }) => via[depth] ?? place);
    const place = hullOf(directory, places);
    if (place) ladder.push(place);
    if (pieces.every(({ via }) => via.length <= depth)) break;
  }
  return ladder;
}

/** The stretch of the first place's file that holds all places in it, with the marks of interpolations at its ends. */
function hullOf(directory: ModuleDirectory, places: readonly (HclPlace | undefined)[]): HclReference | null {
  const [first] = places;
  if (!first) return null;
  let { start, end } = first;
  for (const place of places) {
    if (place?.file !== first.file) continue;
    start = Math.min(start, place.start);
    end = Math.max(end, place.end);
  }
  const written = (from: number, to: number) =>
    directory.written(first.file, { start: Math.max(from, 0), end: to });
  const text = written(start, end);
  if (written(start - 2, start) === '${' && !text.startsWith('${')) start -= 2;
  if (written(end, end + 1) === '}' && written(start, end).lastIndexOf('${') > text.lastIndexOf('}'))
    end += 1;
  // A value from another file fills the rest of a template.
  else if (written(end, end + 2) === '${') end += written(end, end + longestInterpolation).indexOf('}') + 1;
  const span = { start, end };
  return { at: directory.location(first.file, span), text: written(start, end) };
}

const longestInterpolation = 200;
