import { sourceSpan } from '../parse/mapped-text.ts';
import {
  resolveParts,
  type TemplatePart,
  type TextPiece,
  type VariableLookup,
} from '../parse/reference/index.ts';
import type { Span } from '../parse/span.ts';
import type { ScalarNode } from '../parse/tree/index.ts';
import { scalarText } from '../reference/index.ts';

/** The pieces of a scalar's text, each where it is written. */
export function scalarPieces(source: string, scalar: ScalarNode): readonly TextPiece[] {
  const { text, start, end, verbatim } = scalar;
  if (verbatim || scalar.templated) return [{ is: 'written', text, span: { start, end }, verbatim, via: [] }];
  return partPieces(source, scalar).piecesOf([{ is: 'literal', text, start: 0, end: text.length }]);
}

/** Reads parts of a scalar's text into pieces, and says where they stand; `lookup` answers what variables hold. */
export function partPieces(source: string, scalar: ScalarNode) {
  const mapped = scalarText(source, scalar);
  const template = { text: scalar.text, placeOf: (span: Span) => sourceSpan(mapped, span) };
  return {
    placeOf: template.placeOf,
    piecesOf: (parts: readonly TemplatePart[], lookup: VariableLookup = () => null): readonly TextPiece[] =>
      resolveParts(parts, template, lookup).pieces,
  };
}
