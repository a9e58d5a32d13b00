import { type FailOn, failingLevels, isOpen, type Report } from '@fineprint/core';
import { exitCodes } from './exit-code.ts';

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
