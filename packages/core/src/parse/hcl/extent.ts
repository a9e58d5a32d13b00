import { Char, codeUnits, heredocEnd, heredocStart, isLineEnd, maxDepth } from './characters.ts';
import type { Layout } from './layout.ts';

const template = Char.quote;
const heredoc = Char.less;
const interpolation = Char.dollar;

const special = codeUnits('\n\r"#/<()[]{},');
const quotedSpecial = codeUnits('\n\r"\\$%');

/** Receives what is wrong, with its place. */
export type Report = (message: string, start: number, end: number) => void;

/**
 * Finds where expressions end without building them: brackets, quotes, templates, heredocs and comments are balanced on
 * a stack of its own, so depth costs no call stack. In a text whose brackets do not balance, `layout` says where an
 * expression must have ended; without one, `broken` is set and the caller starts again with a layout.
 */
export class ExtentScanner {
  readonly #text: string;
  readonly #report: Report;
  readonly #layout: Layout | undefined;
  readonly #stack: number[] = [];
  readonly #opened: number[] = [];
  readonly #markers: string[] = [];
  readonly #lineEnd: string;
  #indentation = 0;
  #tooDeepAt = -1;
  broken = false;

  constructor(text: string, report: Report, layout: Layout | undefined) {
    this.#text = text;
    this.#report = report;
    this.#layout = layout;
    this.#lineEnd = text.includes('\n') ? '\n' : '\r';
  }

