import type { Span } from '@fineprint/core';

/** A `{{ … }}`, `{% … %}` or `{# … #}` of Jinja in a text; `inner` is what stands between the braces. */
export interface JinjaAction extends Span {
  readonly isExpression: boolean;
  readonly inner: Span;
}

const closers: Readonly<Record<string, string>> = { '{': '}}', '%': '%}', '#': '#}' };

/** Finds the actions of Jinja in a text; one that nothing closes is text. */
export function jinjaActions(text: string): readonly JinjaAction[] {
  const found: JinjaAction[] = [];
  const unclosed = new Set<string>();
  for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at)) {
    const kind = text[at + 1] ?? '';
    const closer = closers[kind];
    const close = closer === undefined || unclosed.has(closer) ? -1 : text.indexOf(closer, at + 2);
    if (close < 0) {
      if (closer !== undefined) unclosed.add(closer);
      at += 1;
      continue;
    }
    const inner = { start: at + 2, end: close };
    found.push({ start: at, end: close + 2, isExpression: kind === '{', inner });
    at = close + 2;
  }
  return found;
}

/** An expression that names a value, and what is done to it: `name.key['other'] | default('1.2')`. */
export interface ValueExpression {
  /** The variable and the keys below it; empty for a text in quotes. */
  readonly path: readonly string[];
  readonly literal: Span | null;
  readonly fallback: Span | null;
}

const root = /\s*(?:(?<name>[A-Za-z_]\w*)|'(?<single>[^'\\]*)'|"(?<double>[^"\\]*)")/dy;
const step = /\.(?<key>\w+)|\[\s*(?:'(?<single>[^'\\]*)'|"(?<double>[^"\\]*)"|(?<index>\d{1,6}))\s*\]/y;
const filter =
  /\s*\|\s*(?<name>[a-z_]+)\s*(?:\(\s*(?:'(?<single>[^'\\]*)'|"(?<double>[^"\\]*)"|(?<bare>[\w.]*))\s*(?:,[^()|]*)?\))?/dy;
// What they make of a single value is the value itself, as far as names and versions go.
const transparent: ReadonlySet<string> = new Set([
  ...['string', 'trim', 'quote', 'mandatory', 'int', 'float', 'list', 'unique', 'flatten', 'join'],
]);

/** Reads an expression of the simple form; `null` for one that computes something. Spans are offsets in the text. */
export function valueExpression(text: string, { start, end }: Span): ValueExpression | null {
  const inside = text.slice(start, end);
  root.lastIndex = 0;
  const first = root.exec(inside);
  if (!first) return null;
  const { name } = first.groups ?? {};
  const path = name === undefined ? [] : [name];
  let at = root.lastIndex;
  for (;;) {
    step.lastIndex = at;
    const groups = step.exec(inside)?.groups;
    if (!groups || name === undefined) break;
    path.push(groups.key ?? groups.single ?? groups.double ?? groups.index ?? '');
    at = step.lastIndex;
  }
  const filters = readFilters(inside, at);
  if (!filters) return null;
  const moved = (span: Span | null) => span && { start: span.start + start, end: span.end + start };
  return { path, literal: moved(quotedSpan(first)), fallback: moved(filters.fallback) };
}

/** What follows a value: only filters that keep it, and the default that one of them gives. */
function readFilters(text: string, from: number): { readonly fallback: Span | null } | null {
  let fallback: Span | null = null;
  let at = from;
  for (;;) {
    filter.lastIndex = at;
    const match = filter.exec(text);
    if (!match) break;
    at = filter.lastIndex;
    const name = match.groups?.name ?? '';
    if (name === 'default' || name === 'd') fallback ??= quotedSpan(match) ?? numberSpan(match);
    else if (!transparent.has(name)) return null;
  }
  return text.slice(at).trim() === '' ? { fallback } : null;
}

function quotedSpan({ indices }: RegExpExecArray): Span | null {
  const [start, end] = indices?.groups?.single ?? indices?.groups?.double ?? [];
  return start === undefined || end === undefined ? null : { start, end };
}

function numberSpan({ indices, groups }: RegExpExecArray): Span | null {
  const [start, end] = indices?.groups?.bare ?? [];
  if (start === undefined || end === undefined || !/^\d/.test(groups?.bare ?? '')) return null;
  return { start, end };
}
