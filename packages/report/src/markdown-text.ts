import { printable } from '@fineprint/core';

/**
 * Shows scanned text literally: nothing in it becomes a link, an image, a mention, a reference, a heading or a cell.
 * GitHub and GitLab look for mentions, references and addresses in the text that markdown gave them, where neither a
 * backslash nor an entity is left to see; a zero-width space is (https://github.com/github/cmark-gfm/issues/181).
 */
export function escapeMarkdown(text: string): string {
  return printable(text).replaceAll(
    /[\\`*_{}[\]()#+!|~^$%&<>@:.-]/g,
    (mark, offset: number, whole: string) => {
      const isPlain = unescaped.includes(mark) && !isNumbered(mark, offset, whole);
      const shown = entities[mark] ?? (isPlain ? mark : `\\${mark}`);
      if (!isActive(mark, offset, whole)) return shown;
      // `www.` is an address as soon as its dot stands there; other marks are one with what follows.
      return mark === '.' ? `${apart}.` : `${shown}${apart}`;
    },
  );
}

const unescaped = '@:.';
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const apart = '&#8203;';
const word = /^\w/;
const emoji = /^[a-z+-][\w+-]{0,50}:/i;

/** Whether a text begins like an item of a numbered list. */
function isNumbered(mark: string, offset: number, text: string): boolean {
  return mark === '.' && offset < 10 && /^\d+\.\s?$/.test(text.slice(0, offset + 2));
}

/** Whether a mark would begin something with what follows it: `@org`, `#123`, `!7`, `https://`, `:tada:`; `GH-1`, `www.x`. */
function isActive(mark: string, offset: number, text: string): boolean {
  // More than these no mark looks at: the whole rest, at each mark, would make a long text quadratic.
  const after = text.slice(offset + 1, offset + 53);
  const before = text.slice(Math.max(0, offset - 3), offset).toLowerCase();
  if (mark === ':') return after.startsWith('//') || emoji.test(after);
  if (mark === '.') return before === 'www';
  if (mark === '-') return before.endsWith('gh') && /^\d/.test(after);
  // An address of mail may go on with a dot.
  if (mark === '@') return /^\S/.test(after);
  return '#!$%~&^'.includes(mark) && word.test(after);
}

/** The beginning of a text that may be as long as who wrote it liked. */
export function beginning(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most).toWellFormed()} …`;
}

/** A table of text that was scanned, one row a line. */
export function* markdownTable(
  heads: readonly string[],
  rows: Iterable<readonly string[]>,
): Iterable<string> {
  yield `| ${heads.map(escapeMarkdown).join(' | ')} |\n|${' --- |'.repeat(heads.length)}\n`;
  for (const row of rows) yield markdownRow(row);
}

/** A row of a table of text that was scanned. */
export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.map(escapeMarkdown).join(' | ')} |\n`;
}
