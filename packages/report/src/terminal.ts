import { styleText } from 'node:util';

/** Functions that colour a text, or leave it as it is. */
export type Paint = Readonly<
  Record<'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan', (text: string) => string>
>;

/** Makes the colours; without colour every function answers its text unchanged. */
export function paint(color: boolean): Paint {
  const with_ = (format: 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan') => (text: string) =>
    color && text !== '' ? styleText(format, text, { validateStream: false }) : text;
  return {
    bold: with_('bold'),
    dim: with_('dim'),
    red: with_('red'),
    yellow: with_('yellow'),
    green: with_('green'),
    cyan: with_('cyan'),
  };
}

/** Lays rows out in columns, two spaces apart, under a heading. */
export function* table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  aligns: readonly ('left' | 'right')[],
  { bold }: Paint,
): Iterable<string> {
  const widths = heads.map((head, column) =>
    rows.reduce((most, row) => Math.max(most, (row[column] ?? '').length), head.length),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        aligns[column] === 'right' ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  yield `${bold(line(heads))}\n`;
  for (const row of rows) yield `${line(row)}\n`;
}

/** Folds text at spaces into lines of at most `width` characters, all but the first indented; a longer word stands alone. */
export function fold(text: string, width: number, indent: string): string {
  if (text.length <= width) return text;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join('\n');
}

/** Folds text that begins at a column into the rest of the line, every further line beginning at the same column. */
export function hang(text: string, width: number, column: number): string {
  return fold(text, Math.max(width - column, 24), '').replaceAll('\n', `\n${' '.repeat(column)}`);
}

/** A bar of `width` characters, divided by the counts; a part that is not empty shows at least once. */
export function bar(
  parts: readonly { readonly mark: string; readonly count: number }[],
  width: number,
): string {
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return ' '.repeat(width);
  const cells = parts.map(({ mark, count }) =>
    mark.repeat(count === 0 ? 0 : Math.max(1, Math.floor((count / total) * width))),
  );
  const drawn = cells.join('');
  if (drawn.length >= width) return drawn.slice(0, width);
  const largest = parts.reduce((best, part) => (part.count > best.count ? part : best));
  return cells
    .map((cell, index) =>
      parts[index] === largest ? cell + largest.mark.repeat(width - drawn.length) : cell,
    )
    .join('');
}
