import type { NonEmpty, Report, ReportLocation } from '@fineprint/core';

/**
 * The report of a directory with the places of findings and problems named from further up: who reads annotations or SARIF
 * looks for files in the repository. `prefix` ends with a slash, or is empty.
 */
export function placedIn(report: Report, prefix: string): Report {
  if (prefix === '') return report;
  const moved = <P extends { readonly path: string }>(place: P): P => ({
    ...place,
    path: prefix + place.path,
  });
  const all = ([first, ...more]: NonEmpty<ReportLocation>): NonEmpty<ReportLocation> => [
    moved(first),
    ...more.map(moved),
  ];
  return {
    ...report,
    findings: report.findings.map((finding) => ({
      ...finding,
      locations: all(finding.locations),
      fix: finding.fix?.map(moved) ?? null,
    })),
    problems: report.problems.map((problem) => ({
      ...problem,
      location: problem.location && moved(problem.location),
    })),
  };
}
