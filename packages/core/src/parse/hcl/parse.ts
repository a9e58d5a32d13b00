import type { Span, SyntaxProblem } from '../span.ts';
import type { HclAttribute, HclBlock, HclLabel, HclNativeBody } from './ast.ts';
import { ParsedAttribute } from './attribute.ts';
import { Char, identifierEnd, isLineEnd, maxDepth, skipBlanks } from './characters.ts';
import { ExtentScanner } from './extent.ts';
import { readLabel } from './label.ts';
import { Layout } from './layout.ts';

const maxProblems = 1_000;

/** Parses a document in HCL's native syntax; what cannot be understood is a problem, and everything around it is read. */
export function parseHcl(text: string): {
  readonly body: HclNativeBody;
  readonly problems: readonly SyntaxProblem[];
} {
  const { broken, ...parsed } = new StructureParser(text, undefined).parse();
  if (!broken) return parsed;
  const { body, problems } = new StructureParser(text, new Layout(text)).parse();
  return { body, problems };
}

interface OpenBody {
  readonly attributes: HclAttribute[];
  readonly blocks: HclBlock[];
}

class StructureParser {
  readonly #text: string;
  readonly #layout: Layout | undefined;
  readonly #extents: ExtentScanner;
  readonly #problems: SyntaxProblem[] = [];
  #at = 0;
  #lineStart = 0;
  #depth = 0;

  constructor(text: string, layout: Layout | undefined) {
    this.#text = text;
    this.#layout = layout;
    this.#extents = new ExtentScanner(text, (...problem) => this.#report(...problem), layout);
  }

