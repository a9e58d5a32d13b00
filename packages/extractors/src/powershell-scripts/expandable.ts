import type { TemplatePart } from '@fineprint/core';

const name = /\$(?:\{(?<braced>[^{}\r\n]{1,200})\}|(?<plain>(?:[a-z]{1,20}:)?[a-z_]\w*|[?^$]))/iy;
const member = /(?:(?:\.|::)[A-Za-z_]\w*|\[[^\]\r\n]{0,200}\])+/y;

/** A variable at an offset, or what only a run knows: an expression, a member outside of quotes. */
export function readVariable(text: string, at: number, isQuoted: boolean): TemplatePart {
  if (text[at + 1] === '(') return { is: 'opaque', start: at, end: closeOf(text, at + 1) };
  name.lastIndex = at;
  const found = name.exec(text);
  if (!found) return { is: 'literal', text: '$', start: at, end: at + 1 };
  const end = name.lastIndex;
  member.lastIndex = end;
  if (!isQuoted && member.test(text)) return { is: 'opaque', start: at, end: member.lastIndex };
  const { braced, plain = '' } = found.groups ?? {};
  return { is: 'variable', name: variableName(braced ?? plain), operator: '', word: [], start: at, end };
}

/** Names are one in any case, and those of a scope are the script's own; the environment is somebody else's. */
function variableName(written: string): string {
  return written.toLowerCase().replace(/^(?:script|global|local|private):/, '');
}

const longestExpression = 2000;

/** Where the bracket that opens at an offset closes; brackets in quotes inside of it are honest ones. */
function closeOf(text: string, at: number): number {
  const last = Math.min(text.length, at + longestExpression);
  let depth = 0;
  for (let index = at; index < last; index += 1) {
    if (text[index] === '(') depth += 1;
    else if (text[index] === ')') depth -= 1;
    if (depth === 0) return index + 1;
  }
  return at + 1;
}

const ordinary = /[^$"`\n]+/y;
const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['0', '\0'],
  ['\n', ''],
]);

/** Reads a text in which variables are filled in, up to what closes it; `doubled` stands for itself when written twice. */
export function readExpandable(text: string, start: number, close: string, doubled: string | null) {
  const parts: TemplatePart[] = [];
  const literal = (from: number, end: number, value = text.slice(from, end)) =>
    parts.push({ is: 'literal', text: value, start: from, end });
  let at = start;
  while (at < text.length) {
    ordinary.lastIndex = at;
    if (ordinary.test(text)) literal(at, ordinary.lastIndex);
    if (ordinary.lastIndex > at) at = ordinary.lastIndex;
    if (doubled !== null && text.startsWith(doubled + doubled, at)) {
      literal(at, at + 2, doubled);
      at += 2;
    } else if (text.startsWith(close, at)) return { parts, end: at + close.length, isClosed: true };
    else if (text[at] === '$') {
      const part = readVariable(text, at, true);
      parts.push(part);
      at = part.end;
    } else if (text[at] === '`' && at + 1 < text.length) {
      literal(at, at + 2, escapes.get(text[at + 1] ?? '') ?? text[at + 1]);
      at += 2;
    } else if (at < text.length) {
      literal(at, at + 1);
      at += 1;
    }
  }
  return { parts, end: text.length, isClosed: false };
}
