import { type ResolvedText, resolvedText, type TextPiece } from '../parse/reference/index.ts';
import type { Span } from '../parse/span.ts';
import type { ScalarNode } from '../parse/tree/index.ts';
import type { Reference } from './reference.ts';

/** The text of a scalar as a reference, at the place where it stands. */
export function scalarReference(scalar: ScalarNode): Reference {
  const { start, end } = scalar;
  return { at: { start, end }, resolved: encodedText(scalar.text, scalar, scalar.verbatim) };
}

/** A reference put together of scalars and of texts that the format supplies; it stands where `at` does. */
export function joinedReference(at: Span, parts: readonly (ScalarNode | string)[]): Reference {
  const pieces = parts.flatMap((part) =>
    typeof part === 'string' ? [supplied(part, at)] : encodedText(part.text, part, part.verbatim).pieces,
  );
  return { at: { start: at.start, end: at.end }, resolved: resolvedText(pieces) };
}

/** A text that a span holds as it is, or encodes. */
export function encodedText(text: string, { start, end }: Span, verbatim: boolean): ResolvedText {
  return resolvedText([{ is: 'written', text, span: { start, end }, verbatim, via: [] }]);
}

function supplied(text: string, { start, end }: Span): TextPiece {
  return { is: 'supplied', text, span: { start, end }, verbatim: false, via: [] };
}
