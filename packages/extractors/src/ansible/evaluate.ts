import {
  get,
  items,
  type Resolved,
  type ScalarNode,
  type SourceFile,
  type Span,
  scalarText,
  sourceSpan,
  type TextPiece,
} from '@fineprint/core';
import { jinjaActions } from './actions.ts';
import { type Expression, parseExpression } from './expression.ts';
import { pairsOf } from './pairs.ts';

/** Answers what a variable may be, as far as the repository says it; nothing where only a run knows. */
export type Scope = (name: string) => readonly Resolved[];

/** Where expressions are evaluated. */
export interface Frame {
  readonly file: SourceFile;
  readonly scope: Scope;
}

/** A text of a template, and where its characters stand. */
export interface Template extends Frame {
  readonly text: string;
  readonly placeOf: (span: Span) => Span;
  readonly depth: number;
  readonly budget: Budget;
}

/** What is left of what one value may cost. */
interface Budget {
  left: number;
  characters: number;
}

/** What an expression may be: a value of the file, a text that is put together, or a list of values. */
export type Value =
  | { readonly is: 'node'; readonly node: Resolved; readonly name: string }
  | { readonly is: 'text'; readonly pieces: readonly TextPiece[] }
  | { readonly is: 'list'; readonly values: readonly Value[] };

// No value is put together of more expressions.
const mostExpressions = 200;
const deepest = 8;
const longestText = 4096;
const mostCharacters = 16_384;
const mostVia = 16;

/** A scalar as a template; `outer` is the one that leads to it. */
export function templateOf(frame: Frame, scalar: ScalarNode, outer?: Template): Template {
  const mapped = scalarText(frame.file.text, scalar);
  const { file, scope } = frame;
  return {
    file,
    scope,
    text: scalar.text,
    placeOf: (span) => sourceSpan(mapped, span),
    depth: (outer?.depth ?? -1) + 1,
    budget: outer?.budget ?? newBudget(),
  };
}

/** What one value may cost. */
export function newBudget(): Budget {
  return { left: mostExpressions, characters: mostCharacters };
}

/** All that a scalar may be: what its one expression says, or its text with expressions in it. */
export function valuesOfScalar(template: Template): readonly Value[] {
  const { text } = template;
  const [action, ...others] = jinjaActions(text);
  const isWhole =
    action?.isExpression &&
    others.length === 0 &&
    text.slice(0, action.start).trim() === '' &&
    text.slice(action.end).trim() === '';
  const values = isWhole ? expressionValues(template, action.inner) : [];
  return values.length > 0 ? values : [{ is: 'text', pieces: templatePieces(template) }];
}

function expressionValues(template: Template, span: Span): readonly Value[] {
  if (template.budget.left <= 0 || template.depth >= deepest) return [];
  const expression = parseExpression(template.text, span);
  return expression ? evaluate(template, expression) : [];
}

/** The pieces of a template; an expression that has not one value stays as it is written. */
export function templatePieces(template: Template): readonly TextPiece[] {
  const { text } = template;
  const pieces: TextPiece[] = [];
  let done = 0;
  for (const action of jinjaActions(text)) {
    if (action.start > done) pieces.push(writtenPiece(template, { start: done, end: action.start }));
    const texts = action.isExpression ? textsOf(template, expressionValues(template, action.inner)) : [];
    const [only, ...others] = texts;
    const isOne = only && others.length === 0 && only.length < mostExpressions;
    if (isOne) pieces.push(...only);
    else pieces.push({ ...writtenPiece(template, action), is: 'unresolved', verbatim: false });
    done = action.end;
  }
  if (done < text.length) pieces.push(writtenPiece(template, { start: done, end: text.length }));
  return pieces;
}

