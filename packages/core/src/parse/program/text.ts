import type { Literal, TextPart } from '../literals/index.ts';
import { peek, spanFrom, type TokenCursor } from './cursor.ts';
import { readExpression } from './expression.ts';
import type { TokenPart } from './tokens.ts';

/** Reads a string; strings that stand side by side are one in Python. */
export function readTextToken(cursor: TokenCursor): Literal {
  const start = cursor.at;
  const parts: TextPart[] = [];
  do {
    for (const part of peek(cursor)?.parts ?? []) parts.push(readPart(cursor, part));
    cursor.at += 1;
  } while (cursor.language === 'python' && peek(cursor)?.is === 'text');
  return { is: 'text', parts, ...spanFrom(cursor, start) };
}

function readPart(cursor: TokenCursor, part: TokenPart): TextPart {
  if (part.is === 'run') return part;
  const { start, end, tokens } = part;
  const inner = { ...cursor, tokens, at: 0 };
  const value = readExpression(inner);
  return { is: 'hole', value: tokens.list.length > 0 ? value : { is: 'opaque', start, end } };
}
