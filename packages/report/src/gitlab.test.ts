import type { Report } from '@fineprint/core';
import { expect, test } from 'vitest';
import { at, finding, reportOf, unread, waiver } from './findings.testkit.ts';
import { gitlab } from './gitlab.ts';

function issuesOf(report: Report) {
  return JSON.parse([...gitlab.render(report)].join(''));
}

test('a finding is an issue with the severities of GitLab', () => {
  const findings = (['error', 'warning', 'note'] as const).map((level) => finding({ level }));
  const issues = issuesOf(reportOf(findings));
  expect(issues[0]).toEqual({
    description: 'Nobody knows the licence of a. Read it.',
    check_name: 'license-unknown',
    fingerprint: 'f'.repeat(64),
    severity: 'critical',
    location: { path: 'a.yaml', lines: { begin: 3 } },
  });
  expect(issues.map(({ severity }: { severity: string }) => severity)).toEqual(['critical', 'major', 'info']);
});

test('findings that are equal have fingerprints of their own, which stay', () => {
  const fingerprints = (lines: readonly number[]) =>
    issuesOf(reportOf(lines.map((line) => finding({ locations: [at('a', line)] })))).map(
      ({ fingerprint }: { fingerprint: string }) => fingerprint,
    );
  expect(new Set(fingerprints([1, 2, 3])).size).toBe(3);
  expect(fingerprints([1, 2, 3])).toEqual(fingerprints([4, 5, 6]));
});

test('a waived finding is none, and one that the baseline knows is', () => {
  expect(issuesOf(reportOf([finding({ waiver }), finding({ state: 'known' })]))).toHaveLength(1);
});

test('an incomplete scan is an issue where it was stopped', () => {
  expect(issuesOf(reportOf([]))).toEqual([]);
  expect(issuesOf(reportOf([], { complete: false, problems: [unread] }))).toMatchObject([
    {
      check_name: 'scan-incomplete',
      description: 'The scan is incomplete: 1 part could not be read. The file has more than 20 MB.',
      location: { path: 'big.yaml', lines: { begin: 1 } },
    },
  ]);
});
