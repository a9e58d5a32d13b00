import type { Place } from '../model/location.ts';
import type { Occurrence } from '../model/occurrence.ts';
import type { FileProblem } from '../model/problem.ts';
import type { Slot } from '../model/slot.ts';
import type { Scope, Usage } from '../model/usage.ts';
import { findSymbols, type ResolvedText, resolvedText, writtenPlace } from '../parse/reference/index.ts';
import type { Span } from '../parse/span.ts';
import type { SourceFile } from '../read/source-file.ts';
import type { PlacedSlot, ReferenceFact } from './fact.ts';

export { partOf, partsOf } from '../parse/reference/index.ts';

/** Where in a file references are read. */
export interface ReferenceSite {
  readonly file: SourceFile;
  /** Address of the block: `stage.build/RUN.apt-get`. */
  readonly address: string;
  readonly usage: Usage;
  readonly scope?: Scope;
  /** Whether a name of a variable means the same in all of the repository. */
  readonly namesAreGlobal?: boolean;
}

/** A text that names something: where it is written, and what it says with its variables filled in. */
export interface Reference {
  readonly at: Span;
  readonly resolved: ResolvedText;
}

/** What a reference says of its component. */
export interface ReferenceParts
  extends Pick<
    Occurrence,
    | 'kind'
    | 'name'
    | 'subpath'
    | 'source'
    | 'request'
    | 'digest'
    | 'locked'
    | 'claimed'
    | 'unresolved'
    | 'unpinnable'
  > {
  readonly slots: readonly PlacedSlot[];
}

/** A reference together with what other texts say of its component (a version in a setting of its own): their places are its, too. */
export function togetherWith(reference: Reference, ...others: readonly (ResolvedText | null)[]): Reference {
  const pieces = others.flatMap((other) => other?.pieces ?? []);
  return { ...reference, resolved: resolvedText([...reference.resolved.pieces, ...pieces]) };
}

/** Makes the fact of a reference. */
export function referenceFact(
  { file, address, usage, scope }: ReferenceSite,
  { at, resolved }: Reference,
  parts: ReferenceParts,
): ReferenceFact {
  const text = file.text.slice(at.start, at.end);
  const via = viaPlaces(file, resolved);
  const scoped = scope === undefined ? {} : { scope };
  return { is: 'reference', ...parts, text, place: file.place(at), address, usage, ...scoped, via };
}

/** The slot of a range of a reference, if it is written in one place. */
export function slotsAt(
  file: SourceFile,
  is: Slot['is'],
  resolved: ResolvedText,
  range: Span,
): readonly PlacedSlot[] {
  const written = range.end > range.start ? writtenPlace(resolved, range) : null;
  if (!written) return [];
  const value = resolved.text.slice(range.start, range.end);
  return [{ is, value, place: file.place(written), verbatim: written.verbatim }];
}

/** Says that a part of a reference is not known, or nothing where all of it is. */
export function unresolvedPart(
  part: 'name' | 'version',
  resolved: ResolvedText,
): Pick<Occurrence, 'unresolved'> {
  const names = unknownRanges(resolved).map(({ start, end }) => resolved.text.slice(start, end));
  if (names.length === 0) return {};
  const because = `The value of ${[...new Set(names)].slice(0, 5).join(', ')} is not known from the file.`;
  return { unresolved: { part, because } };
}

/** The ranges of a reference that something else fills in: a build argument, a command, a template. */
export function unknownRanges({ text, pieces }: ResolvedText): readonly Span[] {
  const found: Span[] = [];
  let at = 0;
  for (const piece of pieces) {
    const end = at + piece.text.length;
    if (piece.is === 'unresolved') found.push({ start: at, end });
    at = end;
  }
  // A template's expression may stand in what was written; both lists are in order.
  let next = 0;
  const symbols = findSymbols(text).filter(({ start, end }) => {
    while ((found[next]?.end ?? Infinity) <= start) next += 1;
    return (found[next]?.start ?? Infinity) >= end;
  });
  return [...found, ...symbols].sort((a, b) => a.start - b.start);
}

/** Overwrites what is unknown, so that nothing in it looks like structure; offsets stay what they were. */
export function maskUnknown(resolved: ResolvedText): string {
  const parts: string[] = [];
  let done = 0;
  for (const { start, end } of unknownRanges(resolved)) {
    parts.push(resolved.text.slice(done, start), '\0'.repeat(end - start));
    done = end;
  }
  return parts.join('') + resolved.text.slice(done);
}

/** The problem that a reference is written but makes no sense. */
export function invalidReference(file: SourceFile, { at, resolved }: Reference, reason: string): FileProblem {
  return file.problem('reference-invalid', `"${resolved.text}" names nothing: ${reason}.`, at);
}

// Nobody follows a value through more places than that.
const mostVia = 32;

function viaPlaces(file: SourceFile, { pieces }: ResolvedText): readonly Place[] {
  const places = new Map<number, Place>();
  for (const { via } of pieces) {
    for (const { place } of via) {
      if (places.size === mostVia) return [...places.values()];
      if (place && !places.has(place.start)) places.set(place.start, file.place(place));
    }
  }
  return [...places.values()];
}
