import type { Literal } from '../literals/index.ts';
import type { Span } from '../span.ts';
import type { ProgramLanguage } from './language.ts';
import type { Token, Tokens } from './tokens.ts';

/** A place among tokens that moves on. */
export interface TokenCursor {
  readonly tokens: Tokens;
  readonly language: ProgramLanguage;
  at: number;
  depth: number;
  /** Tokens that may still be read: what is nested is read once for each call around it. */
  readonly budget: { left: number };
}

/** The token at the cursor, or some after it. */
export function peek({ tokens, at }: TokenCursor, ahead = 0): Token | undefined {
  return tokens.list[at + ahead];
}

/** Whether a mark or word stands at the cursor. */
export function isAt(cursor: TokenCursor, text: string, ahead = 0): boolean {
  const token = peek(cursor, ahead);
  return token !== undefined && token.is !== 'text' && token.text === text;
}

/** Takes a mark or word if it stands at the cursor. */
export function take(cursor: TokenCursor, text: string): boolean {
  if (!isAt(cursor, text)) return false;
  cursor.at += 1;
  return true;
}

/** The index of the bracket that closes the one at an index; the end where none does. */
export function closeOf({ tokens }: TokenCursor, open: number): number {
  return tokens.closes.get(open) ?? tokens.list.length;
}

/** The span from a token to the one before the cursor. */
export function spanFrom({ tokens, at }: TokenCursor, from: number): Span {
  const start = tokens.list[from]?.start ?? 0;
  return { start, end: Math.max(tokens.list[at - 1]?.end ?? start, start) };
}

/** Makes what is not understood from a token on. */
export function opaqueFrom(cursor: TokenCursor, from: number): Literal {
  return { is: 'opaque', ...spanFrom(cursor, from) };
}
