import type { Span } from '../span.ts';

/** A line without its end. */
export interface Line extends Span {
  /** Column of its first character that is not blank; `BLANK` where there is none. */
  readonly indent: number;
}

/** The indent of a line without content: more than any. */
export const BLANK = Number.POSITIVE_INFINITY;

/** Where a reader stopped, and whether that is because of what is nested too deeply. */
interface Trouble {
  readonly at: number;
  readonly isTooDeep: boolean;
}

/** Splits a text into its lines. */
function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < text.length; ) {
    const eol = text.indexOf('\n', start);
    const end = eol < 0 ? text.length : eol;
    let at = start;
    while (at < end && isBlank(text.charCodeAt(at))) at++;
    lines.push({ start, end, indent: at === end ? BLANK : at - start });
    start = end + 1;
  }
  return lines;
}

/**
 * Line groups that may hold what stopped a reader at an offset, the smallest first: the line itself, the
 * lines before it (a quote or bracket that is never closed is only noticed later), what they belong to. What is
 * too deep is left out with all below it, which is deeper still.
 */
export function regionsAround(text: string, { at, isTooDeep }: Trouble): readonly Span[] {
  const lines = linesOf(text);
  const line = lineAt(lines, at);
  const indent = lines[line]?.indent ?? 0;
  const suspects = [
    line,
    previous(lines, line),
    unclosed(text, lines, line),
    ancestor(lines, line, indent + 1),
    ancestor(lines, line, indent),
    ancestor(lines, line, 1),
  ];
  const smallest = isTooDeep ? [group(lines, line)] : [];
  const others = [...new Set(suspects)].flatMap((index) => [own(lines, index), group(lines, index)]);
  const known = new Set<string>();
  return [...smallest, ...others].filter(({ start, end }) => {
    const id = `${start}-${end}`;
    if (end <= start || known.has(id)) return false;
    known.add(id);
    return true;
  });
}

/** Everything from the top-level line before an offset on. */
export function restFrom(text: string, at: number): Span {
  const lines = linesOf(text);
  const top = lines[ancestor(lines, lineAt(lines, at), 1)];
  return { start: Math.min(top?.start ?? 0, at), end: text.length };
}

function lineAt(lines: readonly Line[], at: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle]?.start ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return lines[low]?.indent === BLANK ? previous(lines, low) : low;
}

function previous(lines: readonly Line[], from: number): number {
  for (let at = from - 1; at > 0; at--) if (lines[at]?.indent !== BLANK) return at;
  return 0;
}

/** The nearest line above that is indented less than given. */
function ancestor(lines: readonly Line[], from: number, indent: number): number {
  for (let at = from - 1; at >= 0; at--) if ((lines[at]?.indent ?? 0) < indent) return at;
  return from;
}

/** How many lines above a trouble are searched for the quote or bracket that causes it. */
const LOOK_BACK = 200;

function unclosed(text: string, lines: readonly Line[], from: number): number {
  for (let at = from - 1; at >= Math.max(0, from - LOOK_BACK); at--) {
    const line = lines[at];
    if (line && isOpen(text, line)) return at;
  }
  return from;
}

function isOpen(text: string, { start, end }: Line): boolean {
  let quote = '';
  let depth = 0;
  for (let at = start; at < end; at++) {
    const char = text[at] ?? '';
    if (quote !== '') {
      if (char === '\\' && quote === '"') at++;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '[' || char === '{') depth++;
    else if (char === ']' || char === '}') depth--;
  }
  return quote !== '' || depth > 0;
}

function own(lines: readonly Line[], index: number): Span {
  const line = lines[index];
  return line && line.indent !== BLANK
    ? { start: line.start + line.indent, end: line.end }
    : { start: 0, end: 0 };
}

/** A line and what is indented below it. */
function group(lines: readonly Line[], index: number): Span {
  const { start, end } = own(lines, index);
  const indent = lines[index]?.indent ?? 0;
  let last = end;
  for (let at = index + 1; at < lines.length; at++) {
    const line = lines[at];
    if (!line || (line.indent !== BLANK && line.indent <= indent)) break;
    if (line.indent !== BLANK) last = line.end;
  }
  return { start, end: last };
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d;
}