  /** Returns the end of the expression at `start`; it ends before a line's end, a comma or a closing brace. */
  expressionEnd(start: number, indentation: number): number {
    this.#stack.length = 0;
    this.#opened.length = 0;
    this.#markers.length = 0;
    this.#indentation = indentation;
    this.#tooDeepAt = -1;
    const end = this.#scan(start);
    if (this.#tooDeepAt >= 0) {
      this.#report(
        `The expression nests deeper than ${maxDepth} levels.`,
        this.#tooDeepAt,
        this.#tooDeepAt + 1,
      );
    }
    return end;
  }

  /** Returns the end of the line comment at `start`, before the line's end. */
  lineCommentEnd(start: number): number {
    const end = this.#text.indexOf(this.#lineEnd, start);
    if (end < 0) return this.#text.length;
    return this.#text.charCodeAt(end - 1) === Char.carriageReturn ? end - 1 : end;
  }

  /** Returns the end of the `/*` comment at `start`. */
  blockCommentEnd(start: number): number {
    const end = this.#layout?.commentsEnded(start) ? -1 : this.#text.indexOf('*/', start + 2);
    if (end >= 0) return end + 2;
    this.broken = true;
    this.#report('The comment is not closed.', start, start + 2);
    if (this.#layout === undefined) return this.#text.length;
    this.#layout.noCommentEndsFrom(start);
    return this.lineCommentEnd(start);
  }

  #scan(start: number): number {
    const text = this.#text;
    const stack = this.#stack;
    let at = start;
    for (;;) {
      let code = text.charCodeAt(at);
      while (code >= 128 || special[code] === 0) code = text.charCodeAt(++at);
      if (Number.isNaN(code)) return this.#unclosed(at);
      switch (code) {
        case Char.newline:
        case Char.carriageReturn:
          if (stack.length === 0) return at;
          at++;
          if (this.#layout?.endsExpression(at, this.#indentation)) return this.#unclosed(at);
          break;
        case Char.hash:
          if (stack.length === 0) return at;
          at = this.lineCommentEnd(at);
          break;
        case Char.slash:
          if (stack.length === 0 && text.charCodeAt(at + 1) === Char.slash) return at;
          at = this.#slash(at);
          break;
        case Char.quote:
          this.#push(template, at);
          at = this.#quoted(at + 1);
          break;
        case Char.less:
          at = this.#less(at);
          break;
        case Char.comma:
          if (stack.length === 0) return at;
          at++;
          break;
        case Char.openParen:
        case Char.openBracket:
        case Char.openBrace:
          this.#push(code, at++);
          break;
        default: {
          if (stack.length === 0 && code === Char.closeBrace) return at;
          const next = this.#close(code, at);
          if (next < 0) return at;
          at = next;
        }
      }
      if (at < 0) return -at - 1;
    }
  }

  #push(mode: number, at: number): void {
    this.#stack.push(mode);
    this.#opened.push(at);
    if (this.#stack.length > maxDepth && this.#tooDeepAt < 0) this.#tooDeepAt = at;
  }

  #pop(): void {
    this.#stack.pop();
    this.#opened.pop();
  }

  #slash(at: number): number {
    const next = this.#text.charCodeAt(at + 1);
    if (next === Char.slash) return this.lineCommentEnd(at);
    return next === Char.star ? this.blockCommentEnd(at) : at + 1;
  }

  /** Closes a bracket; returns where to go on, or -1 where the expression has to end here. */
  #close(code: number, at: number): number {
    const open = this.#stack.at(-1);
    const matches =
      code === Char.closeBrace
        ? open === Char.openBrace || open === interpolation
        : open === (code === Char.closeParen ? Char.openParen : Char.openBracket);
    if (matches) {
      this.#pop();
      return open === interpolation ? this.#resume(at + 1) : at + 1;
    }
    this.broken = true;
    if (code === Char.closeBrace && this.#opened.length > 0) {
      const opened = this.#opened[this.#opened.length - 1] ?? at;
      this.#report(`"${this.#text.charAt(opened)}" is not closed.`, opened, opened + 1);
      return -1;
    }
    this.#report(`"${this.#text.charAt(at)}" closes nothing.`, at, at + 1);
    return at + 1;
  }

  /** Goes on with the template that an interpolation was in. */
  #resume(at: number): number {
    return this.#stack.at(-1) === heredoc ? this.#heredocLine(at, false) : this.#quoted(at);
  }

  /** Scans literal text up to the closing quote or into an interpolation; a result below 0 is an end, as `-end - 1`. */
  #quoted(start: number): number {
    const text = this.#text;
    let at = start;
    for (;;) {
      let code = text.charCodeAt(at);
      while (code >= 128 || quotedSpecial[code] === 0) code = text.charCodeAt(++at);
      if (code === Char.quote) {
        this.#pop();
        return at + 1;
      }
      if (code === Char.backslash && !isLineEnd(text.charCodeAt(at + 1))) at += 2;
      else if (code === Char.dollar || code === Char.percent) {
        const next = this.#sequence(at, code);
        if (next.entered) return next.at;
        at = next.at;
      } else if (code === Char.backslash) at++;
      else return this.#brokenQuote(at);
    }
  }

  /** A quoted string ends on its line; what is around it goes on, unless that is itself inside a string. */
  #brokenQuote(at: number): number {
    this.broken = true;
    const opened = this.#opened[this.#opened.length - 1] ?? at;
    this.#report('The quoted string is not closed on its line.', opened, at);
    this.#pop();
    return this.#layout === undefined || this.#stack.includes(interpolation) ? -at - 1 : at;
  }

  #sequence(at: number, code: number): { readonly entered: boolean; readonly at: number } {
    const text = this.#text;
    if (text.charCodeAt(at + 1) === Char.openBrace) {
      this.#push(interpolation, at);
      return { entered: true, at: at + 2 };
    }
    const escaped = text.charCodeAt(at + 1) === code && text.charCodeAt(at + 2) === Char.openBrace;
    return { entered: false, at: at + (escaped ? 3 : 1) };
  }

  #less(at: number): number {
    if (this.#text.charCodeAt(at + 1) !== Char.less) return at + 1;
    const found = heredocStart(this.#text, at);
    if (found === undefined) return at + 2;
    if (this.#layout !== undefined && !this.#layout.hasMarkerAfter(found.marker, found.bodyStart)) {
      this.broken = true;
      this.#report(`The heredoc is not closed by a line "${found.marker}".`, at, found.bodyStart);
      return -found.bodyStart;
    }
    this.#push(heredoc, at);
    this.#markers.push(found.marker);
    return this.#heredocLine(found.bodyStart, true);
  }

  #heredocLine(start: number, atLineStart: boolean): number {
    const text = this.#text;
    const marker = this.#markers.at(-1) ?? '';
    let at = start;
    let lineStart = atLineStart;
    for (;;) {
      if (lineStart) {
        const end = heredocEnd(text, at, marker);
        if (end >= 0) {
          this.#pop();
          this.#markers.pop();
          return end;
        }
      }
      lineStart = false;
      const code = text.charCodeAt(at);
      if (Number.isNaN(code)) return -this.#unclosed(at) - 1;
      if (
        code === Char.newline ||
        (code === Char.carriageReturn && text.charCodeAt(at + 1) !== Char.newline)
      ) {
        at++;
        lineStart = true;
      } else if (code === Char.dollar || code === Char.percent) {
        const next = this.#sequence(at, code);
        if (next.entered) return next.at;
        at = next.at;
      } else at++;
    }
  }

  /** Ends the expression at `at` although something is still open. */
  #unclosed(at: number): number {
    const opened = this.#opened[0];
    if (opened === undefined) return at;
    this.broken = true;
    const bracket = this.#text.startsWith('<<', opened) ? '<<' : this.#text.charAt(opened);
    this.#report(`"${bracket}" is not closed.`, opened, opened + bracket.length);
    return at;
  }
}
