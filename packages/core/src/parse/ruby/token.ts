import type { Span } from '../span.ts';

/** A run of a string: text that stands at its span (verbatim) or is encoded there, or an expression between `#{` and `}`. */
export interface StringPart extends Span {
  readonly is: 'text' | 'code';
  /** Of text, what it says; of code, the source. */
  readonly text: string;
  readonly verbatim: boolean;
}

/**
 * A token of Ruby. `label` is `name:` before a value, `words` a `%w[…]`, whose parts are its words. `spaced` says that
 * blanks stand before it, on which the meaning of brackets and signs depends.
 */
export interface Token extends Span {
  readonly is: 'name' | 'constant' | 'string' | 'symbol' | 'label' | 'words' | 'number' | 'mark' | 'newline';
  readonly text: string;
  readonly parts: readonly StringPart[];
  readonly spaced: boolean;
}

/** Words that begin, part or end statements, so that none of them is an argument. */
export const keywords: ReadonlySet<string> = new Set([
  ...[
    'if',
    'unless',
    'while',
    'until',
    'rescue',
    'and',
    'or',
    'then',
    'do',
    'end',
    'in',
    'else',
    'elsif',
    'when',
  ],
  ...['ensure', 'case', 'for', 'def', 'class', 'module', 'begin'],
]);

/** Those of them that an `end` closes. */
export const openingKeywords: ReadonlySet<string> = new Set([
  ...['if', 'unless', 'while', 'until', 'case', 'for', 'def', 'class', 'module', 'begin'],
]);
