import type { Slot } from '../model/slot.ts';
import { attributeOf, type HclBody, type HclExpression, type HclObject } from '../parse/hcl/index.ts';
import type { Span } from '../parse/span.ts';
import type { SourceFile } from '../read/source-file.ts';
import { absentValue } from './absent-slot.ts';
import { lineBefore, lineEndAround } from './around-line.ts';
import type { PlacedSlot } from './fact.ts';
import { hclSpan } from './hcl-place.ts';

/** A key of HCL that is not written, and the one behind which it would stand. */
export interface AbsentAttribute {
  readonly key: string;
  readonly behind: string;
}

/** The slot of a text whose attribute a block of HCL, or of its JSON, lacks; none where no single place is sure. */
export function absentAttribute(
  file: SourceFile,
  body: HclBody,
  { key, behind }: AbsentAttribute,
  is: Slot['is'],
): readonly PlacedSlot[] {
  const beside = attributeOf(body, behind);
  return beside && !attributeOf(body, key)
    ? slotBeside(file, { name: beside.nameSpan, value: beside.value }, key, is)
    : [];
}

/** The same of an item that an object lacks. */
export function absentItem(
  file: SourceFile,
  { items }: HclObject,
  { key, behind }: AbsentAttribute,
  is: Slot['is'],
): readonly PlacedSlot[] {
  const named = (name: string) => items.find((item) => nameOf(item.key) === name);
  const beside = named(behind);
  return beside && !named(key)
    ? slotBeside(file, { name: hclSpan(beside.key), value: beside.value, isItem: true }, key, is)
    : [];
}

function nameOf(key: HclExpression): string {
  const [part] = key.is === 'template' ? key.parts : [];
  return part?.is === 'literal' ? part.value : '';
}

const restOfLine = /[ \t]*(?:(?:#|\/\/)[^\r\n]*)?(?=\r?\n|$)/y;
const sign = /^(?<gap>[ \t]*)[=:]/;

interface Neighbour {
  readonly name: Span;
  readonly value: HclExpression;
  /** Whether it is an item of an object: a block on one line holds one attribute only. */
  readonly isItem?: boolean;
}

/** On a line of its own behind its neighbour, or within the braces of a short object. */
function slotBeside(
  file: SourceFile,
  { name, value, isItem = false }: Neighbour,
  key: string,
  is: Slot['is'],
): readonly PlacedSlot[] {
  if (value.is !== 'template' || (value.style !== 'quoted' && value.style !== 'json')) return [];
  const { text } = file;
  const isJson = value.style === 'json';
  const nameStart = text[name.start - 1] === '"' ? name.start - 1 : name.start;
  const line = lineBefore(text, nameStart);
  if (line === null) return [];
  const written = isJson ? `"${key}": "` : `${padded(text, name, key)} = "`;
  if (!/^[ \t]*$/.test(line)) {
    const isShort = isJson || (isItem && /\{[ \t]*$/.test(line));
    return isShort ? [slotAt(file, is, value.end, `, ${isJson ? written : `${key} = "`}`)] : [];
  }
  const lineEnd = `${lineEndAround(text, value.end)}${line}`;
  if (isJson || text[value.end] === ',') return [slotAt(file, is, value.end, `,${lineEnd}${written}`)];
  restOfLine.lastIndex = value.end;
  const rest = restOfLine.exec(text);
  return rest ? [slotAt(file, is, value.end + rest[0].length, `${lineEnd}${written}`)] : [];
}

function slotAt(file: SourceFile, is: Slot['is'], at: number, before: string): PlacedSlot {
  return { ...absentValue(is, before, '"'), place: file.place({ start: at, end: at }) };
}

/** The key, as wide as its neighbour with the blanks that align it. */
function padded(text: string, { start, end }: Span, key: string): string {
  const gap = sign.exec(text.slice(end, end + 100))?.groups?.gap ?? ' ';
  return key.padEnd(end - start + gap.length - 1);
}
