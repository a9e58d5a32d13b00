import type { Span } from '../span.ts';

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const BOM = 0xfeff;
const DASH = 0x2d;

/**
 * Splits a YAML stream before each `---` at the beginning of a line, which ends even a block scalar or a
 * quoted text (https://yaml.org/spec/1.2.2/#rule-c-forbidden). Directives stay with the document after them.
 */
export function* yamlParts(text: string): Iterable<Span> {
  let start = 0;
  for (let at = text.indexOf('---'); at >= 0; at = text.indexOf('---', at + 1)) {
    if (
      at === start ||
      !isLineStart(text, at) ||
      !isMarkerEnd(text.charCodeAt(at + 3), at + 3 >= text.length)
    ) {
      at = afterDashes(text, at);
      continue;
    }
    if (isDirectives(text, start, at)) continue;
    yield { start, end: at };
    start = at;
  }
  yield { start, end: text.length };
}

function afterDashes(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at + 1) === DASH) at++;
  return at;
}

function isLineStart(text: string, at: number): boolean {
  if (at === 0) return true;
  const before = text.charCodeAt(at - 1);
  return before === NEWLINE || before === RETURN || (before === BOM && at === 1);
}

function isMarkerEnd(code: number, atEnd: boolean): boolean {
  return atEnd || code === 0x20 || code === 0x09 || code === NEWLINE || code === RETURN;
}

function isDirectives(text: string, start: number, end: number): boolean {
  let found = false;
  for (let at = start; at < end; ) {
    const eol = text.indexOf('\n', at);
    const next = eol < 0 || eol >= end ? end : eol + 1;
    const first = text.slice(at, next).replace('\uFEFF', '').trimStart()[0];
    if (first !== undefined && first !== '#' && first !== '%') return false;
    found ||= first === '%';
    at = next;
  }
  return found;
}
