import type { ReportLocation } from './report.ts';

/** Stretch of one text: offsets in UTF-16 code units, lines and columns from 1 (SARIF `utf16CodeUnits`). */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Place in a file: `path` is relative to the scanned root, with `/` (SARIF `physicalLocation`). */
export interface Location extends Place {
  readonly path: string;
}

/** Place of a file as a whole: its first character. */
export const firstPlace: Place = { start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };

/** Joins a path and a place in it. */
export function locate(path: string, place: Place = firstPlace): Location {
  const { start, end, line, column, endLine, endColumn } = place;
  return { path, start, end, line, column, endLine, endColumn };
}

/** A location as a report has it: without offsets. */
export function reportLocation({ path, line, column, endLine, endColumn }: ReportLocation): ReportLocation {
  return { path, line, column, endLine, endColumn };
}

/** Orders locations by path (code units), then by where they begin and end. */
export function compareLocations(a: ReportLocation, b: ReportLocation): number {
  return (
    compareText(a.path, b.path) ||
    a.line - b.line ||
    a.column - b.column ||
    a.endLine - b.endLine ||
    a.endColumn - b.endColumn
  );
}

/** Orders texts by UTF-16 code unit, which no locale changes. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The place of a part of a text that stands at `place` as it is, without a line break in it. */
export function placeWithin(place: Place, start: number, end: number): Place {
  return {
    start: place.start + start,
    end: place.start + end,
    line: place.line,
    column: place.column + start,
    endLine: place.line,
    endColumn: place.column + end,
  };
}