function writtenPiece({ file, text, placeOf }: Template, range: Span): TextPiece {
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

/** What an expression may be; nothing where a part of it is not known. */
function evaluate(template: Template, expression: Expression): readonly Value[] {
  template.budget.left -= 1;
  if (template.budget.left < 0) return [];
  switch (expression.is) {
    case 'text':
      return [{ is: 'text', pieces: [writtenPiece(template, expression)] }];
    case 'path':
      return pathValues(template, expression);
    case 'list':
      return [{ is: 'list', values: expression.items.flatMap((item) => known(template, item)) }];
    case 'choice':
      // What one of them is not known to be, the whole is not known to be.
      return expression.options.flatMap((option) => known(template, option));
    case 'sum':
      return sumValues(template, expression.operands);
    case 'filter':
      return filterValues(template, expression);
    case 'test':
      return [];
    case 'call':
      // `q("flattened", a + b)` is a list of lists as one list.
      if (!/^(?:q|query|lookup)$/.test(expression.name) || !isText(expression.args[0], 'flattened'))
        return [];
      return [{ is: 'list', values: expression.args.slice(1).flatMap((item) => known(template, item)) }];
  }
}

function isText(expression: Expression | undefined, text: string): boolean {
  return expression?.is === 'text' && expression.text.replace(/^(?:\w+\.){2}/, '') === text;
}

/** The values of a part of a list; what is not known stays in it as it is written. */
function known(template: Template, expression: Expression): readonly Value[] {
  const values = evaluate(template, expression);
  if (values.length > 0) return values;
  const whole = { start: 0, end: template.text.length };
  return [{ is: 'text', pieces: [{ ...writtenPiece(template, whole), is: 'unresolved', verbatim: false }] }];
}

function pathValues(
  template: Template,
  { root, steps }: Extract<Expression, { is: 'path' }>,
): readonly Value[] {
  const keys = steps.map((step) => (step.is === 'text' ? step.text : oneText(template, step)));
  if (keys.some((key) => key === null)) return [];
  const below = (value: Resolved) =>
    get(
      value,
      ...keys.map((key) => (value.is === 'list' && /^\d{1,6}$/.test(key ?? '') ? Number(key) : (key ?? ''))),
    );
  return template
    .scope(root)
    .map(below)
    .filter((node) => node !== undefined)
    .map((node) => ({ is: 'node', node, name: root }));
}

function oneText(template: Template, expression: Expression): string | null {
  const [only, ...others] = textsOf(template, evaluate(template, expression));
  return only && others.length === 0 ? only.map(({ text }) => text).join('') : null;
}

// What they make of a value is the value itself, as far as names and versions go.
const transparent: ReadonlySet<string> = new Set([
  ...['string', 'trim', 'quote', 'mandatory', 'int', 'float', 'list', 'unique', 'flatten', 'join', 'sort'],
]);

function filterValues(
  template: Template,
  { name, value, args }: Extract<Expression, { is: 'filter' }>,
): readonly Value[] {
  if (transparent.has(name)) return evaluate(template, value);
  if (name === 'ternary') return args.slice(0, 2).flatMap((option) => known(template, option));
  if (name === 'dict2items')
    return evaluate(template, value).flatMap((each) =>
      each.is === 'node' && each.node.is === 'map' ? [{ ...each, node: pairsOf(each.node) }] : [],
    );
  if (name !== 'default' && name !== 'd') return [];
  const values = evaluate(template, value);
  const [fallback] = args;
  if (values.length > 0 || !fallback) return values;
  // `omit` leaves an argument out: that holds where what might have it is known.
  const isOmitted = fallback.is === 'path' && fallback.root === 'omit' && value.is === 'path';
  if (isOmitted) return template.scope(value.root).length > 0 ? [{ is: 'text', pieces: [] }] : [];
  return evaluate(template, fallback);
}

/** Lists that are added are one list, and so are lists and what is not known; texts are put together. */
function sumValues(template: Template, operands: readonly Expression[]): readonly Value[] {
  const each = operands.map((operand) => evaluate(template, operand));
  const isList = each.some((values) => values.some((value) => isListValue(template, value)));
  if (isList) return [{ is: 'list', values: operands.flatMap((operand) => known(template, operand)) }];
  const texts = each.map((values) => textsOf(template, values));
  if (texts.some(({ length }) => length !== 1)) return [];
  return [{ is: 'text', pieces: texts.flat(2) }];
}

function isListValue(template: Template, value: Value): boolean {
  if (value.is !== 'node') return value.is === 'list';
  if (value.node.is !== 'scalar') return true;
  const inner = templateOf(template, value.node, template);
  return inner.depth < deepest && valuesOfScalar(inner).some((each) => isListValue(inner, each));
}

/** The texts that values are, one for each item of a list, with the places that they came through. */
export function textsOf(template: Template, values: readonly Value[]): readonly (readonly TextPiece[])[] {
  return values.flatMap((value) => {
    if (value.is === 'text') return [value.pieces];
    if (value.is === 'list') return textsOf(template, value.values);
    return nodeTexts(template, value.node, value.name);
  });
}

function nodeTexts(template: Template, node: Resolved, name: string): readonly (readonly TextPiece[])[] {
  template.budget.left -= 1;
  if (node.is === 'list' && template.budget.left > 0)
    return items(node).flatMap((item) => nodeTexts(template, item, name));
  if (node.is !== 'scalar' || node.isNull || node.text.length > longestText) return [];
  template.budget.characters -= node.text.length;
  if (template.budget.characters < 0) return [];
  const inner = templateOf(template, node, template);
  const place = { start: node.start, end: node.end };
  return textsOf(inner, valuesOfScalar(inner)).map((pieces) =>
    pieces.map((piece) => ({ ...piece, via: [...piece.via, { name, place }].slice(0, mostVia) })),
  );
}
