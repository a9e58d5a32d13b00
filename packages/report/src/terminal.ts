import { styleText } from 'node:util';
import { widthOf } from '@fineprint/core';

/** Functions that colour a text, or leave it as it is. */
export interface Paint
  extends Readonly<Record<'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan', (text: string) => string>> {
  /** A place as it is shown, as a link to its file where the terminal shows links. */
  at(shown: string, path: string): string;
}

/** Answers the address of a scanned file, or `null` where there is none that a terminal could open. */
export type LinkTo = (path: string) => string | null;

/** Makes the colours; without colour every function answers its text unchanged, and without `linkTo` nothing is a link. */
export function paint(color: boolean, linkTo: LinkTo | null = null): Paint {
  // Pagers and logs of pipelines forget a colour at the end of a line.
  const with_ = (format: 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan') => (text: string) =>
    color ? text.replace(/[^\n]+/g, (line) => styleText(format, line, { validateStream: false })) : text;
  return {
    bold: with_('bold'),
    dim: with_('dim'),
    red: with_('red'),
    yellow: with_('yellow'),
    green: with_('green'),
    cyan: with_('cyan'),
    at(shown, path) {
      const url = linkTo?.(path) ?? null;
      const place = with_('cyan')(shown);
      return url === null ? place : `${osc8}${url}${st}${place}${osc8}${st}`;
    },
  };
}

// https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
const osc8 = '\x1b]8;;';
const st = '\x1b\\';

/** A column of a table. */
export interface Column {
  readonly head: string;
  readonly align: 'left' | 'right';
  /** Where the terminal is too narrow: the column that is left out first, second … */
  readonly droppedAs?: number;
  /** Whether it draws what other columns say in words. */
  readonly isPicture?: boolean;
}

/**
 * Lays rows out in columns, two spaces apart, under a heading; columns that do not fit are left out as they say. Where even
 * those that stay do not fit, each row stands below its first cell.
 */
export function* table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
  { bold }: Paint,
): Iterable<string> {
  const measured = columns.map((column, index) => ({
    ...column,
    index,
    width: rows.reduce((most, row) => Math.max(most, widthOf(row[index] ?? '')), widthOf(column.head)),
  }));
  let shown = measured;
  const isTooWide = () => shown.reduce((sum, column) => sum + column.width + 2, -2) > width;
  for (let turn = 1; turn <= columns.length && isTooWide(); turn += 1)
    shown = shown.filter(({ droppedAs }) => droppedAs !== turn);
  if (isTooWide()) return yield* stacked(columns, rows, width);
  const line = (cells: readonly string[]) =>
    shown
      .map((column) => {
        const cell = cells[column.index] ?? '';
        const space = ' '.repeat(column.width - widthOf(cell));
        return column.align === 'right' ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd();
  yield `${bold(line(columns.map(({ head }) => head)))}\n`;
  for (const row of rows) yield `${line(row)}\n`;
}

/** Each row as its first cell, and below it the others with their headings. */
function* stacked(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): Iterable<string> {
  for (const [first = '', ...cells] of rows) {
    const told = cells.flatMap((cell, index) => {
      const column = columns[index + 1];
      if (cell === '' || column === undefined || column.isPicture) return [];
      return [`${cell} ${column.head}`.trimEnd()];
    });
    yield `${fold(first, width, '  ')}\n  ${hang(told.join(', '), width, 2)}\n`;
  }
}

/** Folds text at spaces into lines of at most `width` cells, all but the first indented; a longer word stands alone. */
export function fold(text: string, width: number, indent: string): string {
  if (widthOf(text) <= width) return text;
  const lines: string[] = [];
  let line = '';
  let taken = 0;
  for (const word of text.split(' ')) {
    const cells = widthOf(word);
    if (line !== '' && taken + 1 + cells > width) {
      lines.push(line);
      line = indent + word;
      taken = indent.length + cells;
    } else {
      taken += cells + (line === '' ? 0 : 1);
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join('\n');
}

/** Folds text that begins at a column into the rest of the line, every further line beginning at the same column. */
export function hang(text: string, width: number, column: number): string {
  return fold(text, Math.max(width - column, 24), '').replaceAll('\n', `\n${' '.repeat(column)}`);
}

/** What stands behind a place: its text, and how far from what is before it. */
export interface Beside {
  readonly text: string;
  readonly gap: 1 | 2;
}

/** What stands behind a place that begins at a column, on its line as far as there is room, else on lines of its own. */
export function besides(
  place: string,
  more: readonly Beside[],
  { width, column, dim }: { readonly width: number; readonly column: number } & Pick<Paint, 'dim'>,
): string {
  let taken = column + widthOf(place);
  let text = '';
  for (const one of more.filter((each) => each.text !== '')) {
    const isBeside = taken + one.gap + widthOf(one.text) <= width;
    taken = (isBeside ? taken + one.gap : column) + widthOf(one.text);
    const start = isBeside ? ' '.repeat(one.gap) : `\n${' '.repeat(column)}`;
    text += start + dim(isBeside ? one.text : hang(one.text, width, column));
  }
  return text;
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
