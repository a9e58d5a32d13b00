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
}

/** The parts of an occurrence that an image reference gives. */
export type ImageParts = Pick<Occurrence, 'kind' | 'name' | 'request' | 'digest' | 'unresolved' | 'slots'>;

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
  const slots = [
    ...slotOf('version', text, tagSpan, written),
    ...(digestSpan ? slotOf('digest', text, digestSpan, written) : absentDigest(text, tagSpan, written)),
  ];
  return {
    kind,
    name,
    request: tag === null ? { is: 'nothing' } : { is: 'tag', text: tag },
    ...(parsed.digest === null ? {} : { digest: parsed.digest }),
    ...(parsed.is === 'symbolic' ? unresolvedPart(text, parsed) : {}),
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

/** Where a digest would stand that is not written: behind the tag. */
function absentDigest(
  text: string,
  tag: Span | null,
  written: (span: Span) => Written | undefined,
): readonly Slot[] {
  const isEnd = tag !== null && tag.end > tag.start && tag.end === text.length;
  const place = isEnd && !isSymbolic(text.slice(tag.start)) ? written(tag) : undefined;
  return place?.verbatim ? [{ ...absentValue('digest', '@'), at: pointBehind(place.at) }] : [];
}

/** The same for an image that is named without a tag; only for a text that is the whole reference, wherever it is used. */
export function absentDigestOfWhole(
  text: string,
  written: (span: Span) => Written | undefined,
): readonly Slot[] {
  const whole = { start: 0, end: text.length };
  const place = text === '' || isSymbolic(text) ? undefined : written(whole);
  return place?.verbatim && place.at.end - place.at.start === text.length
    ? [{ ...absentValue('digest', '@'), at: pointBehind(place.at) }]
    : [];
}
