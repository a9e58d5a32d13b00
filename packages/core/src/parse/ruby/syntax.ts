import type { Span } from '../span.ts';
import type { StringPart } from './token.ts';

/** An expression, as far as literals, names and calls go; what else there is is `opaque`. */
export type RubyExpression =
  | ({ readonly is: 'string'; readonly parts: readonly StringPart[] } & Span)
  | ({ readonly is: 'symbol' | 'number'; readonly text: string } & Span)
  | ({ readonly is: 'array'; readonly items: readonly RubyExpression[] } & Span)
  | ({ readonly is: 'hash'; readonly entries: readonly RubyEntry[] } & Span)
  /** `a + b`, `a || b`, `test ? a : b`. */
  | ({ readonly is: 'sum' | 'choice' | 'alternative'; readonly operands: readonly RubyExpression[] } & Span)
  | ({ readonly is: 'index'; readonly of: RubyExpression; readonly key: RubyExpression } & Span)
  | RubyCallExpression
  | ({ readonly is: 'opaque' } & Span);

/** An entry of a hash, or a named argument. */
export interface RubyEntry {
  readonly key: RubyExpression;
  readonly value: RubyExpression;
}

/** A call, or a name alone, which may be a variable. */
export interface RubyCallExpression extends Span {
  readonly is: 'call';
  readonly receiver: RubyExpression | null;
  readonly name: string;
  readonly args: readonly RubyExpression[];
  readonly block: RubyBlock | null;
}

/** A block, or the body of a condition, a method or a class. */
export interface RubyBlock {
  readonly parameters: readonly string[];
  readonly body: readonly RubyStatement[];
}

/** A statement: an expression, an assignment, or a body whose condition is not obeyed. */
export type RubyStatement =
  | { readonly is: 'expression'; readonly expression: RubyExpression }
  | { readonly is: 'assignment'; readonly target: RubyExpression; readonly value: RubyExpression }
  | { readonly is: 'body'; readonly isMethod: boolean; readonly body: readonly RubyStatement[] };
