import type { Place } from '../model/location.ts';
import type { Slot } from '../model/slot.ts';
import { type ResolvedText, writtenPlace } from '../parse/reference/index.ts';
import type { SourceFile } from '../read/source-file.ts';
import type { PlacedSlot } from './fact.ts';

/** A slot without the place where it stands. */
type Unplaced = Omit<Slot, 'at'>;

/** The slot of a value that is not written, but for its place, with the characters that have to surround it there. */
export function absentValue(is: Slot['is'], before: string, after = ''): Unplaced {
  return { is, value: '', verbatim: true, absent: { before, after } };
}

/** The point directly behind a place. */
export function pointBehind<P extends Place>(place: P): P {
  const { end, endLine, endColumn } = place;
  return { ...place, start: end, line: endLine, column: endColumn };
}

/** What stands before a parameter that is put at the end of a URL. */
export function beforeParameter(url: string, name: string): string {
  if (/[?&]$/.test(url)) return `${name}=`;
  return `${url.includes('?') ? '&' : '?'}${name}=`;
}

/** The slot of a parameter that the query of a URL lacks: at the end of the URL, if that is written as it is. */
export function absentParameter(
  file: SourceFile,
  url: ResolvedText,
  name: string,
  is: Slot['is'],
): readonly PlacedSlot[] {
  const { length } = url.text;
  const last =
    length > 0 && !url.text.includes('#') ? writtenPlace(url, { start: length - 1, end: length }) : null;
  if (!last?.verbatim) return [];
  return [{ ...absentValue(is, beforeParameter(url.text, name)), place: pointBehind(file.place(last)) }];
}
