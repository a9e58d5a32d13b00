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
    const close = closer === undefined || unclosed.has(closer) ? -1 : closeOf(text, at + 2, closer, unclosed);
    if (close < 0) {
      if (closer !== undefined) unclosed.add(closer);
      at += 1;
      continue;
    }
    // `{{- x -}}` also takes away the blanks around it.
    const isTrimmed = /[-+]/.test(text[at + 2] ?? '');
    const start = at + 2 + (isTrimmed ? 1 : 0);
    const inner = { start, end: Math.max(start, close - (text[close - 1] === '-' ? 1 : 0)) };
    found.push({ start: at, end: close + 2, isExpression: kind === '{', inner });
    at = close + 2;
  }
  return found;
}

/** Where an action is closed: `{{ '{{ .Image }}' }}` has braces in quotes. `unclosed` remembers what no longer occurs. */
function closeOf(text: string, from: number, closer: string, unclosed: Set<string>): number {
  let at = from;
  for (;;) {
    const close = text.indexOf(closer, at);
    const quote = close < 0 || closer === '#}' ? -1 : text.slice(at, close).search(/["']/);
    if (quote < 0) return close;
    const mark = text[at + quote] ?? '';
    const end = unclosed.has(mark) ? -1 : text.indexOf(mark, at + quote + 1);
    if (end < 0) unclosed.add(mark);
    if (end < 0) return close;
    at = end + 1;
  }
}
