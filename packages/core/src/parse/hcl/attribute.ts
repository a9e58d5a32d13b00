import type { Span, SyntaxProblem } from '../span.ts';
import type { HclAttribute, HclExpression } from './ast.ts';
import { parseHclExpression } from './expression.ts';

/** An attribute of native syntax, whose value is parsed when it is first asked for: most never are. */
export class ParsedAttribute implements HclAttribute {
  readonly #text: string;
  #parsed: { readonly expression: HclExpression; readonly problems: readonly SyntaxProblem[] } | undefined;
  readonly start: number;
  readonly nameSpan: Span;
  readonly valueSpan: Span;

  constructor(text: string, start: number, nameSpan: Span, valueSpan: Span) {
    this.#text = text;
    this.start = start;
    this.nameSpan = nameSpan;
    this.valueSpan = valueSpan;
  }

  get end(): number {
    return this.valueSpan.end;
  }

  get name(): string {
    return this.#text.slice(this.nameSpan.start, this.nameSpan.end);
  }

  get value(): HclExpression {
    return this.#parse().expression;
  }

  get problems(): readonly SyntaxProblem[] {
    return this.#parse().problems;
  }

  #parse() {
    this.#parsed ??= parseHclExpression(this.#text, this.valueSpan);
    return this.#parsed;
  }
}
