import type { Span } from '../span.ts';
import type { HclExpression, HclLiteral } from './ast.ts';
import { Char } from './characters.ts';
import { forNames } from './collections.ts';
import type { Cursor } from './cursor.ts';
import { enclosedExpression } from './expression.ts';

/** A literal while its template is parsed: `at` is its offset in the parsed text, `group` the token it belongs to. */
export type LiteralToken = HclLiteral & { readonly at: number; readonly group: number };

/** `${…}` or `%{…}`; `trimBefore` and `trimAfter` are its `~` marks. */
export type SequenceToken = Span &
  (
    | { readonly is: 'interpolation'; readonly expression: HclExpression }
    | { readonly is: 'if'; readonly condition: HclExpression }
    | {
        readonly is: 'for';
        readonly key: string | undefined;
        readonly value: string;
        readonly collection: HclExpression;
      }
    | { readonly is: 'else' | 'endif' | 'endfor' | 'invalid' }
  ) & { readonly trimBefore: boolean; readonly trimAfter: boolean };

/** A piece of a template before directives are nested. */
export type TemplateToken = LiteralToken | SequenceToken;

/** Parses the `${` or `%{` sequence at the cursor. */
export function sequence(cursor: Cursor): SequenceToken {
  const start = cursor.at;
  const isDirective = cursor.peek() === Char.percent;
  cursor.at += 2;
  const trimBefore = cursor.peek() === Char.tilde;
  if (trimBefore) cursor.at++;
  const outer = cursor.newlinesCount;
  cursor.newlinesCount = false;
  const content = isDirective ? directive(cursor) : interpolation(cursor);
  cursor.next();
  cursor.newlinesCount = outer;
  const trimAfter = cursor.peek() === Char.tilde;
  if (trimAfter) cursor.at++;
  if (cursor.peek() !== Char.closeBrace) {
    cursor.skipToSeparator(Char.closeBrace, cursor.at);
    if (cursor.problems.length === 0)
      cursor.invalid('The template sequence is not closed.', start, start + 2);
  }
  if (cursor.peek() === Char.closeBrace) cursor.at++;
  return { ...content, trimBefore, trimAfter, ...cursor.span(start, cursor.at) };
}

function interpolation(cursor: Cursor) {
  return { is: 'interpolation', expression: enclosedExpression(cursor) } as const;
}

function directive(cursor: Cursor) {
  cursor.next();
  const start = cursor.at;
  const word = cursor.identifier();
  switch (word) {
    case 'if':
      return { is: 'if', condition: enclosedExpression(cursor) } as const;
    case 'for': {
      const names = forNames(cursor);
      if (names === undefined) break;
      return {
        is: 'for',
        key: names.keyName,
        value: names.valueName,
        collection: enclosedExpression(cursor),
      } as const;
    }
    case 'else':
    case 'endif':
    case 'endfor':
      return { is: word } as const;
    default:
  }
  cursor.invalid('This is no template directive.', start, cursor.at + 1);
  return { is: 'invalid' } as const;
}
