import type { Slot } from '../model/slot.ts';
import type { Span } from '../parse/span.ts';
import { type Node, resolve, type ScalarNode } from '../parse/tree/index.ts';
import type { SourceFile } from '../read/source-file.ts';
import { absentValue } from './absent-slot.ts';
import { lineBefore, lineEndAround } from './around-line.ts';
import type { PlacedSlot } from './fact.ts';

/** The key that a mapping lacks, and the one behind which it would stand. */
export interface AbsentKey {
  readonly key: string;
  readonly behind: string;
  /** A mapping that is missing too, and would hold it. */
  readonly within?: string;
  /** Whether the value needs quotes even where its neighbour has none: `1.10` is a number to YAML, and 1.1. */
  readonly quoted?: boolean;
}

/**
 * The slot of a value whose key a mapping of YAML or JSON lacks: on a line of its own behind another key, or within the
 * braces of its mapping; also where the key is there, and its value an empty string. None where no single place is sure.
 */
export function absentKey(
  file: SourceFile,
  node: Node | undefined,
  { key, behind, within, quoted = false }: AbsentKey,
  is: Slot['is'],
): readonly PlacedSlot[] {
  const map = node && resolve(node);
  if (map?.is !== 'map' || map.merges || map.branching) return [];
  const known = map.entries.find((entry) => entry.key.text === (within ?? key));
  if (known) return within === undefined ? emptyValue(file, known.value, is) : [];
  const beside = map.entries.find((entry) => entry.key.text === behind);
  if (beside?.value.is !== 'scalar' || beside.value.tag !== undefined) return [];
  const { value } = beside;
  if (value.style === 'literal' || value.style === 'folded' || value.isNull) return [];
  const quote = quoted && value.plain ? '"' : quoteOf(file.text, value);
  const form =
    file.text[map.start] === '{'
      ? inBraces(file.text, beside.key, value)
      : onLine(file.text, beside.key, value);
  if (!form) return [];
  const place = file.place({ start: form.at, end: form.at });
  // In a text within another one a new line has to be indented as that one wants it.
  if (place.start !== form.at) return [];
  const named = (name: string) => (form.isQuoted ? `"${name}"` : name);
  const opening = within === undefined ? '' : `${named(within)}:${form.opening}`;
  const closing = within === undefined ? '' : form.closing;
  return [
    { ...absentValue(is, `${form.before}${opening}${named(key)}: ${quote}`, `${quote}${closing}`), place },
  ];
}

const listItem = /^[ \t]*(?:-[ \t]+)+$/;

/**
 * The same for an item of a list that is only a text, where a mapping says more: the text becomes the value of `behind`,
 * and the key follows on a line of its own. None where a comment stands behind it, which would move.
 */
export function absentKeyOfItem(
  file: SourceFile,
  item: ScalarNode,
  { key, behind }: Pick<AbsentKey, 'key' | 'behind'>,
  is: Slot['is'],
): readonly PlacedSlot[] {
  const quotes = quoteOf(file.text, item).length;
  const span = { start: item.start - quotes, end: item.end + quotes };
  const written = file.text.slice(span.start, span.end);
  const line = lineBefore(file.text, span.start);
  restOfLine.lastIndex = span.end;
  const rest = restOfLine.exec(file.text)?.[0] ?? '#';
  const isAlone = line !== null && listItem.test(line) && rest.trim() === '';
  if (!isAlone || item.tag !== undefined || /[\r\n]/.test(written)) return [];
  const place = file.place(span);
  // In a text within another one a new line has to be indented as that one wants it.
  if (place.start !== span.start) return [];
  const lineEnd = `${lineEndAround(file.text, span.end)}${' '.repeat(line.length)}`;
  return [{ ...absentValue(is, `${behind}: ${written}${lineEnd}${key}: `), place }];
}

interface Form {
  readonly at: number;
  readonly before: string;
  /** Whether keys are quoted here, as in JSON. */
  readonly isQuoted: boolean;
  /** What begins and ends a mapping in it. */
  readonly opening: string;
  readonly closing: string;
}

function emptyValue(file: SourceFile, value: Node, is: Slot['is']): readonly PlacedSlot[] {
  const isEmpty = value.is === 'scalar' && !value.plain && value.text === '' && value.start === value.end;
  const isQuoted = isEmpty && value.style.endsWith('-quoted');
  return isQuoted ? [{ ...absentValue(is, ''), place: file.place(value) }] : [];
}

function quoteOf(text: string, { start, style }: ScalarNode): string {
  return style === 'single-quoted' || style === 'double-quoted' ? (text[start - 1] ?? '') : '';
}

// The quote that ends a scalar, and a comment.
const restOfLine = /["']?(?:[ \t]*|[ \t]+#[^\r\n]*)(?=\r?\n|$)/y;
const beforeKey = /^[ \t]*(?:-[ \t]+)*["']?$/;

function onLine(text: string, key: ScalarNode, value: Span): Form | null {
  const line = lineBefore(text, key.start);
  restOfLine.lastIndex = value.end;
  const rest = restOfLine.exec(text);
  if (!rest || line === null || !beforeKey.test(line)) return null;
  const indent = ' '.repeat(line.replace(/["']$/, '').length);
  const at = value.end + rest[0].length;
  const before = `${lineEndAround(text, at)}${indent}`;
  return { at, before, isQuoted: line.endsWith('"'), opening: `${before}  `, closing: '' };
}

function inBraces(text: string, key: ScalarNode, value: ScalarNode): Form {
  const isQuoted = text[key.start - 1] === '"';
  const line = lineBefore(text, key.start - (isQuoted ? 1 : 0));
  const hasOwnLine = line !== null && /^[ \t]*$/.test(line);
  return {
    at: value.end + (value.style === 'plain' ? 0 : 1),
    before: hasOwnLine ? `,${lineEndAround(text, key.start)}${line}` : ', ',
    isQuoted,
    opening: ' { ',
    closing: ' }',
  };
}
