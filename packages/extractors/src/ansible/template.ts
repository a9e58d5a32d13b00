import {
  type Resolved,
  type ScalarNode,
  type SourceFile,
  type Span,
  scalarText,
  sourceSpan,
  type TextPiece,
} from '@fineprint/core';

/** Answers what a variable may be, as far as the repository says it; nothing where only a run knows. */
export type Scope = (name: string) => readonly Resolved[];

/** Where expressions are evaluated. */
export interface Frame {
  readonly file: SourceFile;
  readonly scope: Scope;
}

/** A text of a template, and where its characters stand. */
export interface Template extends Frame {
  readonly text: string;
  readonly placeOf: (span: Span) => Span;
  readonly depth: number;
  readonly budget: Budget;
}

/** What is left of what one value may cost. */
interface Budget {
  left: number;
  characters: number;
}

/** What an expression may be: a value of the file, a text that is put together, or a list of values. */
export type Value =
  | { readonly is: 'node'; readonly node: Resolved; readonly name: string }
  | { readonly is: 'text'; readonly pieces: readonly TextPiece[] }
  | { readonly is: 'list'; readonly values: readonly Value[] };

/** No value is put together of more expressions. */
export const mostExpressions = 200;
/** No value leads through more others. */
export const deepest = 8;
/** Longer values name nothing. */
export const longestText = 4096;
const mostCharacters = 16_384;
/** No more places are told that a value came through. */
export const mostVia = 16;

/** A scalar as a template; `outer` is the one that leads to it. */
export function templateOf(frame: Frame, scalar: ScalarNode, outer?: Template): Template {
  const mapped = scalarText(frame.file.text, scalar);
  const { file, scope } = frame;
  return {
    file,
    scope,
    text: scalar.text,
    placeOf: (span) => sourceSpan(mapped, span),
    depth: (outer?.depth ?? -1) + 1,
    budget: outer?.budget ?? newBudget(),
  };
}

/** What one value may cost. */
export function newBudget(): Budget {
  return { left: mostExpressions, characters: mostCharacters };
}

/** A range of a template as it is written. */
export function writtenPiece({ file, text, placeOf }: Template, range: Span): TextPiece {
  const span = placeOf(range);
  const part = text.slice(range.start, range.end);
  return {
    is: 'written',
    text: part,
    span,
    verbatim: file.text.slice(span.start, span.end) === part,
    via: [],
  };
}
