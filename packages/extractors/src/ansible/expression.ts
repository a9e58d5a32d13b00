import type { Span } from '@fineprint/core';

/** An expression of Jinja, as far as it puts values together; spans are offsets in the text that it stands in. */
export type Expression =
  | { readonly is: 'path'; readonly root: string; readonly steps: readonly Expression[] }
  | ({ readonly is: 'text'; readonly text: string } & Span)
  | { readonly is: 'member'; readonly of: Expression; readonly steps: readonly Expression[] }
  | { readonly is: 'list'; readonly items: readonly Expression[] }
  | { readonly is: 'sum'; readonly operands: readonly Expression[] }
  | {
      readonly is: 'choice';
      readonly options: readonly [Expression, Expression];
      /** The variable that decides, where it is one by itself. */
      readonly condition: string | null;
    }
  | {
      readonly is: 'filter';
      readonly name: string;
      readonly value: Expression;
      readonly args: readonly Expression[];
    }
  | { readonly is: 'test' }
  | { readonly is: 'call'; readonly name: string; readonly args: readonly Expression[] };

interface Token extends Span {
  readonly is: 'name' | 'text' | 'number' | 'mark';
  readonly text: string;
}

interface Parser {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
}

const token =
  /\s*(?:(?<name>[A-Za-z_]\w*)|'(?<single>[^'\\]*)'|"(?<double>[^"\\]*)"|(?<number>\d[\d.]*)|(?<mark>[=!<>]=|[^\s\w'"]))/dy;
const mostTokens = 400;
const deepest = 20;

/** Reads an expression; `null` for one that does more than put values together. */
export function parseExpression(text: string, { start, end }: Span): Expression | null {
  const tokens = tokensOf(text.slice(start, end), start);
  if (!tokens) return null;
  const parser = { tokens, at: 0, depth: 0 };
  const expression = choice(parser);
  return parser.at === tokens.length ? expression : null;
}

function tokensOf(text: string, offset: number): readonly Token[] | null {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  for (let at = 0; at < end; at = token.lastIndex) {
    token.lastIndex = at;
    const match = token.exec(text);
    const { name, single, double, number, mark } = match?.groups ?? {};
    const said = single ?? double;
    const [from, to] = match?.indices?.groups?.[
      said === undefined ? '' : single === undefined ? 'double' : 'single'
    ] ?? [0, 0];
    const value = name ?? said ?? number ?? mark;
    if (!match || value === undefined || tokens.length >= mostTokens) return null;
    const is =
      name !== undefined ? 'name' : said !== undefined ? 'text' : number !== undefined ? 'number' : 'mark';
    const span =
      said === undefined
        ? { start: token.lastIndex - value.length, end: token.lastIndex }
        : { start: from, end: to };
    tokens.push({ is, text: value, start: span.start + offset, end: span.end + offset });
  }
  return tokens;
}

function isMark(parser: Parser, ...marks: readonly string[]): boolean {
  const next = parser.tokens[parser.at];
  return next?.is === 'mark' && marks.includes(next.text);
}

function isName(parser: Parser, name: string): boolean {
  const next = parser.tokens[parser.at];
  return next?.is === 'name' && next.text === name;
}

/** `a if condition else b` may be either, but where a variable by itself decides. */
function choice(parser: Parser): Expression | null {
  parser.depth += 1;
  const first = parser.depth > deepest ? null : sum(parser);
  if (!first || !isName(parser, 'if')) {
    parser.depth -= 1;
    return first;
  }
  const from = parser.at + 1;
  let depth = 0;
  while (parser.at < parser.tokens.length && !(depth === 0 && isName(parser, 'else'))) {
    if (isMark(parser, '(', '[', '{')) depth += 1;
    else if (isMark(parser, ')', ']', '}')) depth -= 1;
    parser.at += 1;
  }
  if (!isName(parser, 'else')) return null;
  const [name, ...more] = parser.tokens.slice(from, parser.at);
  const condition = name?.is === 'name' && more.length === 0 ? name.text : null;
  parser.at += 1;
  const other = choice(parser);
  parser.depth -= 1;
  return other && { is: 'choice', options: [first, other], condition };
}

