import { canonicalNumber } from '../convert.ts';
import { sortedEntries } from '../iterate.ts';
import type { HclTextPiece, HclValue } from '../value.ts';

/** Writes a known value as JSON. */
export function jsonText(value: HclValue): string {
  return jsonPieces(value)
    .map((piece) => piece.text)
    .join('');
}

/** Writes a value as `jsonencode` does; strings that need no escape keep their origin, unknown parts their source. */
export function jsonPieces(value: HclValue): readonly HclTextPiece[] {
  const pieces: HclTextPiece[] = [];
  write(value, pieces);
  return pieces;
}

function write(value: HclValue, pieces: HclTextPiece[]): void {
  switch (value.is) {
    case 'null':
    case 'bool':
      pieces.push(glue(value.is === 'null' ? 'null' : String(value.value)));
      return;
    case 'number':
      pieces.push(glue(canonicalNumber(value.text)));
      return;
    case 'string':
    case 'unknown':
      pieces.push(glue('"'), ...value.pieces.map(escaped), glue('"'));
      return;
    case 'list':
      pieces.push(glue('['));
      value.items.forEach((item, index) => {
        if (index > 0) pieces.push(glue(','));
        write(item, pieces);
      });
      pieces.push(glue(']'));
      return;
    case 'object':
      pieces.push(glue('{'));
      sortedEntries(value.entries.values()).forEach((entry, index) => {
        if (index > 0) pieces.push(glue(','));
        write(entry.key, pieces);
        pieces.push(glue(':'));
        write(entry.value, pieces);
      });
      pieces.push(glue('}'));
  }
}

const htmlUnsafe = /[<>&\u2028\u2029]/g;

/** Go's JSON writer escapes what HTML would read. */
function escaped(piece: HclTextPiece): HclTextPiece {
  const text = JSON.stringify(piece.text)
    .slice(1, -1)
    .replace(htmlUnsafe, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  if (text === piece.text) return piece;
  return { ...piece, text, form: piece.form === 'exact' ? 'encoded' : piece.form };
}

function glue(text: string): HclTextPiece {
  return { text, form: 'computed', place: undefined, via: [] };
}
