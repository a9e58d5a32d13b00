import { resolvedText, type TextPiece } from '../parse/reference/index.ts';
import type { ScalarNode } from '../parse/tree/index.ts';
import type { Reference } from './reference.ts';
import { encodedText, scalarReference } from './scalar.ts';

/**
 * The text of a scalar with the expressions in it filled in from other scalars of the file: `expression` is global and has
 * a group `name`, and `lookup` answers what a name stands for. What nobody knows stays as it is written.
 */
export function filledReference(
  scalar: ScalarNode,
  expression: RegExp,
  lookup: (name: string) => ScalarNode | undefined,
): Reference {
  const { at, resolved } = scalarReference(scalar);
  const pieces: TextPiece[] = [];
  let done = 0;
  for (const { index, 0: found, groups } of scalar.text.matchAll(expression)) {
    const name = groups?.name ?? '';
    const value = lookup(name);
    if (!value || value.isNull) continue;
    const place = { start: value.start, end: value.end };
    const [piece] = encodedText(value.text, value, value.verbatim).pieces;
    pieces.push(written(scalar, done, index));
    if (piece) pieces.push({ ...piece, via: [{ name, place }] });
    done = index + found.length;
  }
  if (done === 0) return { at, resolved };
  pieces.push(written(scalar, done, scalar.text.length));
  return { at, resolved: resolvedText(pieces) };
}

function written({ text, start, end, verbatim }: ScalarNode, from: number, to: number): TextPiece {
  const span = verbatim ? { start: start + from, end: start + to } : { start, end };
  return { is: 'written', text: text.slice(from, to), span, verbatim, via: [] };
}
