import {
  entries,
  get,
  items,
  type MapNode,
  type Reference,
  type Resolved,
  type ResolvedText,
  resolvedText,
  type ScalarNode,
  type SourceFile,
  type Span,
  scalarText,
  sourceSpan,
  type TextPiece,
} from '@fineprint/core';
import { type JinjaAction, jinjaActions, valueExpression } from './expression.ts';

/** Answers what a variable may be, as far as the repository says it; nothing where only a run knows. */
export type Scope = (name: string) => readonly Resolved[];

/** Where expressions are evaluated. */
export interface Frame {
  readonly file: SourceFile;
  readonly scope: Scope;
}

// A value that is put together of more, or through more places, is left as it is written.
const mostExpressions = 100;
const deepest = 8;
const longestText = 16_384;

/** The scope inside of a mapping of variables (`vars:` of a play, block or task). */
export function withVariables(outer: Scope, ...maps: readonly (Resolved | undefined)[]): Scope {
  const own = new Map<string, Resolved>();
  for (const map of maps) for (const { key, value } of entries(map)) own.set(key.text, value);
  if (own.size === 0) return outer;
  return (name) => {
    const value = own.get(name);
    return value ? [value] : outer(name);
  };
}

/** The text of a scalar with its expressions filled in; what has no single value stays as it is written. */
export function filledReference(frame: Frame, scalar: ScalarNode): Reference {
  const { start, end } = scalar;
  return {
    at: { start, end },
    resolved: resolvedText(piecesOf(frame, scalar, 0, { left: mostExpressions })),
  };
}

/** The scalars that a value is: items of a list, of the list that an expression names, or the value itself. */
export function filledList(frame: Frame, node: Resolved | undefined, depth = 0): readonly Reference[] {
  if (!node) return [];
  if (node.is === 'list') return items(node).flatMap((item) => filledList(frame, item, depth));
  if (node.is === 'map' || node.isNull) return [];
  const named = depth < deepest ? namedValues(frame, node) : [];
  const lists = named.filter(({ is }) => is !== 'scalar');
  // `packages` of each distribution: whichever the run takes, the repository names them all.
  const isMany = named.length > 1 || lists.length > 0;
  if (!isMany) return [filledReference(frame, node)];
  return named.flatMap((value) =>
    filledList(frame, value, depth + 1).map(({ resolved, at }) => standingAt(node, { resolved, at })),
  );
}

/** The values that an expression names as a whole: `"{{ packages }}"`; a name alone where `isBare` says so. */
export function namedValues({ file, scope }: Frame, scalar: ScalarNode, isBare = false): readonly Resolved[] {
  const { text } = scalar;
  const [action, ...others] = jinjaActions(text);
  const isWhole = action?.isExpression && others.length === 0 && isAround(text, action);
  const inner = isWhole ? action.inner : isBare && /^\w+$/.test(text) ? { start: 0, end: text.length } : null;
  const expression = inner && file && valueExpression(text, inner);
  return expression ? valuesAt(scope, expression.path) : [];
}

function isAround(text: string, { start, end }: Span): boolean {
  return text.slice(0, start).trim() === '' && text.slice(end).trim() === '';
}

/** A value that came through a variable stands where the variable is used. */
function standingAt({ start, end }: ScalarNode, { resolved, at }: Reference): Reference {
  const place = { start: at.start, end: at.end };
  const pieces = resolved.pieces.map((piece) => ({ ...piece, via: [...piece.via, { name: '', place }] }));
  return { at: { start, end }, resolved: { ...resolved, pieces } };
}

function valuesAt(scope: Scope, [name, ...keys]: readonly string[]): readonly Resolved[] {
  if (name === undefined) return [];
  return scope(name)
    .map((value) =>
      get(value, ...keys.map((key) => (/^\d+$/.test(key) && value.is === 'list' ? Number(key) : key))),
    )
    .filter((value) => value !== undefined);
}

interface Budget {
  left: number;
}

function piecesOf(frame: Frame, scalar: ScalarNode, depth: number, budget: Budget): readonly TextPiece[] {
  const { text } = scalar;
  const mapped = scalarText(frame.file.text, scalar);
  return piecesBetween(frame, text, (span) => sourceSpan(mapped, span), depth, budget);
}

