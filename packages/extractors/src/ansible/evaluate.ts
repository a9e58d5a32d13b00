import { get, items, type MapNode, type Resolved, type Span, type TextPiece } from '@fineprint/core';
import { jinjaActions } from './actions.ts';
import { type Expression, parseExpression } from './expression.ts';
import { mergedMaps, pairsOf } from './pairs.ts';
import {
  deepest,
  longestText,
  mostExpressions,
  mostVia,
  type Template,
  templateOf,
  type Value,
  writtenPiece,
} from './template.ts';

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

/** What an expression may be; nothing where a part of it is not known. */
function evaluate(template: Template, expression: Expression): readonly Value[] {
  template.budget.left -= 1;
  if (template.budget.left < 0) return [];
  switch (expression.is) {
    case 'text':
      return [{ is: 'text', pieces: [writtenPiece(template, expression)] }];
    case 'path':
      return pathValues(template, expression);
    case 'member':
      return memberValues(template, expression);
    case 'list':
      return [{ is: 'list', values: expression.items.flatMap((item) => known(template, item)) }];
    case 'choice':
      // What one of them is not known to be, the whole is not known to be.
      return chosen(template, expression).flatMap((option) => known(template, option));
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

/** The options of a choice that are left where its condition has one value that is written as it is. */
function chosen(
  template: Template,
  { options, condition }: Extract<Expression, { is: 'choice' }>,
): readonly Expression[] {
  const [only, ...others] = condition === null ? [] : template.scope(condition);
  if (only?.is !== 'scalar' || others.length > 0 || only.text.includes('{{')) return options;
  const isFalse = only.isNull || /^(?:false|no|off|0|)$/i.test(only.text);
  return [options[isFalse ? 1 : 0]];
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
  const keys = keysOf(template, steps);
  return keys ? membersOf(root, template.scope(root), keys) : [];
}

function memberValues(
  template: Template,
  { of, steps }: Extract<Expression, { is: 'member' }>,
): readonly Value[] {
  const keys = keysOf(template, steps);
  if (!keys) return [];
  return evaluate(template, of).flatMap((value) =>
    value.is === 'node' ? membersOf(value.name, [value.node], keys) : [],
  );
}

function keysOf(template: Template, steps: readonly Expression[]): readonly string[] | null {
  const keys = steps.map((step) => (step.is === 'text' ? step.text : oneText(template, step)));
  return keys.every((key) => key !== null) ? keys : null;
}

function membersOf(name: string, values: readonly Resolved[], keys: readonly string[]): readonly Value[] {
  return values.flatMap((value) => {
    const node = keys.reduce<Resolved | undefined>(
      (each, key) => get(each, each?.is === 'list' && /^\d{1,6}$/.test(key) ? Number(key) : key),
      value,
    );
    return node ? [nodeValue(name, node)] : [];
  });
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
    return mapsOf(template, evaluate(template, value)).map(({ name: of, node }) =>
      nodeValue(of, pairsOf(node)),
    );
  if (name === 'first') return evaluate(template, value).flatMap((each) => firstOf(each) ?? []);
  if (name === 'combine') return combined(template, [value, ...args]);
  if (name !== 'default' && name !== 'd') return [];
  const values = evaluate(template, value);
  const [fallback] = args;
  if (values.length > 0 || !fallback) return values;
  // `omit` leaves an argument out: that holds where what might have it is known.
  const isOmitted = fallback.is === 'path' && fallback.root === 'omit' && value.is === 'path';
  if (isOmitted) return template.scope(value.root).length > 0 ? [{ is: 'text', pieces: [] }] : [];
  return evaluate(template, fallback);
}

function firstOf(value: Value): Value | undefined {
  if (value.is === 'list') return value.values[0];
  const item = value.is === 'node' ? get(value.node, 0) : undefined;
  return value.is === 'node' && item ? nodeValue(value.name, item) : undefined;
}

interface NamedMap {
  readonly name: string;
  readonly node: MapNode;
}

function nodeValue(name: string, node: Resolved): Value {
  return { is: 'node', name, node };
}

/** Mappings that values are, also through variables that name others. */
export function mapsOf(template: Template, values: readonly Value[]): readonly NamedMap[] {
  return values.flatMap((value) => {
    if (value.is !== 'node' || value.node.is === 'list') return [];
    const { name, node } = value;
    if (node.is === 'map') return [{ name, node }];
    const inner = templateOf(template, node, template);
    return inner.depth < deepest ? mapsOf(inner, valuesOfScalar(inner)) : [];
  });
}

/** One mapping of several, where each of them is known. */
function combined(template: Template, operands: readonly Expression[]): readonly Value[] {
  const each = operands.map((operand) => mapsOf(template, evaluate(template, operand)));
  if (each.some(({ length }) => length !== 1)) return [];
  const maps = each.flat();
  template.budget.characters -= maps.reduce((sum, { node }) => sum + 10 * node.entries.length, 0);
  const [first] = maps;
  if (!first || template.budget.characters < 0) return [];
  return [nodeValue(first.name, mergedMaps(maps.map(({ node }) => node)))];
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
  // What statements (`{% if … %}`) make of it, the expression that names it says shorter.
  if (jinjaActions(node.text).some((action) => !action.isExpression && node.text[action.start + 1] === '%'))
    return [];
  const place = { start: node.start, end: node.end };
  return textsOf(inner, valuesOfScalar(inner)).map((pieces) =>
    pieces.map((piece) => ({ ...piece, via: [...piece.via, { name, place }].slice(0, mostVia) })),
  );
}
