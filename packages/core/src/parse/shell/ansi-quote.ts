import type { TemplatePart } from '../reference/template.ts';
import { problem, type ShellReader } from './reader.ts';

/** Reads `$'…'`, in which `\n`, `\x41` and the like are escapes. */
export function readAnsiQuoted(reader: ShellReader, parts: TemplatePart[]): void {
  const start = reader.at;
  reader.at += 2;
  let close = reader.at;
  while (close < reader.end && reader.text[close] !== "'") close += reader.text[close] === '\\' ? 2 : 1;
  if (close >= reader.end) problem(reader, 'A single quote is not closed.', start, reader.end);
  const end = Math.min(close, reader.end);
  const raw = reader.text.slice(reader.at, end);
  const text = raw.replace(ansiEscape, (...match) => ansiCharacter(match.at(-1)));
  parts.push({ is: 'literal', text, start: reader.at, end });
  reader.at = Math.min(end + 1, reader.end);
}

const ansiEscape =
  /\\(?:x(?<hex>[0-9A-Fa-f]{1,2})|u(?<unicode>[0-9A-Fa-f]{1,4})|(?<octal>[0-7]{1,3})|(?<other>[\s\S]))/g;
const ansiCharacters: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['a', '\u0007'],
  ['b', '\b'],
  ['e', '\u001b'],
  ['E', '\u001b'],
  ['f', '\f'],
  ['v', '\v'],
]);

function ansiCharacter(groups: Readonly<Record<string, string | undefined>>): string {
  const code = groups.hex ?? groups.unicode;
  if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
  if (groups.octal !== undefined) return String.fromCharCode(Number.parseInt(groups.octal, 8));
  const other = groups.other ?? '';
  return ansiCharacters.get(other) ?? other;
}
