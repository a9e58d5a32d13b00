import type { Span } from '@fineprint/core';

/** A literal among the arguments of a call. */
export interface Argument extends Span {
  readonly is: 'string' | 'symbol' | 'other';
  readonly text: string;
  /** The name of the option that it belongs to: `git: "…"`, `groups: [:a]`. */
  readonly key: string | null;
}

/** A call that stands at the beginning of a statement: `gem "rake", "~> 13"`, `spec.add_dependency("x")`. */
export interface Call extends Span {
  readonly method: string;
  readonly args: readonly Argument[];
  /** Whether a block follows, which `end` closes. */
  readonly opens: boolean;
}

/** A statement of a Gemfile or gemspec: a call, or what only opens or closes a block. */
export type Statement = Call | { readonly method: 'end' | 'open' };

const call = /^\s*(?:[a-z_]\w{0,40}\.)?(?<method>[a-z_]\w{0,60}=?)(?=[\s(]|$)/;
const opener = /^\s*(?:if|unless|case|begin|while|until|def|class|module|for)\b/;
const block = /(?:\bdo|\{)\s*(?:\|[^|\n]{0,200}\|\s*)?$/;
const closer = /^\s*(?:end\b|\})/;

/** Reads the statements of a file line by line; a line that ends in a comma goes on in the next. */
export function* rubyStatements(source: string): Iterable<Statement> {
  let start = source.startsWith('\uFEFF') ? 1 : 0;
  while (start < source.length) {
    const { text, end } = statementAt(source, start);
    if (closer.test(text)) yield { method: 'end' };
    else {
      const opens = block.test(text);
      const found = call.exec(text);
      const method = found?.groups?.method;
      if (opener.test(text) || (opens && method === undefined)) yield { method: 'open' };
      else if (found && method !== undefined)
        yield { method, args: argumentsIn(text, found[0].length, start), opens, start, end };
    }
    start = end + 1;
  }
}

const goesOn = /[,(]\s*$/;
// No statement of a Gemfile is longer.
const longest = 20_000;

/** The lines of a statement: comments and empty lines between its arguments are a part of it. */
function statementAt(source: string, start: number): { readonly text: string; readonly end: number } {
  let end = lineEnd(source, start);
  const lines = [withoutComment(source.slice(start, end))];
  let isOpen = goesOn.test(lines[0] ?? '');
  while (isOpen && end < source.length && end - start < longest) {
    const from = end + 1;
    end = lineEnd(source, from);
    const line = withoutComment(source.slice(from, end));
    lines.push(line);
    if (line.trim() !== '') isOpen = goesOn.test(line);
  }
  return { text: lines.join('\n'), end };
}

function lineEnd(source: string, from: number): number {
  const next = source.indexOf('\n', from);
  return next < 0 ? source.length : next;
}

const piece = /"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|#.*/g;

/** A line whose comment is blanked out: a `#` in a string is none. */
function withoutComment(line: string): string {
  if (!line.includes('#')) return line;
  return line.replace(piece, (found) => (found.startsWith('#') ? ' '.repeat(found.length) : found));
}

const token =
  /(?:(?<key>[a-z_]\w{0,60}):(?!:)\s*|:(?<rocket>[a-z_]\w{0,60})\s*=>\s*)|(?<quote>["'])(?<string>(?:[^"'\\\n]|\\.|(?!\k<quote>)["']){0,500})\k<quote>|:(?<symbol>[a-z_]\w{0,60})|(?<mark>[,[\]])|(?<word>[^\s,[\]"':]+)/gi;

function argumentsIn(text: string, from: number, offset: number): readonly Argument[] {
  const found: Argument[] = [];
  let key: string | null = null;
  let isList = false;
  token.lastIndex = from;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const { key: name, rocket, quote, string = '', symbol, mark, word } = match.groups ?? {};
    const at = offset + match.index;
    if (mark === ',' && !isList) key = null;
    else if (mark) isList = mark === '[' || (isList && mark === ',');
    else if (name ?? rocket) key = name ?? rocket ?? null;
    else if (quote)
      found.push({ is: 'string', text: string, key, start: at + 1, end: at + 1 + string.length });
    else if (symbol) found.push({ is: 'symbol', text: symbol, key, start: at, end: at + symbol.length + 1 });
    else if (word && /^(?:if|unless)$/.test(word)) break;
    else if (word && /\w/.test(word))
      found.push({ is: 'other', text: word, key, start: at, end: at + word.length });
  }
  return found;
}