  parse() {
    if (this.#text.charCodeAt(0) === Char.byteOrderMark) this.#at = this.#lineStart = 1;
    const body = this.#body(0);
    return { body, problems: this.#problems, broken: this.#extents.broken };
  }

  #body(start: number): HclNativeBody {
    const body: OpenBody = { attributes: [], blocks: [] };
    while (this.#skipSpace() && !this.#endsBody()) {
      const code = this.#text.charCodeAt(this.#at);
      if (this.#layout === undefined && this.#extents.broken) break;
      if (code === Char.closeBrace) {
        if (this.#depth > 0) break;
        this.#report('"}" closes nothing.', this.#at, ++this.#at);
      } else this.#item(body, code);
    }
    this.#reportRepeated(body.attributes);
    return { is: 'native', attributes: body.attributes, blocks: body.blocks, start, end: this.#at };
  }

  /** In a text that is broken somewhere, a header at column 0 ends every block that is still open. */
  #endsBody(): boolean {
    if (this.#layout === undefined || this.#depth === 0 || this.#at !== this.#lineStart) return false;
    return this.#layout.beginsBlock(this.#at);
  }

  #item(body: OpenBody, code: number): void {
    const start = this.#at;
    let nameSpan: Span;
    if (code === Char.quote) {
      // HCL 1 allowed a quoted name; Terraform refuses it today, but what it says is clear.
      const label = this.#quotedLabel();
      nameSpan = { start: label.start, end: label.end };
      if (this.#text.charCodeAt(this.#skipInline()) === Char.equals) {
        this.#report('The name of an attribute is not quoted.', start, this.#at);
      }
    } else {
      this.#at = identifierEnd(this.#text, start);
      nameSpan = { start, end: this.#at };
    }
    if (nameSpan.end === nameSpan.start) {
      this.#skipLine('Expected an attribute or a block.', start);
      return;
    }
    const next = this.#skipInline();
    const following = this.#text.charCodeAt(next);
    if (following === Char.equals && this.#text.charCodeAt(next + 1) !== Char.equals) {
      body.attributes.push(this.#attribute(start, nameSpan));
    } else {
      const block = this.#block(start, nameSpan);
      if (block !== undefined) body.blocks.push(block);
    }
  }

  #attribute(start: number, nameSpan: Span): HclAttribute {
    this.#at++;
    const valueStart = this.#skipInline();
    const end = this.#extents.expressionEnd(valueStart, indentationOf(this.#text, this.#lineStart, start));
    const valueEnd = Math.max(trimmedEnd(this.#text, end), valueStart);
    this.#moveTo(end);
    if (valueEnd === valueStart) this.#report('The attribute has no value.', start, valueStart);
    if (this.#text.charCodeAt(end) === Char.comma) {
      this.#report('Attributes are not separated by commas.', end, end + 1);
      this.#at++;
    }
    return new ParsedAttribute(this.#text, start, nameSpan, { start: valueStart, end: valueEnd });
  }

  #block(start: number, typeSpan: Span): HclBlock | undefined {
    const labels: HclLabel[] = [];
    let headerEnd = typeSpan.end;
    for (;;) {
      const at = this.#skipInline();
      const code = this.#text.charCodeAt(at);
      if (code === Char.openBrace) break;
      const labelEnd = code === Char.quote ? at : identifierEnd(this.#text, at);
      if (code === Char.quote) labels.push(this.#quotedLabel());
      else if (labelEnd > at) {
        labels.push({ text: this.#text.slice(at, labelEnd), start: at, end: labelEnd });
        this.#at = labelEnd;
      } else return this.#withoutBrace(start, typeSpan, labels, headerEnd);
      headerEnd = this.#at;
    }
    this.#at++;
    return this.#blockFrom(start, typeSpan, labels, headerEnd);
  }

  /** A header whose brace is on a later line, or was forgotten. */
  #withoutBrace(start: number, typeSpan: Span, labels: readonly HclLabel[], headerEnd: number) {
    const code = this.#text.charCodeAt(this.#at);
    const atLineEnd = code === Char.newline || code === Char.carriageReturn;
    if (!atLineEnd || labels.length === 0 || this.#text.charCodeAt(headerEnd - 1) !== Char.quote) {
      this.#skipLine('Expected "=" or a block.', start);
      return undefined;
    }
    this.#report('The block has no "{" on its line.', start, headerEnd);
    if (this.#skipSpace() && this.#text.charCodeAt(this.#at) === Char.openBrace) this.#at++;
    return this.#blockFrom(start, typeSpan, labels, headerEnd);
  }

  #blockFrom(start: number, typeSpan: Span, labels: readonly HclLabel[], headerEnd: number): HclBlock {
    const bodyStart = this.#at;
    const body = this.#depth < maxDepth ? this.#nestedBody(bodyStart) : this.#tooDeep(start, bodyStart);
    if (this.#text.charCodeAt(this.#at) === Char.closeBrace) this.#at++;
    else {
      this.#extents.broken = true;
      this.#report('The block is not closed.', start, headerEnd);
    }
    const type = this.#text.slice(typeSpan.start, typeSpan.end);
    return { type, typeSpan, labels, header: { start, end: headerEnd }, body, start, end: this.#at };
  }

  #nestedBody(start: number): HclNativeBody {
    this.#depth++;
    const body = this.#body(start);
    this.#depth--;
    return body;
  }

  #tooDeep(start: number, bodyStart: number): HclNativeBody {
    this.#report(`The block nests deeper than ${maxDepth} levels; it was not read.`, start, bodyStart);
    const end = this.#extents.expressionEnd(bodyStart - 1, 0);
    this.#moveTo(Math.max(bodyStart, end - 1));
    return { is: 'native', attributes: [], blocks: [], start: bodyStart, end: this.#at };
  }

  #quotedLabel(): HclLabel {
    const { label, end, problem } = readLabel(this.#text, this.#at);
    if (problem !== undefined) this.#report(problem, label.start, label.end);
    this.#at = end;
    return label;
  }

  /** Skips to the next item; false at the end of the text. */
  #skipSpace(): boolean {
    const text = this.#text;
    for (;;) {
      const code = text.charCodeAt(this.#at);
      if (code === Char.newline || code === Char.carriageReturn) this.#lineStart = ++this.#at;
      else if (code === Char.space || code === Char.tab) this.#at++;
      else if (!this.#skipComment(code)) return this.#at < text.length;
    }
  }

  #skipComment(code: number): boolean {
    const next = code === Char.slash ? this.#text.charCodeAt(this.#at + 1) : 0;
    if (code === Char.hash || next === Char.slash) this.#at = this.#extents.lineCommentEnd(this.#at);
    else if (next === Char.star) this.#at = this.#extents.blockCommentEnd(this.#at);
    else return false;
    return true;
  }

  #skipInline(): number {
    do this.#at = skipBlanks(this.#text, this.#at);
    while (
      this.#text.charCodeAt(this.#at) === Char.slash &&
      this.#text.charCodeAt(this.#at + 1) === Char.star &&
      this.#skipComment(Char.slash)
    );
    return this.#at;
  }

  #skipLine(message: string, start: number): void {
    this.#at = Math.max(this.#at, start + 1);
    const end = this.#extents.expressionEnd(this.#at, indentationOf(this.#text, this.#lineStart, start));
    this.#report(message, start, Math.max(start + 1, trimmedEnd(this.#text, end)));
    this.#moveTo(end);
    if (this.#text.charCodeAt(end) === Char.comma) this.#at++;
  }

  #moveTo(end: number): void {
    this.#at = end;
    if (isLineEnd(this.#text.charCodeAt(end - 1))) this.#lineStart = end;
  }

  #reportRepeated(attributes: readonly HclAttribute[]): void {
    if (attributes.length < 2) return;
    const seen = new Set<string>();
    for (const { name, nameSpan } of attributes) {
      if (seen.has(name)) this.#report(`The attribute "${name}" is set twice.`, nameSpan.start, nameSpan.end);
      seen.add(name);
    }
  }

  #report(message: string, start: number, end: number): void {
    if (this.#problems.length < maxProblems)
      this.#problems.push({ message, start, end: Math.min(end, this.#text.length) });
  }
}

function indentationOf(text: string, lineStart: number, start: number): number {
  return Math.min(skipBlanks(text, lineStart), start) - lineStart;
}

function trimmedEnd(text: string, end: number): number {
  let at = end;
  while (at > 0 && text.charCodeAt(at - 1) <= Char.space) at--;
  return at;
}