function sum(parser: Parser): Expression | null {
  const operands: Expression[] = [];
  for (;;) {
    const operand = filtered(parser);
    if (!operand) return null;
    operands.push(operand);
    if (!isMark(parser, '+', '~')) break;
    parser.at += 1;
  }
  const [only] = operands;
  const all: Expression = operands.length === 1 && only ? only : { is: 'sum', operands };
  return isTest(parser) ? test(parser) : all;
}

const tests: ReadonlySet<string> = new Set([
  'in',
  'not',
  'is',
  'and',
  'or',
  '==',
  '!=',
  '<=',
  '>=',
  '<',
  '>',
]);

function isTest(parser: Parser): boolean {
  const next = parser.tokens[parser.at];
  return next !== undefined && next.is !== 'text' && tests.has(next.text);
}

/** `a in b`, `x is version('3')`: what it asks is for a run to answer. */
function test(parser: Parser): Expression | null {
  while (isTest(parser)) parser.at += 1;
  parser.depth += 1;
  const rest = parser.depth > deepest ? null : sum(parser);
  parser.depth -= 1;
  return rest && { is: 'test' };
}

function filtered(parser: Parser): Expression | null {
  let value = primary(parser);
  while (value && isMark(parser, '|')) {
    const name = qualifiedName(parser, parser.at + 1);
    if (!name) return null;
    const args: readonly Expression[] | null = isMark(parser, '(') ? items(parser, ')') : [];
    value = args && { is: 'filter', name, value, args };
  }
  return value;
}

/** `default`, `ansible.builtin.flatten`: the last word is the name. */
function qualifiedName(parser: Parser, from: number): string | null {
  let at = from;
  while (parser.tokens[at + 1]?.text === '.') at += 2;
  const last = parser.tokens[at];
  parser.at = at + 1;
  return last?.is === 'name' ? last.text : null;
}

function primary(parser: Parser): Expression | null {
  const next = parser.tokens[parser.at];
  if (!next) return null;
  if (isMark(parser, '[')) {
    const list = items(parser, ']');
    return list && { is: 'list', items: list };
  }
  if (isMark(parser, '(')) {
    const [inner, ...others] = items(parser, ')') ?? [];
    if (!inner || others.length > 0) return null;
    const steps = stepsAt(parser);
    return steps?.length === 0 ? inner : steps && { is: 'member', of: inner, steps };
  }
  if (next.is === 'mark') return null;
  parser.at += 1;
  if (next.is !== 'name') return { is: 'text', text: next.text, start: next.start, end: next.end };
  if (!isMark(parser, '(')) {
    const steps = stepsAt(parser);
    return steps && { is: 'path', root: next.text, steps };
  }
  const args = items(parser, ')');
  return args && { is: 'call', name: next.text, args };
}

/** What follows a value to name a part of it: `.name`, `['name']`, `[0]`. */
function stepsAt(parser: Parser): readonly Expression[] | null {
  const steps: Expression[] = [];
  while (isMark(parser, '.', '[')) {
    if (isMark(parser, '[')) {
      const [step, ...others] = items(parser, ']') ?? [];
      if (!step || others.length > 0) return null;
      steps.push(step);
      continue;
    }
    const key = parser.tokens[parser.at + 1];
    parser.at += 2;
    if (!key || key.is === 'mark' || isMark(parser, '(')) return null;
    steps.push({ is: 'text', text: key.text, start: key.start, end: key.end });
  }
  return steps;
}

/** What stands between brackets, parted by commas; `name=value` is left out. */
function items(parser: Parser, close: string): readonly Expression[] | null {
  parser.at += 1;
  const found: Expression[] = [];
  while (!isMark(parser, close)) {
    const isNamed = parser.tokens[parser.at + 1]?.text === '=' && parser.tokens[parser.at]?.is === 'name';
    if (isNamed) parser.at += 2;
    const item = choice(parser);
    if (!item) return null;
    if (!isNamed) found.push(item);
    if (isMark(parser, ',')) parser.at += 1;
    else if (!isMark(parser, close)) return null;
  }
  parser.at += 1;
  return found;
}
