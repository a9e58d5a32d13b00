import { jsonPieces } from './json-pieces.ts';
import type { Report } from './report.ts';

/** Writes a report as `json-1`: UTF-8 JSON, fields in the order of the schema, lists as `evaluate` sorted them. */
export function writeReport(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** The same text in pieces, one for each item of a list: a report of many components is longer than a text can be. */
export function* reportPieces(report: Report): Iterable<string> {
  yield* jsonPieces(report, 2);
  yield '\n';
}
