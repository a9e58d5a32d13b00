import type { Report } from './report.ts';

/** Writes a report as `json-1`: UTF-8 JSON, fields in the order of the schema, lists as `evaluate` sorted them. */
export function writeReport(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
