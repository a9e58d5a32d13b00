import { callLiteral, type Literal, type MapEntry, textLiteral } from '../literals/index.ts';
import { readArguments, readBraces, readItems } from './brackets.ts';
import { closeOf, isAt, opaqueFrom, peek, spanFrom, type TokenCursor, take } from './cursor.ts';
import { readTextToken } from './text.ts';

/** Reads a value with what is picked or called of it. */
export function readPrimary(cursor: TokenCursor): Literal {
  const start = cursor.at;
  skipPrefix(cursor);
  let value = readFirst(cursor);
  for (;;) {
    if (cursor.language === 'javascript' && isAt(cursor, '!')) cursor.at += 1;
    if (take(cursor, 'as') || take(cursor, 'satisfies')) skipType(cursor);
    const next = readPick(cursor, value, start);
    if (!next) return value;
    value = next;
  }
}

// `await`, `new`, `&Type{}`: the value is that of what follows.
const prefixes: ReadonlySet<string> = new Set(['await', 'new', '&', '*', 'return', 'async']);

function skipPrefix(cursor: TokenCursor): void {
  while (prefixes.has(peek(cursor)?.text ?? '') && peek(cursor)?.is !== 'text') cursor.at += 1;
}

function skipType(cursor: TokenCursor): void {
  while (peek(cursor)?.is === 'word' || isAt(cursor, '.')) cursor.at += 1;
  skipGenerics(cursor);
}

function readFirst(cursor: TokenCursor): Literal {
  const start = cursor.at;
  const token = peek(cursor);
  if (!token) return opaqueFrom(cursor, start);
  if (token.is === 'text') return readTextToken(cursor);
  if (token.is === 'number') {
    cursor.at += 1;
    return { is: 'word', text: token.text, start: token.start, end: token.end };
  }
  if (isAt(cursor, '[')) return readSquare(cursor);
  if (isAt(cursor, '{')) return readBraces(cursor);
  if (isAt(cursor, '(')) return readRound(cursor);
  if (token.is !== 'word') return opaqueFrom(cursor, start);
  cursor.at += 1;
  const word = constants.get(token.text);
  const { start: from, end } = token;
  return word
    ? { is: 'word', text: word, start: from, end }
    : { is: 'name', name: token.text, start: from, end };
}

const constants: ReadonlyMap<string, string> = new Map([
  ['true', 'true'],
  ['True', 'true'],
  ['false', 'false'],
  ['False', 'false'],
  ['null', 'null'],
  ['None', 'null'],
  ['nil', 'null'],
  ['undefined', 'null'],
]);

/** `[a, b]`; in Go `[]Type{a, b}`, in C# `new[] { a, b }`: the type says nothing of the values. */
function readSquare(cursor: TokenCursor): Literal {
  const start = cursor.at;
  const close = closeOf(cursor, start);
  if (cursor.language === 'go' || (cursor.language === 'csharp' && close === start + 1)) {
    cursor.at = close + 1;
    skipGoType(cursor);
    return isAt(cursor, '{') ? readBraces(cursor) : opaqueFrom(cursor, start);
  }
  cursor.at += 1;
  const items = readItems(cursor, close);
  return { is: 'list', items, ...spanFrom(cursor, start) };
}

function skipGoType(cursor: TokenCursor): void {
  while (isAt(cursor, '*') || isAt(cursor, '[')) {
    cursor.at = isAt(cursor, '[') ? closeOf(cursor, cursor.at) + 1 : cursor.at + 1;
  }
  while (peek(cursor)?.is === 'word' || isAt(cursor, '.')) cursor.at += 1;
  if (isAt(cursor, '{') && isAt(cursor, '}', 1) && isAt(cursor, '{', 2)) cursor.at += 2;
}

/** `(a)`; the parameters of a function make it unknown. */
function readRound(cursor: TokenCursor): Literal {
  const start = cursor.at;
  const close = closeOf(cursor, start);
  cursor.at += 1;
  const [inner, ...others] = readItems(cursor, close);
  if (isAt(cursor, '=>') || others.length > 0 || !inner) return opaqueFrom(cursor, start);
  return inner;
}

