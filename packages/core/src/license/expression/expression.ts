/** A parsed SPDX license expression: a license, all of several, or one of several ({@link https://spdx.github.io/spdx-spec/v3.0.1/annexes/spdx-license-expressions/}). */
export type Expression = LicenseLeaf | AllOf | OneOf;

/** One license as an expression names it; with its exception it is one unit, judged together. */
export interface LicenseLeaf {
  readonly is: 'license';
  /** An id of the SPDX list in its canonical case, or `[DocumentRef-…:]LicenseRef-…` exactly as written. */
  readonly id: string;
  /** Whether a `+` follows the id (`Apache-2.0+`); the GNU ids say `-or-later` instead. */
  readonly plus: boolean;
  /** The license exception after `WITH`, or `null`. */
  readonly exception: string | null;
}

/** Terms joined by `AND`: every one of them applies. */
export interface AllOf {
  readonly is: 'and';
  readonly of: readonly [Expression, Expression, ...Expression[]];
}

/** Terms joined by `OR`: the licensee chooses one. */
export interface OneOf {
  readonly is: 'or';
  readonly of: readonly [Expression, Expression, ...Expression[]];
}

/** Joins terms by one operator, in their order; a nested term of the same operator is flattened, a single one stays itself. */
export function joinTerms(is: 'and' | 'or', terms: readonly [Expression, ...Expression[]]): Expression {
  const [first, second, ...rest] = terms.flatMap((term) => (term.is === is ? term.of : [term]));
  if (first === undefined) return terms[0];
  return second === undefined ? first : { is, of: [first, second, ...rest] };
}

/** Lists the licenses of an expression in the order they are written, repetitions included. */
export function leavesOf(expression: Expression): readonly LicenseLeaf[] {
  return expression.is === 'license' ? [expression] : expression.of.flatMap(leavesOf);
}
