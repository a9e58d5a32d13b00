import {
  get,
  items,
  type Node,
  type Resolved,
  type ScalarNode,
  type SourceFile,
  type Span,
} from '@fineprint/core';
import { type Operand, operandOf, operands } from './expression.ts';
import type { Piece, WrittenValue } from './facts.ts';

// What `${{ … }}` may hold: https://docs.github.com/actions/reference/workflows-and-actions/expressions.
const expression = /\$\{\{(?<inner>(?:[^}]|\}(?!\}))*)\}\}/g;

// A matrix of GitHub has at most 256 jobs.
const maxValues = 256;
// No name is put together from more; what follows then counts as unknown.
const maxExpressions = 20;
// An `env` may hold an expression with another `env`, a choice another choice.
const deepest = 8;

/** What the expressions of one job, or step, can be filled from. */
export interface Context {
  readonly matrix: Node | undefined;
  /** `env` mappings, the innermost first. */
  readonly env: readonly (Node | undefined)[];
}

/** A scalar whose expressions are evaluated. */
interface Reading {
  readonly file: SourceFile;
  readonly scalar: ScalarNode;
  readonly surrounding: Context;
  readonly depth: number;
}

/**
 * Fills the expressions of a scalar from the job's matrix and from `env` where both are literal, and from the literals
 * of a choice (`condition && 'a' || 'b'`): one value for each combination. An input stays open for whoever calls the
 * file. What else an expression names (`needs`, `secrets`, functions) is kept and told as unknown.
 */
export function valuesOf(
  file: SourceFile,
  scalar: ScalarNode,
  surrounding: Context,
): readonly WrittenValue[] {
  return valuesIn({ file, scalar, surrounding, depth: 0 });
}

/** The text of a value, unknown expressions as written. */
export function textOfValue({ pieces }: WrittenValue): string {
  return pieces.map(({ text }) => text).join('');
}

/** Puts one value behind another. */
export function joined(a: WrittenValue, b: WrittenValue): WrittenValue {
  return {
    pieces: [...a.pieces, ...b.pieces],
    via: [...a.via, ...b.via],
    unknown: [...a.unknown, ...b.unknown],
  };
}

/** The value that one piece is. */
export function pieceValue(piece: Piece): WrittenValue {
  return { pieces: piece.text === '' ? [] : [piece], via: [], unknown: [] };
}

/** The value of an expression that nobody knows: its text. */
export function unknownValue(piece: Piece): WrittenValue {
  return { pieces: [piece], via: [], unknown: [piece.text] };
}

function valuesIn(reading: Reading): readonly WrittenValue[] {
  const { scalar } = reading;
  let values: readonly WrittenValue[] = [{ pieces: [], via: [], unknown: [] }];
  let at = 0;
  let left = maxExpressions;
  for (const { index, 0: whole } of scalar.text.matchAll(expression)) {
    if (left === 0) return appended(values, [unknownValue(pieceOf(reading, at, scalar.text.length))]);
    left -= 1;
    const end = index + whole.length;
    values = appended(values, [pieceValue(pieceOf(reading, at, index))]);
    const found = choose(reading, { start: index + 3, end: end - 2 });
    values = appended(values, found.length > 0 ? found : [unknownValue(pieceOf(reading, index, end))]);
    at = end;
  }
  return appended(values, [pieceValue(pieceOf(reading, at, scalar.text.length))]);
}

function appended(
  values: readonly WrittenValue[],
  extensions: readonly WrittenValue[],
): readonly WrittenValue[] {
  const room = Math.ceil(maxValues / extensions.length);
  const all = values.slice(0, room).flatMap((value) => extensions.map((each) => joined(value, each)));
  return all.slice(0, maxValues);
}

/** The values that a part of an expression may take; none where one of its branches is unknown. */
function choose(reading: Reading, span: Span): readonly WrittenValue[] {
  if (reading.depth >= deepest) return [];
  return firstGiven(reading, operands(reading.scalar.text, span, '||'));
}

/** `a || b` is `a`, unless that is empty; in `condition && a || b` the condition decides. */
function firstGiven(reading: Reading, [branch, ...others]: readonly Span[]): readonly WrittenValue[] {
  if (!branch) return [];
  const parts = operands(reading.scalar.text, branch, '&&');
  const span = parts.at(-1) ?? branch;
  const operand = operandOf(reading.scalar.text, span);
  const further = firstGiven(reading, others);
  if (parts.length === 1 && operand.is === 'path') {
    if (operand.context === 'inputs') return [inputValue(reading, span, operand.steps, further)];
    const given = valuesOfOperand(reading, span, operand);
    // What nobody sets has the default that stands behind it: `vars.VERSION || '1.9.6'`.
    switch (settingOf(reading, operand)) {
      case 'nowhere':
        return further;
      case 'somewhere':
        return given.length > 0 ? [...given, ...further] : [];
      case 'everywhere':
        return given;
    }
  }
  const own = valuesOfOperand(reading, span, operand);
  if (others.length === 0) return own;
  return own.length > 0 && further.length > 0 ? [...own, ...further] : [];
}