/** One step from a value: `.name`, `[key]`, `(arguments)`, `{fields}` behind a type, a template behind its tag. */
function readPick(cursor: TokenCursor, value: Literal, start: number): Literal | null {
  const token = peek(cursor);
  if (!token) return null;
  if (isAt(cursor, '.') || isAt(cursor, '?.')) {
    const name = peek(cursor, 1);
    if (name?.is !== 'word') return null;
    cursor.at += 2;
    const key = textLiteral(name.text, name, true);
    return { is: 'member', of: value, key, ...spanFrom(cursor, start) };
  }
  skipGenerics(cursor);
  if (isAt(cursor, '(')) return readCall(cursor, value, start);
  if (isAt(cursor, '[') && !token.isFirst && cursor.language !== 'go') {
    const close = closeOf(cursor, cursor.at);
    // `new Type[] { a, b }` of C#
    if (close === cursor.at + 1 && isAt(cursor, '{', 2)) {
      cursor.at = close + 1;
      return readBraces(cursor);
    }
    cursor.at += 1;
    const [key] = readItems(cursor, close);
    return key ? { is: 'member', of: value, key, ...spanFrom(cursor, start) } : opaqueFrom(cursor, start);
  }
  return readComposite(cursor, value, start);
}

function readCall(cursor: TokenCursor, value: Literal, start: number): Literal {
  const close = closeOf(cursor, cursor.at);
  cursor.at += 1;
  const args = readArguments(cursor, close);
  const callee = dottedName(value);
  const isInitialised = cursor.language === 'csharp' && isAt(cursor, '{');
  const all = isInitialised ? [...args, readBraces(cursor)] : args;
  if (callee === null) return opaqueFrom(cursor, start);
  return callLiteral(callee, all, spanFrom(cursor, start));
}

/** `Type{Key: value}` of Go, `new Type { Key = value }` of C#, a template with its tag. */
function readComposite(cursor: TokenCursor, value: Literal, start: number): Literal | null {
  const callee = dottedName(value);
  if (callee === null) return null;
  const token = peek(cursor);
  if (cursor.language === 'javascript') {
    const isTemplate = token?.is === 'text' && !token.isFirst && value.is !== 'text';
    return isTemplate ? callLiteral(callee, [readTextToken(cursor)], spanFrom(cursor, start)) : null;
  }
  const hasFields = cursor.language === 'go' || cursor.language === 'csharp';
  if (!hasFields || !isAt(cursor, '{') || !/(?:^|\.)[A-Z]\w*$|^map$/.test(callee)) return null;
  return callLiteral(callee, [readBraces(cursor)], spanFrom(cursor, start));
}

/** `<Type, Other>` between a name and its arguments; `map[string]any` of Go goes by `map`. */
function skipGenerics(cursor: TokenCursor): void {
  const { at } = cursor;
  if (cursor.language === 'go') {
    if (!isAt(cursor, 'map', -1) || !isAt(cursor, '[')) return;
    cursor.at = closeOf(cursor, at) + 1;
    skipGoType(cursor);
    return;
  }
  if (!isAt(cursor, '<')) return;
  let open = 0;
  for (let end = at; end < at + longestGenerics; end += 1) {
    const token = cursor.tokens.list[end];
    if (token?.text === '<') open += 1;
    else if (token?.text === '>') open -= 1;
    else if (token?.is !== 'word' && !'.,?[]|'.includes(token?.text ?? '(')) return;
    if (open > 0) continue;
    const next = cursor.tokens.list[end + 1]?.text;
    if (next === '(' || next === '{') cursor.at = end + 1;
    return;
  }
}

const longestGenerics = 40;

/** The name that a chain of members spells. */
function dottedName(value: Literal): string | null {
  const names: string[] = [];
  let here = value;
  while (here.is === 'member') {
    const [part] = here.key.is === 'text' ? here.key.parts : [];
    if (part?.is !== 'run') return null;
    names.unshift(part.text);
    here = here.of;
  }
  if (here.is === 'call' || here.is === 'opaque') return names.length > 0 ? `().${names.join('.')}` : null;
  return here.is === 'name' ? [here.name, ...names].join('.') : null;
}

/** The keys of named arguments and fields, written as in JavaScript: `repository_opts`, `RepositoryOpts`. */
export function fieldEntry(key: string, value: Literal): MapEntry {
  const camel = key.replace(/(?<!_)_+(?<letter>[A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return {
    key: /^[A-Z][A-Z0-9]*$/.test(camel)
      ? camel.toLowerCase()
      : camel.slice(0, 1).toLowerCase() + camel.slice(1),
    value,
  };
}
