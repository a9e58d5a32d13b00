import type { Report } from '@fineprint/core';
import { expect, test } from 'vitest';
import { exitCodeOf } from '../../cli/src/verdict.ts';
import { type FoundSketch, reportFinding } from './finding.testkit.ts';
import { coverageSentences, policyInWords, verdictOf } from './verdict.ts';

const error: FoundSketch = { level: 'error' };
const warning: FoundSketch = { level: 'warning' };
const waived = { id: 'w', reason: 'r', owner: null, expires: '2030-01-01' };
const without: Report['coverage'] = {
  files: { seen: 1, claimed: 0, read: 0 },
  references: { seen: 0, resolved: 0, licensed: 0, pinned: 0 },
};

test.each([
  [reportFinding([error, warning, warning]), '✗ Failed: 1 error, 2 warnings', 'errors fail the check.'],
  [reportFinding([warning]), '! Passed with 1 warning', 'only errors fail the check; with --fail-on warning'],
  [
    reportFinding([warning], { failOn: 'warning' }),
    '✗ Failed: 1 warning',
    'errors and warnings fail the check',
  ],
  [reportFinding([error], { failOn: 'none' }), '! Passed with 1 error', 'because --fail-on is none'],
  [
    reportFinding([{ level: 'note' }], { failOn: 'note' }),
    '✗ Failed: 1 note',
    'errors, warnings and notes fail the check',
  ],
  [reportFinding([]), '✓ Passed: nothing was found to judge', 'only errors fail'],
  [reportFinding([], {}, [{ name: 'a' }]), '✓ Passed: no findings', 'only errors fail'],
  [
    reportFinding(
      [
        { ...error, state: 'known' },
        { ...warning, state: 'new' },
      ],
      { baseline: 'b.json' },
    ),
    '! Passed with 1 new warning',
    '1 known finding is in the baseline b.json.',
  ],
  [
    reportFinding([{ ...error, state: 'new' }], { baseline: 'b.json' }),
    '✗ Failed: 1 new error',
    'new errors fail the check',
  ],
  [reportFinding([{ ...error, waiver: waived }]), '✓ Passed: ', '1 finding is waived.'],
  [
    { ...reportFinding([], { strict: true }), complete: false },
    '✗ Failed: nothing was found to judge; the scan is incomplete',
    'an incomplete scan fails',
  ],
  [{ ...reportFinding([], { strict: true }), coverage: without }, '✗ Failed: nothing', 'recognises nothing'],
  [{ ...reportFinding([]), complete: false }, '; the scan is incomplete', 'only errors fail'],
] as const)(
  '%#: the verdict says what fails, and why the exit code is what it is',
  (report, told, reason) => {
    const { mark, sentence, because } = verdictOf(report);
    const code = exitCodeOf(report, report.scan.failOn ?? 'error', report.scan.strict ?? false);
    expect(`${mark} ${sentence}`).toContain(told);
    expect(because.join(' ')).toContain(reason);
    expect(because[0]).toMatch(new RegExp(`^Exit code ${code}: `));
  },
);

test.each([
  [['default'], 'built-in', 'policy default (built in)'],
  [['strict'], 'policies/strict.yaml', 'policy strict (built in)'],
  [['default', 'fineprint.yaml'], 'fineprint.yaml', 'policy default + fineprint.yaml'],
  [['shop'], 'https://example.org/shop.yaml', 'policy shop (from https://example.org/shop.yaml)'],
])('of %j from %s it is told who judged', (names, from, told) => {
  expect(policyInWords({ names, from, sha256: '' })).toBe(told);
});

test('the rules that failed it are named, those with most findings first', () => {
  const of = (rule: string, count: number) => Array.from({ length: count }, () => ({ ...error, rule }));
  const found = [...of('a', 1), ...of('b', 2), ...['c', 'd', 'e', 'f', 'g'].flatMap((rule) => of(rule, 1))];
  const report = reportFinding([...found, warning, { ...error, waiver: waived }]);
  expect(verdictOf(report).because[1]).toBe(
    'It failed by b (2), a (1), c (1), d (1), e (1) and 2 more rules.',
  );
  expect(verdictOf(reportFinding([warning])).because).toHaveLength(1);
});

test('what was seen is told in sentences, and of nothing no shares are told', () => {
  expect(coverageSentences(reportFinding([]))).toEqual([
    '1 of 1 file holds infrastructure code. No component is named.',
  ]);
  const two = [{ name: 'a', places: ['a.yaml', 'b.yaml'] }];
  expect(coverageSentences(reportFinding([], {}, two))).toEqual([
    '1 of 1 file holds infrastructure code. 1 component is named in 2 places.',
    '0 of 2 references name an exact version, 0 of 2 are pinned, 0 of 2 have a concluded licence.',
  ]);
});
