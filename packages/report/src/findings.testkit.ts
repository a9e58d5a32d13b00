import type { Report, ReportFinding, ReportLocation, ReportProblem } from '@fineprint/core';
import { reportWith, testMeans } from './report.testkit.ts';
import type { ReporterMeans } from './reporter.ts';

/** A place in a file. */
export function at(path: string, line = 1): ReportLocation {
  return { path, line, column: 5, endLine: line, endColumn: 9 };
}

/** A finding; what a test does not say is filled in. */
export function finding(parts: Partial<ReportFinding> = {}): ReportFinding {
  return {
    rule: 'license-unknown',
    level: 'warning',
    ref: 'tool:a@1',
    message: 'Nobody knows the licence of a.',
    remedy: 'Read it.',
    locations: [at('a.yaml', 3)],
    fingerprint: 'f'.repeat(64),
    state: null,
    waiver: null,
    fix: null,
    ...parts,
  };
}

export const waiver = { id: 'W-1', reason: 'Cleared by legal.', owner: 'ada', expires: '2027-01-01' };

export const unread: ReportProblem = {
  code: 'file-too-large',
  message: 'The file has more than 20 MB.',
  location: at('big.yaml'),
};

/** A report of these findings, about one component. */
export function reportOf(findings: readonly ReportFinding[], parts: Partial<Report> = {}): Report {
  return { ...reportWith([{ name: 'a', version: '1' }]), findings, ...parts };
}

/** A report of a scan that asked these rules. */
export function asking(rules: NonNullable<Report['scan']['policy']['rules']>): Pick<Report, 'scan'> {
  const { scan } = reportWith([]);
  return { scan: { ...scan, policy: { ...scan.policy, rules } } };
}

/** What reporters are given, with two rules. */
export const means: ReporterMeans = {
  ...testMeans,
  rules: [
    {
      id: 'license-unknown',
      title: 'Nobody can say under which licence a component stands.',
      defaultLevel: 'warning',
      readme: () =>
        '# license-unknown\n\nTitle.\n\n## Why\n\nFirst.\n\nSecond.\n\n## How to fix\n\nRead.\n\n## Fires on\n\nx\n',
    },
    {
      id: 'version-not-pinned',
      title: 'A component is pinned less firmly than the policy asks.',
      defaultLevel: 'error',
      readme: () => '',
    },
  ],
};
