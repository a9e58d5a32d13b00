import type { Span } from '../span.ts';

/**
 * A value as a template or a program writes it, before anything in it is evaluated. Spans are offsets in the file; that of
 * a text leaves out its quotes. Literals are plain JSON, so that facts may hold them.
 */
export type Literal =
  | TextLiteral
  | WordLiteral
  | ListLiteral
  | MapLiteral
  | NameLiteral
  | MemberLiteral
  | CallLiteral
  | OpaqueLiteral;

/** A string, its interpolations in it as holes. */
export interface TextLiteral extends Span {
  readonly is: 'text';
  readonly parts: readonly TextPart[];
}

/** A part of a string: what stands for itself, what a function puts between, and what is filled in. */
export type TextPart = RunPart | SuppliedPart | HolePart;

/** Characters of a string; not verbatim where the source has an escape for them. */
export interface RunPart extends Span {
  readonly is: 'run';
  readonly text: string;
  readonly verbatim: boolean;
}

/** Characters that no file holds: the separator that a function puts in. */
export interface SuppliedPart {
  readonly is: 'supplied';
  readonly text: string;
}

/** An expression whose text stands here. */
export interface HolePart {
  readonly is: 'hole';
  readonly value: Literal;
}

/** A number, `true`, `false` or `null`, as written. */
export interface WordLiteral extends Span {
  readonly is: 'word';
  readonly text: string;
}

/** A list of values. */
export interface ListLiteral extends Span {
  readonly is: 'list';
  readonly items: readonly Literal[];
}

/** An object; the last of equal keys wins. */
export interface MapLiteral extends Span {
  readonly is: 'map';
  readonly entries: readonly MapEntry[];
}

/** A key and its value. */
export interface MapEntry {
  readonly key: string;
  readonly value: Literal;
}

/** A variable, parameter or constant. */
export interface NameLiteral extends Span {
  readonly is: 'name';
  readonly name: string;
}

/** A property or element: `a.b`, `a['b']`, `a[0]`. */
export interface MemberLiteral extends Span {
  readonly is: 'member';
  readonly of: Literal;
  readonly key: Literal;
}

/** A call of a function or constructor by its dotted name; arguments that are named are one map behind the others. */
export interface CallLiteral extends Span {
  readonly is: 'call';
  readonly callee: string;
  readonly args: readonly Literal[];
}

/** An expression that is not understood. */
export interface OpaqueLiteral extends Span {
  readonly is: 'opaque';
}

/** Makes the text of characters that stand at a place as they are. */
export function textLiteral(text: string, { start, end }: Span, verbatim = true): TextLiteral {
  const parts: TextPart[] = text === '' ? [] : [{ is: 'run', text, verbatim, start, end }];
  return { is: 'text', parts, start, end };
}

/** Makes the call that an operator or a language's own construct is. */
export function callLiteral(callee: string, args: readonly Literal[], { start, end }: Span): CallLiteral {
  return { is: 'call', callee, args, start, end };
}

/** The text of a string without interpolations; undefined of anything else. */
export function plainText(literal: Literal | undefined): string | undefined {
  if (literal?.is !== 'text') return undefined;
  let text = '';
  for (const part of literal.parts) {
    if (part.is === 'hole') return undefined;
    text += part.text;
  }
  return text;
}