/** The pieces of a text whose characters stand where `placeOf` says. */
export function piecesBetween(
  frame: Frame,
  text: string,
  placeOf: (span: Span) => Span,
  depth = 0,
  budget: Budget = { left: mostExpressions },
): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let done = 0;
  const literal = (end: number) => {
    if (end > done) pieces.push(writtenPiece(frame, text, { start: done, end }, placeOf));
  };
  for (const action of jinjaActions(text)) {
    literal(action.start);
    pieces.push(...valuePieces(frame, text, action, placeOf, depth, budget));
    done = action.end;
  }
  literal(text.length);
  return pieces;
}

function writtenPiece({ file }: Frame, text: string, range: Span, placeOf: (span: Span) => Span): TextPiece {
  const span = placeOf(range);
  const part = text.slice(range.start, range.end);
  return {
    is: 'written',
    text: part,
    span,
    verbatim: file.text.slice(span.start, span.end) === part,
    via: [],
  };
}

function valuePieces(
  frame: Frame,
  text: string,
  action: JinjaAction,
  placeOf: (span: Span) => Span,
  depth: number,
  budget: Budget,
): readonly TextPiece[] {
  const asWritten = {
    ...writtenPiece(frame, text, action, placeOf),
    is: 'unresolved' as const,
    verbatim: false,
  };
  const expression = action.isExpression ? valueExpression(text, action.inner) : null;
  budget.left -= 1;
  if (!expression || budget.left < 0 || depth >= deepest) return [asWritten];
  const said = expression.literal ?? null;
  if (said) return [writtenPiece(frame, text, said, placeOf)];
  const [value, ...others] = valuesAt(frame.scope, expression.path);
  if (value?.is === 'scalar' && others.length === 0 && value.text.length <= longestText)
    return variablePieces(frame, value, expression.path.join('.'), depth, budget);
  const { fallback } = expression;
  return fallback && !value ? [writtenPiece(frame, text, fallback, placeOf)] : [asWritten];
}

function variablePieces(
  frame: Frame,
  value: ScalarNode,
  name: string,
  depth: number,
  budget: Budget,
): readonly TextPiece[] {
  const place = { start: value.start, end: value.end };
  return piecesOf(frame, value, depth + 1, budget).map((piece) => ({
    ...piece,
    via: [...piece.via, { name, place }].slice(0, 32),
  }));
}

/** `name=nginx state=present` as the mapping that it stands for; what has no `=` is the free form. */
export function argumentsOf(file: SourceFile, scalar: ScalarNode): MapNode {
  const pairs = [...scalar.text.matchAll(pair)].map(({ index, groups }) => {
    const written = groups?.value ?? '';
    const isQuoted = /^["']/.test(written) && written.length > 1 && written.at(-1) === written[0];
    const from = index + (groups?.key ?? '').length + 1 + (isQuoted ? 1 : 0);
    const to = from + written.length - (isQuoted ? 2 : 0);
    const key = partOfScalar(file, scalar, { start: index, end: index + (groups?.key ?? '').length });
    return { key, value: partOfScalar(file, scalar, { start: from, end: to }) };
  });
  const { start, end } = scalar;
  return {
    is: 'map',
    start,
    end,
    entries: pairs,
    tag: undefined,
    merges: false,
    repeats: true,
    branching: false,
  };
}

const pair =
  /(?<=^|\s)(?<key>[A-Za-z_]\w{0,60})=(?<value>"[^"]*"|'[^']*'|(?:\{\{[^}]{0,500}\}\}|[^\s{]|\{(?!\{))*)/g;

/** A range of a scalar's text as a scalar of its own. */
export function partOfScalar(file: SourceFile, scalar: ScalarNode, range: Span): ScalarNode {
  const text = scalar.text.slice(range.start, range.end);
  const span = sourceSpan(scalarText(file.text, scalar), range);
  const verbatim = file.text.slice(span.start, span.end) === text;
  const place = verbatim ? span : scalar;
  return {
    ...scalar,
    text,
    start: place.start,
    end: place.end,
    verbatim,
    style: verbatim ? 'plain' : scalar.style,
    isNull: false,
  };
}

/** The text of a reference, for whoever only compares it. */
export function textOfReference({ resolved }: { readonly resolved: ResolvedText }): string {
  return resolved.text;
}
