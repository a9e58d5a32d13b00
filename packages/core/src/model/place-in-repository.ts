import type { ReportLocation, ReportOccurrence } from './report.ts';

/** Where the scanned repository names it: what a fetched component holds is told where that component is named. */
export function placeInRepository(occurrence: ReportOccurrence): ReportLocation {
  const { path, line, column, endLine, endColumn } = occurrence.heldAt ?? occurrence;
  return { path, line, column, endLine, endColumn };
}
