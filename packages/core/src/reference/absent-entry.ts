import type { Slot } from '../model/slot.ts';
import type { ResolvedEntry } from '../parse/tree/index.ts';
import type { SourceFile } from '../read/source-file.ts';
import type { PlacedSlot } from './fact.ts';

// Before a key of block style stand blanks and the dashes of lists; behind its value at most a comment.
const blockStart = /^[ ]*(?:- +)*$/;
const blockEnd = /["']?[ \t]*(?:#[^\r\n]*)?(?=\r?\n|$)/y;
const flowEnd = /["']?(?=[ \t]*[,}])/y;

/**
 * The slot of a value whose entry a mapping lacks: behind another entry of it, in block style on a line of its own; none
 * where the other is written in a way that leaves no room for one.
 */
export function absentEntry(
  file: SourceFile,
  is: Slot['is'],
  { key, value }: ResolvedEntry,
  name: string,
): readonly PlacedSlot[] {
  const { text } = file;
  if (value.is !== 'scalar' || value.style === 'literal' || value.style === 'folded') return [];
  if (key.start >= value.start || text.slice(key.start, value.end).includes('\n')) return [];
  const before = text.slice(text.lastIndexOf('\n', key.start - 1) + 1, key.start);
  const isBlock = blockStart.test(before);
  const end = isBlock ? blockEnd : flowEnd;
  end.lastIndex = value.end;
  const rest = end.exec(text)?.[0];
  if (rest === undefined) return [];
  const at = value.end + rest.length;
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const lead = isBlock ? `${lineEnd}${' '.repeat(before.length)}` : ', ';
  const place = file.place({ start: at, end: at });
  return [{ is, value: '', place, verbatim: true, absent: { before: `${lead}${name}: `, after: '' } }];
}
