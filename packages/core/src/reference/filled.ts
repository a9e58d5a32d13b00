import { resolvedText, type TextPiece } from '../parse/reference/index.ts';
import type { ScalarNode } from '../parse/tree/index.ts';
import type { SourceFile } from '../read/source-file.ts';
import type { Reference } from './reference.ts';
import { encodedText, scalarReference } from './scalar.ts';

/** How the expressions of a file are written, and what the names in them stand for. */
export interface Filling {
  /** Global, with a group `name`. */
  readonly expression: RegExp;
  readonly lookup: (name: string) => ScalarNode | undefined;
  /** Whether the names may stand for other values, too. */
  readonly isChoice?: boolean;
}

/**
 * The text of a scalar with the expressions in it filled in from other scalars of the file; what nobody knows stays as it is
 * written. A value that the file asks for more than once cannot be written in place for one of its references.
 */
export function filledReference(
  file: SourceFile,
  scalar: ScalarNode,
  { expression, lookup, isChoice }: Filling,
): Reference {
  const { at, resolved } = scalarReference(scalar);
  const pieces: TextPiece[] = [];
  let done = 0;
  for (const { index, 0: found, groups } of scalar.text.matchAll(expression)) {
    const name = groups?.name ?? '';
    const value = lookup(name);
    if (!value || value.isNull) continue;
    const isShared = (usesOf(file, expression).get(name) ?? 0) > 1;
    const place = { start: value.start, end: value.end };
    const [piece] = encodedText(value.text, value, value.verbatim && !isShared).pieces;
    pieces.push(written(scalar, done, index));
    if (piece) pieces.push({ ...piece, via: [{ name, place, ...(isChoice ? { isChoice } : {}) }] });
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

const counted = new WeakMap<SourceFile, Map<RegExp, ReadonlyMap<string, number>>>();

/** How often each name stands in an expression of a file, counted once. */
function usesOf(file: SourceFile, expression: RegExp): ReadonlyMap<string, number> {
  const ofFile = counted.get(file) ?? new Map<RegExp, ReadonlyMap<string, number>>();
  counted.set(file, ofFile);
  const known = ofFile.get(expression);
  if (known) return known;
  const uses = new Map<string, number>();
  for (const { groups } of file.text.matchAll(expression))
    uses.set(groups?.name ?? '', (uses.get(groups?.name ?? '') ?? 0) + 1);
  ofFile.set(expression, uses);
  return uses;
}

// A matrix of honest pipelines makes a few dozen jobs.
const mostVariants = 100;

/** The same where a name may stand for several values, as in a matrix: one reference for each combination of them. */
export function filledReferences(
  file: SourceFile,
  scalar: ScalarNode,
  expression: RegExp,
  valuesOf: (name: string) => readonly ScalarNode[],
): readonly Reference[] {
  const names = new Set(Array.from(scalar.text.matchAll(expression), ({ groups }) => groups?.name ?? ''));
  let variants: readonly ReadonlyMap<string, ScalarNode>[] = [new Map()];
  for (const name of names) {
    const values = valuesOf(name);
    if (values.length === 0) continue;
    variants = variants
      .flatMap((variant) => values.map((value) => new Map([...variant, [name, value]])))
      .slice(0, mostVariants);
  }
  const isChoice = variants.length > 1;
  return variants.map((variant) =>
    filledReference(file, scalar, { expression, lookup: (name) => variant.get(name), isChoice }),
  );
}
