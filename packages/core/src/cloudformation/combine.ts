import { type ResolvedText, resolvedText, type TextPiece } from '../parse/reference/index.ts';
import type { Span } from '../parse/span.ts';

/** A text that a part of an expression may be; the same name is the same value wherever it stands. */
export interface NamedText extends ResolvedText {
  readonly name: string;
}

/**
 * Joins parts of which each may be several texts: one row of pieces for each combination. A part with which there
 * would be too many rows is not known.
 */
export function combined(
  parts: readonly (readonly NamedText[])[],
  most: number,
  at: Span,
): readonly (readonly TextPiece[])[] {
  let rows: Row[] = [{ pieces: [], chosen: new Map() }];
  for (const part of parts) {
    const texts = differing(part);
    const [first, second] = texts;
    if (!first) continue;
    if (!second) for (const row of rows) append(row, first);
    else if (first.name !== '' && rows[0]?.chosen.has(first.name))
      for (const row of rows) append(row, texts[row.chosen.get(first.name) ?? 0] ?? first);
    else if (rows.length * texts.length > most) for (const row of rows) append(row, unknown(first, at));
    else
      rows = rows.flatMap((row) =>
        texts.map((text, index) => {
          const chosen = new Map(row.chosen).set(first.name, index);
          return append({ pieces: [...row.pieces], chosen }, text);
        }),
      );
  }
  return rows.map(({ pieces }) => pieces);
}

interface Row {
  readonly pieces: TextPiece[];
  readonly chosen: Map<string, number>;
}

function append(row: Row, { pieces }: ResolvedText): Row {
  for (const piece of pieces) row.pieces.push(piece);
  return row;
}

/** Branches of a condition stay as they are, because others of it are taken with them. */
function differing(texts: readonly NamedText[]): readonly NamedText[] {
  return texts.length < 2 || texts[0]?.name.startsWith('if ')
    ? texts
    : [...new Map(texts.map((text) => [text.text, text])).values()];
}

function unknown({ name }: NamedText, { start, end }: Span): ResolvedText {
  const text = `\${${name || 'Fn::FindInMap'}}`;
  return resolvedText([{ is: 'unresolved', text, span: { start, end }, verbatim: false, via: [] }]);
}
