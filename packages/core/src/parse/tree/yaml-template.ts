import type { Span } from '../span.ts';

/** A `{{ … }}`, `{% … %}`, `{# … #}` or a directive of Terraform (`%{ if … }`) in a text. */
export interface TemplateAction extends Span {
  /** What is read in its place: a word, or nothing. */
  readonly mask: Mask;
  /** Whether it yields no text of its own: `if`, `end`, an assignment. */
  readonly control: boolean;
  readonly comment: boolean;
}

/**
 * `blank` leaves spaces. `lines` leaves empty lines, for an action alone on its line: a line of spaces could
 * break the indentation of a block scalar. `indent` leaves empty lines and then so many spaces that what
 * follows on the line stands where the action stood.
 */
export type Mask =
  | { readonly is: 'word' | 'blank' | 'lines' }
  | { readonly is: 'indent'; readonly spaces: number };

/** `expressions` also takes `${{ … }}`, which is plain text to YAML everywhere but in a flow collection. */
export interface TemplateOptions {
  readonly expressions: boolean;
}

const COMMENT = /^\{(?:\{[-~]?\s?\/\*|\{[-~]?\s?!|#)/;
// https://developer.hashicorp.com/terraform/language/expressions/strings#directives; other programs write `%{name}`.
const DIRECTIVE = /^%\{~?\s{0,20}(?:if|else|endif|for|endfor)\b/;
const CONTROL =
  /^\{[{%][-~+]?\s{0,20}(?:\/\*|!|(?:if|else|elif|elseif|elsif|end\w{0,20}|range|with|define|block|template|break|continue|for|macro|set|raw|import|extends|unless)\b|\$\w{1,80}\s{0,20}:?=|[#/]\w)/;

/** Finds the template actions of a text, in order; what is opened and never closed is not one. */
export function templateActions(text: string, options: TemplateOptions): readonly TemplateAction[] {
  if (!text.includes('{{') && !text.includes('{%') && !text.includes('%{')) return [];
  return withLinesJudged(text, [...spansOf(text, options)]);
}

/** Finds where template actions begin, for a text that is YAML as it stands: they are only in its scalars. */
export function templateOpeners(text: string): readonly TemplateAction[] {
  const found: TemplateAction[] = [];
  for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) {
    const next = text[at + 1];
    if ((next !== '{' && next !== '%') || text[at - 1] === '$') continue;
    found.push({ start: at, end: at + 2, mask: { is: 'word' }, control: false, comment: false });
    at++;
  }
  return found;
}

/** Writes a placeholder of the same length over each action, so that offsets stay and YAML can be read. */
export function maskActions(text: string, actions: readonly TemplateAction[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, mask } of actions) {
    const margin = mask.is === 'lines' || mask.is === 'indent' ? blanksBefore(text, start, at) : 0;
    pieces.push(text.slice(at, start - margin), emptyLines(margin), masked(text.slice(start, end), mask));
    at = end;
  }
  pieces.push(text.slice(at));
  return pieces.join('');
}

function masked(action: string, mask: Mask): string {
  if (mask.is === 'blank') return spaces(action);
  if (mask.is === 'lines') return emptyLines(action.length);
  if (mask.is === 'indent') return emptyLines(action.length - mask.spaces) + ' '.repeat(mask.spaces);
  const firstLine = action.search(LINE_END);
  if (firstLine < 0) return 'x'.repeat(action.length);
  return 'x'.repeat(firstLine) + spaces(action.slice(firstLine));
}

/** A block scalar may not begin with a line that has more blanks than the next, so those before an action go too. */
function blanksBefore(text: string, start: number, limit: number): number {
  let at = start;
  while (at > limit && (text[at - 1] === ' ' || text[at - 1] === '\t')) at--;
  return start - at;
}

function emptyLines(count: number): string {
  return '\n'.repeat(count);
}

const LINE_END = /[\r\n]/;
const BETWEEN_LINE_ENDS = /[^\r\n]+/g;

/** Replaces everything but line ends by spaces, so that offsets stay. */
export function spaces(text: string): string {
  return text.replace(BETWEEN_LINE_ENDS, (line) => ' '.repeat(line.length));
}

function* spansOf(text: string, { expressions }: TemplateOptions): Iterable<Span> {
  const find = finder(text);
  let at = 0;
  while (true) {
    const start = text.indexOf('{', at);
    if (start < 0) return;
    const opener = text[start + 1];
    const isExpression = start > 0 && text[start - 1] === '$';
    at = start + 1;
    if (text[start - 1] === '%' && DIRECTIVE.test(text.slice(start - 1, start + 40))) {
      const end = find('}', afterQuotes(text, at, '}', find));
      if (end < 0) return;
      yield { start: start - 1, end: end + 1 };
      at = end + 1;
      continue;
    }
    if (opener !== '{' && opener !== '%' && opener !== '#') continue;
    if (isExpression && (!expressions || opener !== '{')) {
      at = start + 2;
      continue;
    }
    const end = endOf(text, start, opener, find);
    // An action over several lines that begins in a remark of YAML would hide lines that are no template.
    if (end < 0 || (isInRemark(text, start) && text.slice(start, end).includes('\n'))) continue;
    yield { start: expressions && isExpression ? start - 1 : start, end };
    at = end;
  }
}

function isInRemark(text: string, at: number): boolean {
  for (let before = at - 1; before >= 0 && text[before] !== '\n'; before--) {
    if (text[before] === '#' && (before === 0 || BEFORE_REMARK.test(text[before - 1] ?? ''))) return true;
    if (at - before > FAR) return true;
  }
  return false;
}

const BEFORE_REMARK = /\s/;
/** How far before an action a remark is looked for; a longer line is taken for one. */
const FAR = 500;

function endOf(text: string, start: number, opener: string, find: Finder): number {
  if (opener === '#') return sameLine(text, start, find('#}', start + 2));
  const closer = opener === '%' ? '%}' : '}}';
  let at = start + 2;
  if (COMMENT.test(text.slice(start, start + 8)) && text.slice(start, start + 8).includes('/*')) {
    const commentEnd = find('*/', at);
    if (commentEnd < 0) return -1;
    at = commentEnd + 2;
  } else {
    at = afterQuotes(text, at, closer, find);
  }
  const found = find(closer, at);
  if (found < 0) return -1;
  // Handlebars and Mustache write `{{{ raw }}}`.
  const extra = opener === '{' && text[start + 2] === '{' && text[found + 2] === '}' ? 1 : 0;
  return found + 2 + extra;
}

/** Passes the quoted strings of an action, in which `}}` closes nothing, up to where its end is looked for. */
function afterQuotes(text: string, start: number, closer: string, find: Finder): number {
  let at = start;
  while (true) {
    const close = find(closer, at);
    if (close < 0) return at;
    const quote = firstQuote(text, at, close);
    if (quote < 0) return at;
    const end = quoteEnd(text, quote, find);
    // An apostrophe that nothing closes on its line is a letter.
    at = end < 0 ? quote + 1 : end;
  }
}

function firstQuote(text: string, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    const char = text.charCodeAt(at);
    if (char === 0x22 || char === 0x27 || char === 0x60) return at;
  }
  return -1;
}

function quoteEnd(text: string, start: number, find: Finder): number {
  const quote = text[start] ?? '';
  if (quote === '`') {
    const end = find(quote, start + 1);
    return end < 0 ? -1 : end + 1;
  }
  const lineEnd = find('\n', start);
  const limit = lineEnd < 0 ? text.length : lineEnd;
  for (let at = find(quote, start + 1); at >= 0 && at < limit; at = find(quote, at + 1)) {
    if (text[at - 1] !== '\\' || text[at - 2] === '\\') return at + 1;
  }
  return -1;
}

function sameLine(text: string, start: number, close: number): number {
  if (close < 0 || text.slice(start, close).includes('\n')) return -1;
  return close + 2;
}

type Finder = (needle: string, from: number) => number;

/** Finds like `indexOf`, but remembers the last answer, so that many askings stay one pass over the text. */
function finder(text: string): Finder {
  const known = new Map<string, { from: number; found: number }>();
  return (needle, from) => {
    const last = known.get(needle);
    if (last && from >= last.from && (last.found < 0 || from <= last.found)) return last.found;
    const found = text.indexOf(needle, from);
    known.set(needle, { from, found });
    return found;
  };
}

function withLinesJudged(text: string, spans: readonly Span[]): readonly TemplateAction[] {
  const actions: TemplateAction[] = [];
  let lineStart = 0;
  let index = 0;
  while (index < spans.length) {
    const group = lineOf(text, spans, index);
    const first = group[0];
    const last = group.at(-1);
    if (!first || !last) break;
    for (let eol = text.indexOf('\n', lineStart); eol >= 0 && eol < first.start; ) {
      lineStart = eol + 1;
      eol = text.indexOf('\n', lineStart);
    }
    actions.push(...judged(text, lineStart, group));
    lineStart = last.end;
    index += group.length;
  }
  return actions;
}

function lineOf(text: string, spans: readonly Span[], index: number): readonly Span[] {
  const group: Span[] = [];
  let end = -1;
  for (let at = index; at < spans.length; at++) {
    const span = spans[at];
    if (!span || (end >= 0 && text.slice(end, span.start).includes('\n'))) break;
    group.push(span);
    end = span.end;
  }
  return group;
}

const BLANK = /^[ \t\r]*$/;
const BLANK_OR_COMMENT = /^[ \t\r]*(?:#.*)?$/;

const AFTER_KEY = /(?::|-|[|>][+-]?)[ \t]*$/;
const INDENTED = /\bn?indent\b/;

function judged(text: string, lineStart: number, group: readonly Span[]): readonly TemplateAction[] {
  const last = group.at(-1)?.end ?? lineStart;
  const eol = text.indexOf('\n', last);
  const tail = text.slice(last, eol < 0 ? text.length : eol);
  const gaps = group.map((span, index) => text.slice(group[index - 1]?.end ?? lineStart, span.start));
  const alone = gaps.every((gap) => BLANK.test(gap)) && BLANK_OR_COMMENT.test(tail);
  const indent = gaps[0]?.length ?? 0;
  let leading = true;
  const actions = group.map((span, index): TemplateAction => {
    const head = text.slice(span.start, Math.min(span.end, span.start + 64));
    const comment = COMMENT.test(head);
    const control = comment || CONTROL.test(head) || DIRECTIVE.test(head);
    leading &&= control && BLANK.test(gaps[index] ?? '');
    if (alone) return { ...span, comment, control, mask: { is: 'lines' } };
    if (leading) {
      const behind = text.slice(span.end, group[index + 1]?.start ?? span.end + tail.length);
      const spaces = Math.max(0, indent - (behind.length - behind.trimStart().length));
      return {
        ...span,
        comment,
        control,
        mask: { is: 'indent', spaces: Math.min(spaces, span.end - span.start - 1) },
      };
    }
    // `labels: {{- include "x" . | nindent 4 }}` stands for lines, and more of them may follow it.
    const isLast = index === group.length - 1 && BLANK_OR_COMMENT.test(tail);
    const isLines =
      isLast && AFTER_KEY.test(gaps[index] ?? '') && INDENTED.test(text.slice(span.end - 24, span.end));
    return { ...span, comment, control, mask: { is: comment || isLines ? 'blank' : 'word' } };
  });
  // `{{ if x }}key: value{{ end }}`: the end belongs to the line, as its beginning does, and not to the value.
  const closing = actions.at(-1);
  const isWrapped = actions[0]?.mask.is === 'indent' && closing?.control && BLANK.test(tail);
  if (isWrapped && closing) actions.splice(-1, 1, { ...closing, mask: { is: 'blank' } });
  return actions;
}