/**
 * Where the file sets what a path names: `nowhere`, in some jobs of a matrix only, or `everywhere`. What it computes is
 * set, too, and unknown whatever default stands behind it.
 */
function settingOf(
  { surrounding: { matrix, env } }: Reading,
  { context, steps: [key = ''] }: Extract<Operand, { is: 'path' }>,
): 'nowhere' | 'somewhere' | 'everywhere' {
  if (context === 'env')
    return env.some((mapping) => get(mapping, key) !== undefined) ? 'everywhere' : 'nowhere';
  if (context !== 'matrix' || matrix === undefined) return 'nowhere';
  const include = get(matrix, 'include');
  const isComputed = get(matrix)?.is !== 'map' || include?.is === 'scalar';
  if (isComputed || get(matrix, key) !== undefined) return 'everywhere';
  const entries = items(include);
  const setting = entries.filter((entry) => get(entry, key) !== undefined);
  if (setting.length === 0) return 'nowhere';
  return setting.length < entries.length ? 'somewhere' : 'everywhere';
}

function valuesOfOperand(reading: Reading, span: Span, operand: Operand): readonly WrittenValue[] {
  switch (operand.is) {
    case 'literal':
      return [pieceValue(pieceOf(reading, operand.within.start, operand.within.end))];
    case 'group':
      return choose({ ...reading, depth: reading.depth + 1 }, operand.within);
    case 'path':
      if (operand.context === 'inputs') return [inputValue(reading, span, operand.steps, [])];
      return valuesAtPath(reading, operand.context, operand.steps);
    default:
      return [];
  }
}

/** What a caller fills in; in an expression that says more than the input, it is told apart from the rest. */
function inputValue(
  reading: Reading,
  { start, end }: Span,
  steps: readonly string[],
  otherwise: readonly WrittenValue[],
): WrittenValue {
  const { text } = reading.scalar;
  const from = text.lastIndexOf('${{', start);
  const to = text.indexOf('}}', end) + 2;
  const own = pieceOf(reading, start, end);
  const isWhole = text.slice(from + 3, to - 2).trim() === own.text;
  const piece = isWhole
    ? pieceOf(reading, from, to)
    : { ...own, text: `\${{ ${own.text} }}`, verbatim: false };
  return pieceValue({ ...piece, input: { name: steps.join('.'), otherwise } });
}

function valuesAtPath(reading: Reading, context: string, steps: readonly string[]): readonly WrittenValue[] {
  const { file, surrounding, depth } = reading;
  if (context === 'matrix')
    return matrixValues(surrounding.matrix, steps).map((scalar) =>
      throughScalar(file, scalar, pieceValue(pieceOf({ file, scalar }, 0, scalar.text.length))),
    );
  if (context !== 'env') return [];
  const level = surrounding.env.findIndex((mapping) => get(mapping, ...steps) !== undefined);
  const scalar = get(surrounding.env[level], ...steps);
  if (scalar?.is !== 'scalar' || scalar.isNull) return [];
  const outer = { ...surrounding, env: surrounding.env.slice(level + 1) };
  const values = valuesIn({ file, scalar, surrounding: outer, depth: depth + 1 });
  if (values.some(({ unknown }) => unknown.length > 0)) return [];
  return values.map((value) => throughScalar(file, scalar, value));
}

function throughScalar(file: SourceFile, scalar: ScalarNode, value: WrittenValue): WrittenValue {
  return { ...value, via: [{ place: file.place(scalar) }, ...value.via] };
}

/** A part of a scalar: its own characters where they are verbatim, else the scalar as a whole. */
function pieceOf({ file, scalar }: Pick<Reading, 'file' | 'scalar'>, start: number, end: number): Piece {
  const { verbatim } = scalar;
  const span = verbatim ? { start: scalar.start + start, end: scalar.start + end } : scalar;
  return { text: scalar.text.slice(start, end), place: file.place(span), verbatim };
}

/** The values that a key of the matrix takes, those that `include` adds among them; none if an expression makes them. */
export function matrixValues(
  matrix: Node | undefined,
  [key = '', ...rest]: readonly string[],
): readonly ScalarNode[] {
  const own = get(matrix, key);
  if (own?.is === 'scalar' || get(matrix, 'include')?.is === 'scalar') return [];
  const all = [...items(own), ...items(matrix, 'include').map((entry) => get(entry, key))]
    .map((value) => get(value, ...rest))
    // `runs-on` takes a list of labels.
    .flatMap((value) => (value?.is === 'list' ? items(value) : value ? [value] : []));
  const literal = all.filter(isLiteral);
  const distinct = new Map(literal.map((scalar) => [scalar.text, scalar]));
  return [...distinct.values()].slice(0, maxValues);
}

function isLiteral(node: Resolved | undefined): node is ScalarNode {
  return node?.is === 'scalar' && !node.isNull && !node.text.includes('${{');
}
