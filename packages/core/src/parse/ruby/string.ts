import type { StringPart } from './token.ts';

/** How a string is delimited, and whether escapes and `#{…}` mean something in it. */
export interface Quote {
  readonly open: string;
  readonly close: string;
  readonly interpolates: boolean;
}

/** The parts of a string from behind its opening, and the offset behind its end; unclosed ones end with the text. */
export interface ReadString {
  readonly parts: readonly StringPart[];
  readonly end: number;
  readonly isClosed: boolean;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', s: ' ', r: '\r', 0: '\0', e: '\u001b' };

/** Reads a string up to its closing; brackets nest in `%q(…)`. */
export function readString(text: string, from: number, { open, close, interpolates }: Quote): ReadString {
  const parts: StringPart[] = [];
  let depth = 0;
  let start = from;
  let at = from;
  const flush = (end: number) => {
    if (end > start) parts.push(plain(text, start, end));
  };
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === '\\' && at + 1 < text.length) {
      flush(at);
      parts.push(escaped(text, at, interpolates, close));
      at += 2;
      start = at;
    } else if (interpolates && character === '#' && text[at + 1] === '{') {
      flush(at);
      const end = codeEnd(text, at + 2);
      parts.push({ is: 'code', text: text.slice(at + 2, end), start: at + 2, end, verbatim: false });
      at = Math.min(end + 1, text.length);
      start = at;
    } else if (character === close && depth === 0) {
      flush(at);
      return { parts, end: at + 1, isClosed: true };
    } else {
      if (open !== close && character === open) depth += 1;
      else if (character === close) depth -= 1;
      at += 1;
    }
  }
  flush(text.length);
  return { parts, end: text.length, isClosed: false };
}

/** A part that says what stands there. */
export function plain(text: string, start: number, end: number): StringPart {
  return { is: 'text', text: text.slice(start, end), start, end, verbatim: true };
}

function escaped(text: string, at: number, interpolates: boolean, close: string): StringPart {
  const next = text[at + 1] ?? '';
  const isEscape = interpolates || next === close || next === '\\';
  const joined = interpolates && next === '\n' ? '' : (escapes[next] ?? next);
  const said = interpolates ? joined : isEscape ? next : `\\${next}`;
  return { is: 'text', text: said, start: at, end: at + 2, verbatim: said === text.slice(at, at + 2) };
}

// An expression in a string is short in honest files.
const longestCode = 2000;

/** Where the `}` of an expression is; the strings in it may hold others. */
function codeEnd(text: string, from: number): number {
  const limit = Math.min(text.length, from + longestCode);
  let depth = 0;
  for (let at = from; at < limit; at += 1) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}') {
      if (depth === 0) return at;
      depth -= 1;
    }
  }
  return limit;
}
