import type { HclTemplatePart } from './ast.ts';
import { maxDepth } from './characters.ts';
import type { Cursor } from './cursor.ts';
import type { LiteralToken, TemplateToken } from './template-sequence.ts';

/** Applies the `~` marks and nests the directives of a template's tokens. */
export function templateTree(cursor: Cursor, tokens: readonly TemplateToken[]): readonly HclTemplatePart[] {
  const builder = new TreeBuilder(cursor);
  for (const token of trimmed(cursor, tokens)) builder.add(token);
  return builder.finish();
}

/** Strips the indentation that all lines of a `<<-` heredoc share; lines of nothing but space do not count. */
export function stripIndentation(cursor: Cursor, tokens: readonly TemplateToken[]): readonly TemplateToken[] {
  const lineStarts = new Set<TemplateToken>();
  let shared = Number.POSITIVE_INFINITY;
  let atLineStart = true;
  for (const token of tokens) {
    if (atLineStart) {
      const width = token.is === 'literal' ? indentation(token.value) : 0;
      if (token.is !== 'literal' || !isBlankLine(token.value)) {
        shared = Math.min(shared, width);
        lineStarts.add(token);
      }
    }
    atLineStart = token.is === 'literal' && token.value.endsWith('\n');
  }
  if (shared === 0 || shared === Number.POSITIVE_INFINITY) return tokens;
  return tokens.flatMap((token): readonly TemplateToken[] => {
    if (token.is !== 'literal' || !lineStarts.has(token)) return [token];
    return nonEmpty(sliced(cursor, token, shared, token.value.length));
  });
}

const leadingSpace = /^\s*/u;

function indentation(value: string): number {
  return leadingSpace.exec(value)?.[0].length ?? 0;
}

function isBlankLine(value: string): boolean {
  return value.endsWith('\n') && value.trim() === '';
}

/** An exact token keeps a span for what is left of it; an encoded one keeps its whole span. */
function sliced(cursor: Cursor, token: LiteralToken, from: number, to: number): LiteralToken {
  const value = token.value.slice(from, to);
  if (!token.exact) return { ...token, value };
  const at = token.at + from;
  return { ...token, at, value, ...cursor.span(at, token.at + to) };
}

function nonEmpty(token: LiteralToken): readonly LiteralToken[] {
  return token.value === '' ? [] : [token];
}

function trimmed(cursor: Cursor, tokens: readonly TemplateToken[]): readonly TemplateToken[] {
  if (!tokens.some((token) => token.is !== 'literal' && (token.trimBefore || token.trimAfter))) return tokens;
  const left: TemplateToken[] = [];
  let trimmedGroup = -1;
  for (const token of tokens) {
    if (token.is !== 'literal') {
      if (token.trimBefore) trimEnd(cursor, left);
      left.push(token);
      // The mark eats the rest of its line at most: the lines after it keep their indentation.
      trimmedGroup = token.trimAfter ? -2 : -1;
      continue;
    }
    if (trimmedGroup === -2) trimmedGroup = token.group;
    if (trimmedGroup !== token.group) left.push(token);
    else {
      const rest = sliced(cursor, token, indentation(token.value), token.value.length);
      left.push(...nonEmpty(rest));
      if (rest.value !== '') trimmedGroup = -1;
    }
  }
  return left;
}

function trimEnd(cursor: Cursor, tokens: TemplateToken[]): void {
  let last = tokens.at(-1);
  const group = last?.is === 'literal' ? last.group : -1;
  while (last?.is === 'literal' && last.group === group) {
    tokens.pop();
    const length = last.value.trimEnd().length;
    if (length > 0) {
      tokens.push(sliced(cursor, last, 0, length));
      return;
    }
    last = tokens.at(-1);
  }
}

type Open = (Extract<TemplateToken, { is: 'if' }> | Extract<TemplateToken, { is: 'for' }>) & {
  readonly outer: HclTemplatePart[];
  whenTrue: HclTemplatePart[] | undefined;
};

class TreeBuilder {
  readonly #cursor: Cursor;
  readonly #open: Open[] = [];
  #parts: HclTemplatePart[] = [];

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
  }

  add(token: TemplateToken): void {
    const { start, end } = token;
    switch (token.is) {
      case 'literal':
        this.#parts.push({ is: 'literal', value: token.value, exact: token.exact, start, end });
        return;
      case 'interpolation':
        this.#parts.push({ is: 'interpolation', expression: token.expression, start, end });
        return;
      case 'if':
      case 'for':
        if (this.#open.length + this.#cursor.depth >= maxDepth) {
          this.#problem('The directives nest too deep.', token);
          return;
        }
        this.#open.push({ ...token, outer: this.#parts, whenTrue: undefined });
        this.#parts = [];
        return;
      case 'else':
        this.#else(token);
        return;
      case 'endif':
      case 'endfor':
        this.#close(token, token.is === 'endif' ? 'if' : 'for');
        return;
      default:
    }
  }

  finish(): readonly HclTemplatePart[] {
    for (let open = this.#open.at(-1); open !== undefined; open = this.#open.at(-1)) {
      this.#problem(`The directive "${open.is}" is not ended.`, open);
      this.#end(open, open.end);
    }
    return this.#parts;
  }

  #else(token: TemplateToken): void {
    const open = this.#open.at(-1);
    if (open?.is !== 'if' || open.whenTrue !== undefined) {
      this.#problem('The directive "else" has no "if".', token);
      return;
    }
    open.whenTrue = this.#parts;
    this.#parts = [];
  }

  #close(token: TemplateToken, expected: 'if' | 'for'): void {
    const open = this.#open.at(-1);
    if (open?.is !== expected) {
      this.#problem(`The directive "end${expected}" ends nothing.`, token);
      return;
    }
    this.#end(open, token.end);
  }

  #end(open: Open, end: number): void {
    this.#open.pop();
    const { start } = open;
    if (open.is === 'if') {
      const whenTrue = open.whenTrue ?? this.#parts;
      const whenFalse = open.whenTrue === undefined ? [] : this.#parts;
      open.outer.push({ is: 'if', condition: open.condition, whenTrue, whenFalse, start, end });
    } else {
      const { key, value, collection } = open;
      open.outer.push({ is: 'for', key, value, collection, body: this.#parts, start, end });
    }
    this.#parts = open.outer;
  }

  #problem(message: string, token: TemplateToken): void {
    this.#cursor.problems.push({ message, start: token.start, end: token.end });
  }
}
