import type { Span, SyntaxProblem } from '../span.ts';
import type { HclInvalid } from './ast.ts';
import { Char, identifierEnd, maxDepth } from './characters.ts';

const maxProblems = 100;

/** Where the characters of a decoded text stand in the text it was decoded from. */
export interface Origin {
  readonly source: string;
  /** The offset in `source` of each offset of the decoded text, its end included. */
  readonly offsets: Uint32Array;
}

/** The reading position of the expression and template parsers, with the depth and the problems so far. */
export class Cursor {
  readonly text: string;
  readonly end: number;
  readonly problems: SyntaxProblem[] = [];
  readonly #origin: Origin | undefined;
  at: number;
  depth = 0;
  /** Whether a line's end ends the expression; it does not inside parentheses, brackets and interpolations. */
  newlinesCount = false;

  constructor(text: string, span: Span, origin?: Origin) {
    this.text = text;
    this.at = span.start;
    this.end = span.end;
    this.#origin = origin;
  }

  /** Returns the code unit `ahead` of the position, NaN after the end. */
  peek(ahead = 0): number {
    const at = this.at + ahead;
    return at < this.end ? this.text.charCodeAt(at) : Number.NaN;
  }

  /** Skips what may stand between two tokens and returns the next code unit. */
  next(): number {
    for (;;) {
      const code = this.peek();
      if (code === Char.space || code === Char.tab) this.at++;
      else if (code === Char.newline || code === Char.carriageReturn) {
        if (this.newlinesCount) return code;
        this.at++;
      } else if (!this.#comment(code)) return code;
    }
  }

  /** Takes `token` where it comes next. */
  take(token: string): boolean {
    this.next();
    if (this.at + token.length > this.end || !this.text.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }

  /** Takes the identifier at the position; empty where there is none. */
  identifier(): string {
    const start = this.at;
    this.at = Math.min(identifierEnd(this.text, start), this.end);
    return this.text.slice(start, this.at);
  }

  /** Takes the keyword where it comes next as a whole word. */
  takeKeyword(word: string): boolean {
    this.next();
    const end = identifierEnd(this.text, this.at);
    if (end - this.at !== word.length || end > this.end || !this.text.startsWith(word, this.at)) return false;
    this.at = end;
    return true;
  }

  /** Makes a span of the source text. */
  span(start: number, end: number): Span {
    if (this.#origin === undefined) return { start, end };
    return { start: this.#origin.offsets[start] ?? 0, end: this.#origin.offsets[end] ?? 0 };
  }

  /** Splits literal text where the source stops or begins to encode it. */
  runs(start: number, end: number, value: string) {
    const span = this.span(start, end);
    if (this.#origin === undefined || this.isExact(span, value) || value.length !== end - start) {
      return [{ value, exact: this.isExact(span, value), at: start, ...span }];
    }
    const runs = [];
    for (let at = start; at < end; ) {
      const exact = this.#isPlain(at);
      let runEnd = at + 1;
      while (runEnd < end && exact && this.#isPlain(runEnd)) runEnd++;
      runs.push({ value: value.slice(at - start, runEnd - start), exact, at, ...this.span(at, runEnd) });
      at = runEnd;
    }
    return runs;
  }

  #isPlain(at: number): boolean {
    const { start, end } = this.span(at, at + 1);
    return end - start === 1 && this.#origin?.source.charCodeAt(start) === this.text.charCodeAt(at);
  }

  /** Tells whether the characters of a span of the source are exactly `value`. */
  isExact(span: Span, value: string): boolean {
    const source = this.#origin?.source ?? this.text;
    return span.end - span.start === value.length && source.startsWith(value, span.start);
  }

  /** Reports a problem and returns the node that stands for it. */
  invalid(message: string, start: number, end: number): HclInvalid {
    const span = this.span(start, Math.min(end, this.end));
    this.#add({ message, ...span });
    return { is: 'invalid', message, ...span };
  }

  /** Enters a level; without room for it, everything left is given up. */
  enter(): boolean {
    this.depth++;
    return this.depth <= maxDepth;
  }

  /** Gives up what is left because it nests too deep. */
  tooDeep(): HclInvalid {
    const start = this.at;
    this.at = this.end;
    return this.invalid(`The expression nests deeper than ${maxDepth} levels.`, start, start + 1);
  }

  /** Goes to the next separator of the list that `closer` ends, over brackets and quotes; at least one step. */
  skipToSeparator(closer: number, start: number): void {
    let depth = 0;
    for (this.at = Math.max(this.at, start); this.at < this.end; this.at++) {
      const code = this.text.charCodeAt(this.at);
      if (
        depth === 0 &&
        (code === Char.comma || code === closer || (this.newlinesCount && code === Char.newline))
      )
        return;
      if (code === Char.openBrace || code === Char.openBracket || code === Char.openParen) depth++;
      else if (code === Char.closeBrace || code === Char.closeBracket || code === Char.closeParen)
        depth = Math.max(0, depth - 1);
      else if (code === Char.quote) this.#skipQuoted();
    }
  }

  #skipQuoted(): void {
    for (this.at++; this.at < this.end; this.at++) {
      const code = this.text.charCodeAt(this.at);
      if (code === Char.quote || code === Char.newline) return;
      if (code === Char.backslash) this.at++;
    }
  }

  #comment(code: number): boolean {
    const following = code === Char.slash ? this.peek(1) : 0;
    if (following === Char.star) {
      this.at += 2;
      while (this.at < this.end && !this.text.startsWith('*/', this.at)) this.at++;
      this.at = Math.min(this.at + 2, this.end);
      return true;
    }
    if (code !== Char.hash && following !== Char.slash) return false;
    while (this.at < this.end && this.text.charCodeAt(this.at) !== Char.newline) this.at++;
    return true;
  }

  #add(problem: SyntaxProblem): void {
    if (this.problems.length < maxProblems) this.problems.push(problem);
  }
}
