import type { Location } from '../model/location.ts';
import type { Occurrence } from '../model/occurrence.ts';
import type { Slot } from '../model/slot.ts';
import { isSymbolic, parseImageReference, type SymbolicImageReference } from '../parse/reference/index.ts';
import type { Span } from '../parse/span.ts';
import { absentValue, pointBehind } from './absent-slot.ts';

/** Where characters of a reference were written: often elsewhere, and not always as they are. */
export interface Written {
  readonly at: Location;
  readonly verbatim: boolean;
  /** Whether a variable stands for them, which another value may take the place of. */
  readonly isVariable?: boolean;
  /** Whether they are, or may be, a part of something else, too. */
  readonly isShared?: boolean;
  /** The names of these variables, where they are such in all of the repository: whoever writes can look for other uses. */
  readonly names?: readonly string[];
}

/** The parts of an occurrence that an image reference gives. */
export type ImageParts = Pick<
  Occurrence,
  'kind' | 'name' | 'request' | 'digest' | 'unresolved' | 'unpinnable' | 'slots'
>;

/**
 * Reads an image reference into the parts of an occurrence. `written` answers where a range of the text stands
 * in a file, or `undefined` where it stands in no single place.
 */
export function imageParts(text: string, written: (span: Span) => Written | undefined): ImageParts {
  const parsed = parseImageReference(text);
  const kind = 'container-image';
  if (parsed.is === 'invalid') {
    return {
      kind,
      name: text,
      request: { is: 'nothing' },
      unresolved: { part: 'name', because: sentence(parsed.reason) },
      slots: [],
    };
  }
  const { nameSpan, tagSpan, digestSpan } = parsed;
  const name = text.slice(nameSpan.start, nameSpan.end);
  const tag = tagSpan && text.slice(tagSpan.start, tagSpan.end);
  const absent = digestSpan ? [] : absentDigest(text, nameSpan, tagSpan, written);
  const slots = [
    ...slotOf('version', text, tagSpan, written),
    ...(digestSpan ? slotOf('digest', text, digestSpan, written) : typeof absent === 'string' ? [] : absent),
  ];
  return {
    kind,
    name,
    request: tag === null ? { is: 'nothing' } : { is: 'tag', text: tag },
    ...(parsed.digest === null ? {} : { digest: parsed.digest }),
    ...(parsed.is === 'symbolic' ? unresolvedPart(text, parsed) : {}),
    ...(typeof absent === 'string' ? { unpinnable: absent } : {}),
    slots,
  };
}

/** The reason why a text is invalid is a clause. */
function sentence(clause: string): string {
  return `${clause.slice(0, 1).toUpperCase()}${clause.slice(1)}.`;
}

function unresolvedPart(
  text: string,
  { registry, repository, digest, symbols }: SymbolicImageReference,
): Pick<ImageParts, 'unresolved'> {
  const isNamed = registry !== null && repository !== null;
  if (isNamed && digest !== null) return {};
  const names = [...new Set(symbols.map(({ start, end }) => text.slice(start, end)))].join(', ');
  const part = isNamed ? 'version' : 'name';
  return { unresolved: { part, because: `The value of ${names} is not known from the repository.` } };
}

function slotOf(
  is: Slot['is'],
  text: string,
  span: Span | null,
  written: (span: Span) => Written | undefined,
): readonly Slot[] {
  // What another program fills in is no version that could be written in its place.
  const isKnown = span !== null && span.end > span.start && !isSymbolic(text.slice(span.start, span.end));
  const place = isKnown ? written(span) : undefined;
  if (!span || !place) return [];
  return [{ is, value: text.slice(span.start, span.end), at: place.at, verbatim: place.verbatim }];
}

/** Where a digest would stand that is not written: behind the tag; or why it would not do there. */
function absentDigest(
  text: string,
  name: Span,
  tag: Span | null,
  written: (span: Span) => Written | undefined,
): readonly Slot[] | string {
  const isEnd = tag !== null && tag.end > tag.start && tag.end === text.length;
  const place = isEnd && !isSymbolic(text.slice(tag.start)) ? written(tag) : undefined;
  if (!tag || !place?.verbatim) return [];
  const last = { start: text.lastIndexOf('/', name.end - 1) + 1, end: name.end };
  if (written({ start: last.start, end: tag.end })) return [digestBehind(place)];
  // A digest belongs to one image: where another name may be filled in, so must the digest.
  const ends = [last.start, last.end - 1].map((start) => written({ start, end: start + 1 }));
  const named = ends.filter((end) => end?.isVariable);
  const open = place.isShared ? [...named, place] : named;
  if (open.length === 0) return [digestBehind(place)];
  if (open.every((each) => each?.names !== undefined))
    return [{ ...digestBehind(place), sole: [...new Set(open.flatMap((each) => each?.names ?? []))] }];
  return named.length > 0
    ? 'Its name comes from a variable, and a digest would fit one image only.'
    : 'Its tag comes from a variable that is used for more, where a digest would do harm.';
}

/**
 * The same for a text that is the whole reference, wherever it is used: a digest may stand behind a name without a tag, too.
 */
export function wholeImageParts(text: string, written: (span: Span) => Written | undefined): ImageParts {
  const parts = imageParts(text, written);
  const isBare = parts.request.is === 'nothing' && parts.digest === undefined && !parts.unresolved;
  const place =
    isBare && text !== '' && !isSymbolic(text) ? written({ start: 0, end: text.length }) : undefined;
  return place?.verbatim && place.at.end - place.at.start === text.length
    ? { ...parts, slots: [digestBehind(place)] }
    : parts;
}

/** Where a digest would stand that is not written. */
function digestBehind({ at }: Written): Slot {
  return { ...absentValue('digest', '@'), at: pointBehind(at) };
}
