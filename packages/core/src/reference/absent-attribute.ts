import type { Slot } from '../model/slot.ts';
import type { HclExpression } from '../parse/hcl/index.ts';
import type { Span } from '../parse/span.ts';
import type { SourceFile } from '../read/source-file.ts';
import { absentValue } from './absent-slot.ts';
import { lineBefore, lineEndAround } from './around-line.ts';
import type { PlacedSlot } from './fact.ts';

/** An attribute of a block or an item of an object, in HCL or its JSON. */
export interface HclEntry {
  readonly name: Span;
  readonly value: HclExpression;
}

const restOfLine = /[ \t]*(?:(?:#|\/\/)[^\r\n]*)?(?=\r?\n|$)/y;
const sign = /^(?<gap>[ \t]*)[=:]/;

/**
 * The slot of a text whose attribute HCL lacks: on a line of its own behind another one, or within the braces of a short
 * object; none where no single place is sure.
 */
export function absentAttribute(
  file: SourceFile,
  { name, value }: HclEntry,
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
    const isObject = isJson || /\{[ \t]*$/.test(line);
    return isObject ? [slotAt(file, is, value.end, `, ${isJson ? written : `${key} = "`}`)] : [];
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
