/**
 * A text as every database keeps it and gives it back: PostgreSQL has none with a NUL, and none is written with half of a
 * surrogate pair, which UTF-8 has no form for. What hostile documents have of these becomes U+FFFD.
 */
export function storable(text: string): string {
  // Nearly every text is one already, and looking is cheaper than making another.
  return text.isWellFormed() && !text.includes('\0')
    ? text
    : text.toWellFormed().replaceAll('\0', '\u{FFFD}');
}

/** A row with all of its texts as they can be kept. */
export function storableRow<Row extends object>(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'string' ? storable(value) : value]),
  ) as Row;
}
