import { printable } from '@fineprint/core';

// What a spreadsheet takes for a formula, its full-width forms too; a tab and a carriage return before one hide it.
const formula = /^[=+\-@\t\r\0＝＋－＠]/;
// A quote in front keeps a CI runner from taking the first cell of a record for a command.
const quoted = /[",\r\n;]|^[:#\s]/;

/**
 * Writes one record of RFC 4180 with the line feed that ends it. No cell is taken for a formula (CWE-1236): what looks
 * like one begins with an apostrophe, as spreadsheets themselves mark text.
 */
export function csvRecord(cells: readonly (string | number | null)[]): string {
  return `${cells.map((cell) => (typeof cell === 'string' ? csvCell(cell) : (cell ?? ''))).join(',')}\r\n`;
}

function csvCell(text: string): string {
  const shown = `${formula.test(text) ? "'" : ''}${printable(text)}`;
  return quoted.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}
