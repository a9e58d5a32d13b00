/** Shows scanned text literally: nothing in it becomes a link, an image, a mention, a heading or a cell. */
export function escapeMarkdown(text: string): string {
  return (
    text
      .replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, ' ')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/[\\`*_{}[\]()#+!|~^$-]/g, '\\$&')
      // A zero-width joiner-free way to stop mentions, issue references and bare links: an entity for their mark.
      .replace(/@/g, '&#64;')
      .replace(/:\/\//g, '&#58;//')
      .replace(/www\./gi, (found) => `${found.slice(0, 3)}&#46;`)
  );
}

/** A table of text that was scanned, one row a line. */
export function* markdownTable(
  heads: readonly string[],
  rows: Iterable<readonly string[]>,
): Iterable<string> {
  yield `| ${heads.map(escapeMarkdown).join(' | ')} |\n|${' --- |'.repeat(heads.length)}\n`;
  for (const row of rows) yield `| ${row.map(escapeMarkdown).join(' | ')} |\n`;
}
