import type { Span } from '../span.ts';

/**
 * Finds the places that another program fills in before the text means anything: `${X}`, `$X`, `$(x)`,
 * `$[[ x ]]`, `{{ x }}`, `{% x %}`, `<< x >>`, `<% x %>`, `#{x}`, `%x%`, `%%x%%`, `@X@`. One that is not closed reaches to the end.
 */
export function findSymbols(text: string): readonly Span[] {
  const found: Span[] = [];
  for (let at = nextMark(text, 0); at >= 0; ) {
    const end = symbolEnd(text, at);
    if (end !== null) found.push({ start: at, end });
    at = nextMark(text, end ?? at + 1);
  }
  return found;
}

const marks = /[$#{<@%]/g;

function nextMark(text: string, from: number): number {
  marks.lastIndex = from;
  return marks.exec(text)?.index ?? -1;
}

/** Says whether any part of a text is left for another program to fill in. */
export function isSymbolic(text: string): boolean {
  return findSymbols(text).length > 0;
}

/** Replaces each symbol by as many copies of one character, so that offsets stay what they were. */
export function maskSymbols(text: string, symbols: readonly Span[], mask: string): string {
  let masked = '';
  let done = 0;
  for (const { start, end } of symbols) {
    masked += text.slice(done, start) + mask.repeat(end - start);
    done = end;
  }
  return masked + text.slice(done);
}

function symbolEnd(text: string, at: number): number | null {
  switch (text[at]) {
    case '$':
      return dollarEnd(text, at);
    case '#':
      return text[at + 1] === '{' ? bracketEnd(text, at + 1, '{', '}') : null;
    case '{':
      if (text[at + 1] === '{') return after(text, at, '}}');
      return text[at + 1] === '%' ? after(text, at, '%}') : null;
    case '<':
      if (text[at + 1] === '<') return after(text, at, '>>');
      return text[at + 1] === '%' ? after(text, at, '%>') : null;
    case '@':
      return atEnd(text, at);
    case '%':
      return percentEnd(text, at);
    default:
      return null;
  }
}

const name = /[A-Za-z_][A-Za-z0-9_]*/y;

function dollarEnd(text: string, at: number): number | null {
  const next = text[at + 1];
  if (next === '{') return bracketEnd(text, at + 1, '{', '}');
  if (next === '(') return bracketEnd(text, at + 1, '(', ')');
  if (next === '[' && text[at + 2] === '[') return after(text, at + 1, ']]');
  name.lastIndex = at + 1;
  return name.test(text) ? name.lastIndex : null;
}

/** Scripts of builds fill in `@NAME@`, in capitals; `@` alone stands before a digest or a ref. */
function atEnd(text: string, at: number): number | null {
  capitals.lastIndex = at;
  return capitals.test(text) ? capitals.lastIndex : null;
}

const capitals = /@[A-Z][A-Z0-9_]{1,100}@/y;

/** Windows writes `%NAME%`, templates `%%NAME%%`; a percent sign before two hexadecimal digits is an escape in a URL. */
function percentEnd(text: string, at: number): number | null {
  const mark = text[at + 1] === '%' ? '%%' : '%';
  name.lastIndex = at + mark.length;
  if (!name.test(text)) return null;
  const end = name.lastIndex;
  if (!text.startsWith(mark, end) || percentEscape.test(text.slice(at, at + 4))) return null;
  return end + mark.length;
}

const percentEscape = /^%[0-9A-Fa-f]{2}%/;

function bracketEnd(text: string, at: number, open: string, close: string): number {
  let depth = 0;
  for (let index = at; index < text.length; index += 1) {
    if (text[index] === open) depth += 1;
    else if (text[index] === close) depth -= 1;
    if (depth === 0) return index + 1;
  }
  return text.length;
}

function after(text: string, at: number, close: string): number {
  const found = text.indexOf(close, at + 2);
  return found < 0 ? text.length : found + close.length;
}
