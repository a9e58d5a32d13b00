import { parseExpression, printExpression } from '@fineprint/core';

/**
 * Turns a license synopsis of a Debian copyright file (`GPL-2+ or Artistic, and Expat`) into an SPDX expression, or
 * `null` where a name in it is unknown. `and` binds closer than `or`, except behind a comma:
 * https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/#license-synopsis.
 */
export function spdxOfSynopsis(synopsis: string, idOf: (name: string) => string | null): string | null {
  const joined = joinedBy(synopsis.trim(), levels, idOf);
  const parsed = joined === null ? null : parseExpression(joined);
  return parsed?.is === 'expression' ? printExpression(parsed.expression) : null;
}

type Level = readonly [separator: RegExp, operator: string];

const levels: readonly Level[] = [
  [/,\s+or\s+/i, ' OR '],
  [/,\s+and\s+/i, ' AND '],
  [/\s+or\s+|\s*\|\s*/i, ' OR '],
  [/\s+and\s+/i, ' AND '],
];

function joinedBy(
  text: string,
  [level, ...rest]: readonly Level[],
  idOf: (name: string) => string | null,
): string | null {
  if (level === undefined) return idOf(text);
  const [separator, operator] = level;
  const parts = text.split(separator).map((part) => joinedBy(part, rest, idOf));
  if (parts.includes(null)) return null;
  return parts.length === 1 ? (parts[0] ?? null) : parts.map((part) => `(${part})`).join(operator);
}
