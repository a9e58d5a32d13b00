import {
  get,
  items,
  type Node,
  type Resolved,
  type ScalarNode,
  type SourceFile,
  type Span,
} from '@fineprint/core';
import type { Piece, WrittenValue } from './facts.ts';

// What `${{ … }}` may hold to be followed: https://docs.github.com/actions/reference/contexts-reference.
const expression = /\$\{\{(?<inner>(?:[^}]|\}(?!\}))*)\}\}/g;
const contextPath = /^\s*(?<context>matrix|env)\.(?<path>[\w-]+(?:\.[\w-]+)*)\s*$/;

// A matrix of GitHub has at most 256 jobs.
const maxValues = 256;
// No name is put together from more; what follows then counts as unknown.
const maxExpressions = 20;

/** What the expressions of one job, or step, can be filled from. */
export interface Surrounding {
  readonly matrix: Node | undefined;
  /** `env` mappings, the innermost first. */
  readonly env: readonly (Node | undefined)[];
}

/**
 * Fills the expressions of a scalar from the job's matrix and from `env` where both are literal: one value for
 * each combination. What else an expression names (`inputs`, `vars`, `secrets`) is kept and told as unknown.
 */
export function valuesOf(
  file: SourceFile,
  scalar: ScalarNode,
  { matrix, env }: Surrounding,
): readonly WrittenValue[] {
  let values: readonly WrittenValue[] = [{ pieces: [], via: [], unknown: [] }];
  let at = 0;
  let left = maxExpressions;
  for (const { index, 0: whole, groups } of scalar.text.matchAll(expression)) {
    if (left === 0)
      return values.map((value) => withUnknown(value, pieceOf(file, scalar, at, scalar.text.length)));
    left -= 1;
    const literal = pieceOf(file, scalar, at, index);
    const found = candidatesFor(groups?.inner ?? '', matrix, env).map((each) => withScalar(file, each));
    const chosen = literalBranches(whole).map(({ start, end }) =>
      withBranch(pieceOf(file, scalar, index + start, index + end)),
    );
    const extensions = found.length > 0 ? found : chosen;
    const written = pieceOf(file, scalar, index, index + whole.length);
    const room = Math.ceil(maxValues / Math.max(extensions.length, 1));
    values = values.slice(0, room).flatMap((value) => {
      const before = { ...value, pieces: [...value.pieces, literal] };
      return extensions.length === 0
        ? [withUnknown(before, written)]
        : extensions.map((extend) => extend(before));
    });
    values = values.slice(0, maxValues);
    at = index + whole.length;
  }
  const rest = pieceOf(file, scalar, at, scalar.text.length);
  return values.map((value) => ({
    ...value,
    pieces: [...value.pieces, rest].filter(({ text }) => text !== ''),
  }));
}

/** The text of a value, unknown expressions as written. */
export function textOfValue({ pieces }: WrittenValue): string {
  return pieces.map(({ text }) => text).join('');
}

function withUnknown(value: WrittenValue, piece: Piece): WrittenValue {
  return { ...value, pieces: [...value.pieces, piece], unknown: [...value.unknown, piece.text] };
}

function withScalar(file: SourceFile, scalar: ScalarNode): (value: WrittenValue) => WrittenValue {
  const piece = pieceOf(file, scalar, 0, scalar.text.length);
  return (value) => ({ ...value, pieces: [...value.pieces, piece], via: [...value.via, file.place(scalar)] });
}

function withBranch(piece: Piece): (value: WrittenValue) => WrittenValue {
  return (value) => ({ ...value, pieces: [...value.pieces, piece] });
}

const longestChoice = 1_000;
const literal = /^'[^']*'$/;

/**
 * The literals among which `${{ condition && 'a' || 'b' }}` chooses, which is how workflows write a choice, as offsets
 * in it; none unless every branch ends in a literal.
 */
function literalBranches(whole: string): readonly Span[] {
  if (!whole.includes("'") || whole.length > longestChoice) return [];
  const found: Span[] = [];
  const pending: Span[] = [{ start: 3, end: whole.length - 2 }];
  for (let choice = pending.pop(); choice; choice = pending.pop()) {
    for (const branch of operands(whole, choice, '||')) {
      const value = operands(whole, branch, '&&').at(-1) ?? branch;
      const text = whole.slice(value.start, value.end);
      const within = { start: value.start + 1, end: value.end - 1 };
      if (literal.test(text)) found.push(within);
      else if (text.startsWith('(') && text.endsWith(')')) pending.push(within);
      else return [];
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** What stands between the operators of a part of an expression, but for those in its strings and parentheses. */
function operands(whole: string, { start, end }: Span, operator: '||' | '&&'): readonly Span[] {
  const found: Span[] = [];
  let from = start;
  let depth = 0;
  let isQuoted = false;
  for (let at = start; at < end; at += 1) {
    const character = whole[at];
    if (character === "'") isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (depth === 0 && whole.startsWith(operator, at)) {
      found.push(trimmed(whole, from, at));
      from = at + operator.length;
    }
  }
  return [...found, trimmed(whole, from, end)];
}

function trimmed(whole: string, start: number, end: number): Span {
  const text = whole.slice(start, end);
  return { start: start + text.length - text.trimStart().length, end: start + text.trimEnd().length };
}

/** A part of a scalar: its own characters where they are verbatim, else the scalar as a whole. */
function pieceOf(file: SourceFile, scalar: ScalarNode, start: number, end: number): Piece {
  const verbatim = scalar.verbatim;
  const span = verbatim ? { start: scalar.start + start, end: scalar.start + end } : scalar;
  return { text: scalar.text.slice(start, end), place: file.place(span), verbatim };
}

function candidatesFor(
  inner: string,
  matrix: Node | undefined,
  env: readonly (Node | undefined)[],
): readonly ScalarNode[] {
  const { context, path } = contextPath.exec(inner)?.groups ?? {};
  if (path === undefined) return [];
  const steps = path.split('.');
  if (context === 'matrix') return matrixValues(matrix, steps);
  const found = env.map((mapping) => get(mapping, ...steps)).find((value) => value !== undefined);
  return isLiteral(found) ? [found] : [];
}

/** The values that a key of the matrix takes, those that `include` adds among them; none if an expression makes them. */
function matrixValues(
  matrix: Node | undefined,
  [key = '', ...rest]: readonly string[],
): readonly ScalarNode[] {
  const own = get(matrix, key);
  if (own?.is === 'scalar' || get(matrix, 'include')?.is === 'scalar') return [];
  const all = [...items(own), ...items(matrix, 'include').map((entry) => get(entry, key))].map((value) =>
    get(value, ...rest),
  );
  const literal = all.filter(isLiteral);
  const distinct = new Map(literal.map((scalar) => [scalar.text, scalar]));
  return [...distinct.values()].slice(0, maxValues);
}

function isLiteral(node: Resolved | undefined): node is ScalarNode {
  return node?.is === 'scalar' && !node.isNull && !node.text.includes('${{');
}
