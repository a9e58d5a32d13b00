import { readFileSync } from 'node:fs';
import type { Report } from '@fineprint/core';
import { readReport } from '@fineprint/core/json-1';
import { UsageError } from './usage-error.ts';

/** Marks each finding as known or new against an earlier report; throws a `UsageError` where that cannot be read. */
export function applyBaseline(report: Report, file: string): Report {
  let stored: string;
  try {
    stored = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UsageError(
      `The baseline "${file}" cannot be read: ${cause instanceof Error ? cause.message : cause}`,
      { cause },
    );
  }
  const known = new Set(readReport(stored).findings.map(({ fingerprint }) => fingerprint));
  const findings = report.findings.map((finding) => ({
    ...finding,
    state: known.has(finding.fingerprint) ? ('known' as const) : ('new' as const),
  }));
  return { ...report, scan: { ...report.scan, baseline: file }, findings };
}
