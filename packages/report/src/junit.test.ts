import type { Report } from '@fineprint/core';
import { expect, test } from 'vitest';
import { asking, at, finding, means, reportOf, unread, waiver } from './findings.testkit.ts';
import { junit } from './junit.ts';
import type { ReporterMeans } from './reporter.ts';

function linesOf(report: Report, parts: Partial<ReporterMeans> = {}): readonly string[] {
  return [...junit.render(report, { ...means, ...parts })]
    .join('')
    .split('\n')
    .map((line) => line.trim());
}

const asked = asking([
  { id: 'license-unknown', level: 'warning' },
  { id: 'version-not-pinned', level: 'error' },
]);

test('a rule that was asked and found nothing passes', () => {
  expect(linesOf(reportOf([], asked))).toContain(
    '<testcase classname="version-not-pinned" name="A component is pinned less firmly than the policy asks."/>',
  );
  expect(linesOf(reportOf([], asking([]))).join('')).not.toContain('version-not-pinned');
});

test('a finding fails at the levels that fail, and else is told', () => {
  const report = reportOf([finding({ message: 'a < "b"' })], asked);
  expect(linesOf(report, { failOn: 'warning' })).toContain(
    '<failure type="warning" message="a &lt; &quot;b&quot;">a &lt; &quot;b&quot;',
  );
  expect(linesOf(report)).toContain('<system-out>warning: a &lt; &quot;b&quot;');
  expect(linesOf(report)).toContain('<testsuites name="Fineprint" tests="4" failures="0" errors="0">');
  expect(linesOf(report, { failOn: 'none' }).join('')).not.toContain('<failure');
});

test('a waived and a known finding are skipped, with the reason', () => {
  const level = 'error';
  const lines = linesOf(reportOf([finding({ level, waiver }), finding({ level, state: 'known' })]));
  expect(lines).toContain(
    '<skipped message="Waived until 2027-01-01 (W-1, ada): Cleared by legal.">Waived until 2027-01-01 (W-1, ada): Cleared by legal.',
  );
  expect(lines).toContain('<skipped message="Known: the baseline has it.">Known: the baseline has it.');
  expect(lines.join('')).not.toContain('<failure');
});

test('cases have names of their own, which no line is part of', () => {
  const names = (findings: readonly ReturnType<typeof finding>[]) =>
    linesOf(reportOf(findings)).flatMap(
      (line) => /classname="license-unknown" name="([^"]*)"/.exec(line)?.slice(1) ?? [],
    );
  expect(names([finding(), finding({ locations: [at('a.yaml', 9)] }), finding({ ref: null })])).toEqual([
    'tool:a in a.yaml',
    'tool:a in a.yaml (2)',
    'a.yaml',
  ]);
});

test('what could not be read is told and skipped, and passes for nothing', () => {
  const lines = linesOf(reportOf([], { complete: false, problems: [unread] }));
  expect(lines).toContain(
    '<skipped message="The scan is incomplete: 1 part could not be read.">The scan is incomplete: 1 part could not be read.',
  );
  expect(lines.join('\n')).toContain('file-too-large big.yaml:1:5 The file has more than 20 MB.');
});

test('characters that XML cannot hold are shown', () => {
  const text = linesOf(reportOf([finding({ message: 'a\0\u001b\uffff\ud800]]>b' })])).join('\n');
  expect(text).toContain('a\\x00\\x1b\\u{ffff}\\u{d800}]]&gt;b');
});

test('of more findings than a reader can take, the worst are listed', () => {
  const findings = [
    ...Array.from({ length: 6_000 }, () => finding({ level: 'note' })),
    finding({ level: 'error', rule: 'version-not-pinned' }),
  ];
  const lines = linesOf(reportOf(findings));
  expect(lines.filter((line) => line.startsWith('<testcase'))).toHaveLength(5_002);
  expect(lines.join('\n')).toContain('1001 of 6001 findings are left out here, the least of them.');
  expect(lines).toContain(
    '<testsuite name="version-not-pinned" tests="1" failures="1" errors="0" skipped="0" timestamp="2026-01-01T00:00:00.000Z">',
  );
});
