import { type FailOn, failingLevels, isOpen, type Report } from '@fineprint/core';

/** Exit codes, which are part of the interface; of several that hold, the first in this order counts. */
export const exitCodes = { defect: 70, usage: 2, findings: 1, incomplete: 4, nothing: 3, clean: 0 } as const;

/** What each exit code means, for people. */
export const exitCodeMeanings: readonly { readonly code: number; readonly means: string }[] = [
  { code: exitCodes.clean, means: 'nothing that fails' },
  { code: exitCodes.findings, means: 'findings at or over --fail-on' },
  { code: exitCodes.usage, means: 'wrong usage, or an invalid policy or settings' },
  { code: exitCodes.nothing, means: 'nothing recognised, only with --strict' },
  { code: exitCodes.incomplete, means: 'the scan is incomplete, only with --strict' },
  { code: exitCodes.defect, means: 'a defect of Fineprint' },
];

/** The report with what the user said about failing, which its verdict tells. */
export function askedToFail(report: Report, failOn: FailOn, strict: boolean): Report {
  const { failOn: _, strict: __, ...scan } = report.scan;
  return {
    ...report,
    scan: { ...scan, ...(failOn === 'error' ? {} : { failOn }), ...(strict ? { strict } : {}) },
  };
}

/** Answers the exit code of a scan; it does not depend on the format. */
export function exitCodeOf(report: Report, failOn: FailOn, strict: boolean): number {
  const failing = failingLevels(failOn);
  if (report.findings.some((finding) => isOpen(finding) && failing.includes(finding.level)))
    return exitCodes.findings;
  if (strict && !report.complete) return exitCodes.incomplete;
  if (strict && report.coverage.files.claimed === 0) return exitCodes.nothing;
  return exitCodes.clean;
}
