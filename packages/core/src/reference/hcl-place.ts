import type { Tree } from '../model/extractor.ts';
import { type Location, locate } from '../model/location.ts';
import type { Slot } from '../model/slot.ts';
import { type HclExpression, type HclPlace, type HclValue, writtenAt } from '../parse/hcl/index.ts';
import { type ResolvedText, resolvedText } from '../parse/reference/index.ts';
import type { Span } from '../parse/span.ts';
import { absentValue, beforeParameter, pointBehind } from './absent-slot.ts';
import type { Written } from './image-parts.ts';

/** The texts that values of HCL were evaluated from, which may be several files. */
export interface HclTexts {
  /** Lines and columns of a span of any file inside the root. */
  location(path: string, span: Span): Location;
  /** The text of a span as it is written. */
  written(path: string, span: Span): string;
}

/** Reads places from the files of a tree. */
export function hclTexts(tree: Pick<Tree, 'file'>): HclTexts {
  return {
    location: (path, span) => locate(path, tree.file(path)?.place(span)),
    written: (path, { start, end }) => tree.file(path)?.text.slice(start, end) ?? '',
  };
}

/** A place and the text there, for an occurrence. */
export interface HclReference {
  readonly at: Location;
  readonly text: string;
}

/** Where an expression's own text stands: for a quoted string, without the quotes. */
export function hclSpan(expression: HclExpression): Span {
  const isQuoted =
    expression.is === 'template' && (expression.style === 'quoted' || expression.style === 'json');
  const { start, end } = expression;
  return isQuoted && end - start >= 2 ? { start: start + 1, end: end - 1 } : { start, end };
}

/** The reference that an expression is, as it is written. */
export function hclReference(texts: HclTexts, path: string, expression: HclExpression): HclReference {
  const span = hclSpan(expression);
  return { at: texts.location(path, span), text: texts.written(path, span) };
}

/** The text of an evaluated value; parts that are not known stand in it as their source. */
export function hclText(value: HclValue): string | null {
  return value.is === 'string' || value.is === 'number' || value.is === 'unknown' ? value.text : null;
}

/** Why a value is no known string, or `null` where it is one, or is not set. */
export function hclReason(value: HclValue): string | null {
  if (value.is === 'unknown') return value.reason;
  return value.is === 'string' || value.is === 'null' ? null : 'The value is no string.';
}

/** Finds where a range of an evaluated value is written; `undefined` where it stands in no single place. */
export function hclWritten(texts: HclTexts, value: HclValue, range?: Span): Written | undefined {
  const found = range ? writtenAt(value, range.start, range.end) : writtenAt(value);
  return found && { at: texts.location(found.place.file, found.place), verbatim: found.exact };
}

/** The references that a range of an evaluated value was reached through, outermost first; none where it stands in no single place. */
export function hclThrough(value: HclValue, { start, end }: Span): readonly HclPlace[] {
  return writtenAt(value, start, end)?.via ?? [];
}

/** Makes the slot of a range of an evaluated value, where it is written in one place. */
export function hclSlots(texts: HclTexts, is: Slot['is'], value: HclValue, range?: Span): readonly Slot[] {
  const text = hclText(value);
  const written = text === null ? undefined : hclWritten(texts, value, range);
  if (text === null || !written) return [];
  return [{ is, value: range ? text.slice(range.start, range.end) : text, ...written }];
}

/** The slot of a parameter that the query of an evaluated URL lacks: at its end, if that is written as it is. */
export function absentHclParameter(
  texts: HclTexts,
  is: Slot['is'],
  value: HclValue,
  name: string,
): readonly Slot[] {
  const text = hclText(value) ?? '';
  const last =
    text === '' ? undefined : hclWritten(texts, value, { start: text.length - 1, end: text.length });
  return last?.verbatim
    ? [{ ...absentValue(is, beforeParameter(text, name)), at: pointBehind(last.at) }]
    : [];
}

/** Lists the distinct places that values came through: where their references are defined, and where they are written. */
export function hclVia(
  texts: HclTexts,
  values: readonly (HclValue | null)[],
  at: Location,
): readonly Location[] {
  const found = new Map<string, Location>();
  for (const value of values) {
    for (const { file, start, end } of value ? placesThrough(value, at) : []) {
      const isWithin = file === at.path && start >= at.start && end <= at.end;
      if (isWithin) continue;
      const location = texts.location(file, { start, end });
      found.set(`${location.path}:${location.start}:${location.end}`, location);
    }
  }
  return [...found.values()];
}

function placesThrough(value: HclValue, at: Location): readonly HclPlace[] {
  if (value.is !== 'string' && value.is !== 'number' && value.is !== 'unknown') return [];
  return value.pieces.flatMap(({ via, place }) => {
    // What is written in the expression itself came through nothing; what `file()` read came from that file.
    if (via.length === 0 && place?.file === at.path) return [];
    const [first] = via;
    const passed = first?.file === at.path ? via.slice(1) : via;
    return [...passed, ...(place ? [place] : [])];
  });
}

/**
 * An evaluated value as the text of a reference in one file: what other files say of it is supplied, and what is not known
 * stays as it is written.
 */
export function hclResolved(value: HclValue, path: string): ResolvedText {
  const pieces = value.is === 'string' || value.is === 'number' || value.is === 'unknown' ? value.pieces : [];
  return resolvedText(
    pieces.map(({ text, form, place }) => {
      const span = place?.file === path ? { start: place.start, end: place.end } : { start: 0, end: 0 };
      const is = form === 'unknown' ? 'unresolved' : place?.file === path ? 'written' : 'supplied';
      return { is, text, span, verbatim: is === 'written' && form === 'exact', via: [] };
    }),
  );
}
