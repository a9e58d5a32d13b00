import type { ScalarNode } from './node.ts';
import { nothing } from './scalars.ts';

/** A statement that cannot be read, and where; the reader goes on with the next line. */
export class TomlFailure extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** A scalar and the offset behind it. */
export interface TomlValue {
  readonly node: ScalarNode;
  readonly end: number;
}

const LITERAL =
  /(?:true|false|[+-]?(?:inf|nan)|0x[\dA-Fa-f]+(?:_[\dA-Fa-f]+)*|0o[0-7]+(?:_[0-7]+)*|0b[01]+(?:_[01]+)*|\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:\d\d)?)?|\d\d:\d\d(?::\d\d(?:\.\d+)?)?|[+-]?(?:0|[1-9]\d*(?:_\d+)*)(?:\.\d+(?:_\d+)*)?(?:[eE][+-]?\d+(?:_\d+)*)?)(?=[\s,\]}#]|$)/y;

/** Reads a number, boolean or date, which stays the text that it is. */
export function tomlScalar(text: string, start: number): TomlValue {
  LITERAL.lastIndex = start;
  if (!LITERAL.test(text)) throw new TomlFailure('This is no value of TOML.', start);
  const end = LITERAL.lastIndex;
  return {
    node: { ...nothing(start), text: text.slice(start, end), end, isNull: false, verbatim: true },
    end,
  };
}

/** Reads a basic or literal string, of one line or many. */
export function tomlString(text: string, at: number): TomlValue {
  const quote = text[at] ?? '';
  const isLong = text.startsWith(quote.repeat(3), at);
  const mark = isLong ? quote.repeat(3) : quote;
  const start = isLong ? afterFirstBreak(text, at + 3) : at + 1;
  const end = contentEnd(text, start, mark, quote === '"');
  const raw = text.slice(start, end);
  const value = quote === '"' && raw.includes('\\') ? unescaped(raw, start, isLong) : raw;
  const bad = CONTROL.exec(isLong ? raw.replaceAll('\n', '\t').replaceAll('\r\t', '\t\t') : raw);
  if (bad) throw new TomlFailure('A control character stands in a string.', start + bad.index);
  const node: ScalarNode = {
    ...nothing(start),
    text: value,
    end,
    style: quote === '"' ? 'double-quoted' : 'single-quoted',
    plain: false,
    isNull: false,
    verbatim: value === raw,
  };
  return { node, end: end + mark.length };
}

const CONTROL = /[\0-\x08\n-\x1f\x7f]/;

function afterFirstBreak(text: string, at: number): number {
  if (text[at] === '\n') return at + 1;
  return text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at;
}

function contentEnd(text: string, start: number, mark: string, escapes: boolean): number {
  const quote = mark[0] ?? '';
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (escapes && char === '\\') at++;
    else if (char === '\n' && mark.length === 1) break;
    else if (char === quote && text.startsWith(mark, at)) {
      // Up to two quotes may stand right before the closing three.
      let end = at;
      while (mark.length === 3 && end < at + 2 && text[end + 3] === quote) end++;
      return end;
    }
  }
  throw new TomlFailure('A string is not closed.', start - mark.length);
}

const ESCAPE = /\\(?:x([\dA-Fa-f]{2})|u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8})|[ \t]*\r?\n[ \t\r\n]*|[\s\S])/g;
const ESCAPES = new Map([
  ['b', '\b'],
  ['t', '\t'],
  ['n', '\n'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  ['"', '"'],
  ['\\', '\\'],
]);

function unescaped(raw: string, start: number, isLong: boolean): string {
  return raw.replace(ESCAPE, (written: string, ...found: readonly unknown[]) => {
    const offset = start + (typeof found[3] === 'number' ? found[3] : 0);
    const hex = found.slice(0, 3).find((group) => typeof group === 'string');
    if (typeof hex === 'string') return character(Number.parseInt(hex, 16), offset);
    if (isLong && written.includes('\n')) return '';
    const plain = ESCAPES.get(written[1] ?? '');
    if (plain === undefined) throw new TomlFailure(`"${written}" is no escape of TOML.`, offset);
    return plain;
  });
}

function character(code: number, at: number): string {
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
    throw new TomlFailure('An escape names no character.', at);
  return String.fromCodePoint(code);
}

/** Passes blanks within a line. */
export function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === 0x20 || text.charCodeAt(at) === 0x09) at++;
  return at;
}

/** Passes blanks, line ends and comments. */
export function skipSpace(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x23) {
      const eol = text.indexOf('\n', at);
      if (eol < 0) return text.length;
      at = eol;
    } else if (code !== 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) return at;
  }
  return text.length;
}
