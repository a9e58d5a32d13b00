import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Report } from '@fineprint/core';
import type { Log, Run } from 'sarif';
import { describe, expect, test } from 'vitest';
import { asking, at, finding, means, reportOf, unread, waiver } from './findings.testkit.ts';
import { sarif } from './sarif.ts';

function textOf(report: Report): string {
  return [...sarif.render(report, means)].join('');
}

function runOf(report: Report): Run {
  const log: Log = JSON.parse(textOf(report));
  const [run] = log.runs;
  if (run === undefined) throw new Error('There is no run.');
  return run;
}

function told({ invocations }: Run): readonly (string | undefined)[] {
  return (invocations?.[0]?.toolExecutionNotifications ?? []).map(({ message }) => message.text);
}

describe('a rule', () => {
  test('comes with why it is asked and how to fix it', () => {
    const [rule] = runOf(reportOf([finding()])).tool.driver.rules ?? [];
    expect(rule).toMatchObject({
      id: 'license-unknown',
      shortDescription: { text: 'Nobody can say under which licence a component stands.' },
      fullDescription: { text: 'First.' },
      help: { markdown: '## Why\n\nFirst.\n\nSecond.\n\n## How to fix\n\nRead.\n' },
      defaultConfiguration: { level: 'warning' },
      properties: { tags: ['supply-chain', 'license'] },
    });
  });

  test('at another level than its own, or off, is said to be', () => {
    const { invocations } = runOf(reportOf([], asking([{ id: 'license-unknown', level: 'note' }])));
    expect(invocations?.[0]?.ruleConfigurationOverrides).toEqual([
      { descriptor: { id: 'license-unknown', index: 0 }, configuration: { level: 'note' } },
      { descriptor: { id: 'version-not-pinned', index: 1 }, configuration: { enabled: false } },
    ]);
    const asked = asking([
      { id: 'license-unknown', level: 'warning' },
      { id: 'version-not-pinned', level: 'error' },
    ]);
    expect(runOf(reportOf([], asked)).invocations?.[0]?.ruleConfigurationOverrides).toBeUndefined();
    expect(runOf(reportOf([])).invocations?.[0]?.ruleConfigurationOverrides).toBeUndefined();
  });

  test('that only a finding names is described too', () => {
    const { tool, results } = runOf(reportOf([finding({ rule: 'own' })]));
    expect(tool.driver.rules?.[results?.[0]?.ruleIndex ?? -1]).toMatchObject({
      id: 'own',
      help: { text: 'The policy\'s own rule "own".' },
    });
  });
});

describe('a result', () => {
  test('links the other places that its message names', () => {
    const locations = [
      at('a.yaml'),
      at('b[1].yaml', 2),
      ...Array.from({ length: 9 }, (_, line) => at('c', line)),
    ];
    const [result] =
      runOf(reportOf([finding({ locations: [at('a'), ...locations.slice(1)] })])).results ?? [];
    expect(result?.message.text).toBe(
      'Nobody knows the licence of a. Read it. Also at [b\\[1\\].yaml:2](1), [c:0](2), [c:1](3), [c:2](4), [c:3](5), 5 more.',
    );
    expect(result?.locations).toHaveLength(11);
    expect(result?.relatedLocations?.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
  });

  test('has no link that scanned text made', () => {
    const [result] =
      runOf(reportOf([finding({ message: '[x](https://x.example) is a\u202eb.' })])).results ?? [];
    expect(result?.message.text).toBe('[x\\](https://x.example) is a\\u{202e}b. Read it.');
  });

  test('of a waived finding is suppressed with the reason, and no other is', () => {
    const { results } = runOf(reportOf([finding({ waiver }), finding()]));
    expect(results?.map(({ suppressions }) => suppressions)).toEqual([
      [],
      [
        {
          kind: 'external',
          status: 'accepted',
          justification: 'Cleared by legal.',
          properties: { id: 'W-1', owner: 'ada', expires: '2027-01-01' },
        },
      ],
    ]);
  });

  test('is new or unchanged against a baseline, and neither without one', () => {
    const states = ['new', 'known', null] as const;
    const results = states.map((state) => runOf(reportOf([finding({ state })])).results?.[0]?.baselineState);
    expect(results).toEqual(['new', 'unchanged', undefined]);
  });

  test('carries the edits that mend it, file by file', () => {
    const fix = [
      { path: 'a b.yaml', start: 10, end: 13, text: '1.2.3' },
      { path: 'c.yaml', start: 0, end: 0, text: 'x' },
      { path: 'a b.yaml', start: 20, end: 20, text: ' # v1' },
    ];
    const artifact = (uri: string) => ({ uri, uriBaseId: '%SRCROOT%' });
    const replaced = (charOffset: number, charLength: number, text: string) => ({
      deletedRegion: { charOffset, charLength },
      insertedContent: { text },
    });
    expect(runOf(reportOf([finding({ fix })])).results?.[0]?.fixes).toEqual([
      {
        description: { text: 'Read it.' },
        artifactChanges: [
          {
            artifactLocation: artifact('a%20b.yaml'),
            replacements: [replaced(10, 3, '1.2.3'), replaced(20, 0, ' # v1')],
          },
          { artifactLocation: artifact('c.yaml'), replacements: [replaced(0, 0, 'x')] },
        ],
      },
    ]);
  });
});

describe('what GitHub would refuse', () => {
  test('is left out from the least on, and said', () => {
    const findings = [
      ...Array.from({ length: 4_000 }, () => finding({ waiver })),
      ...Array.from({ length: 2_000 }, () => finding({ level: 'note' })),
      ...Array.from({ length: 1_000 }, () => finding({ level: 'error' })),
    ];
    const run = runOf(reportOf(findings));
    const count = (level: string) => run.results?.filter((each) => each.level === level).length;
    expect(run.results).toHaveLength(5_000);
    expect([run.results?.[0]?.level, count('error'), count('note')]).toEqual(['error', 1_000, 2_000]);
    expect(told(run)).toEqual(['2000 of 7000 findings are left out here, the least of them.']);
  });

  test('as too many bytes is left out too', () => {
    // What nobody can compress.
    const part = (name: string) => createHash('sha512').update(name).digest('base64url');
    const path = (number: number) =>
      Array.from({ length: 24 }, (_, place) => part(`${number} ${place}`)).join('');
    const findings = Array.from({ length: 5_000 }, (_, number) =>
      finding({ level: 'error', locations: [at(path(number))] }),
    );
    const text = textOf(reportOf([...findings, finding()]));
    expect(gzipSync(text).length).toBeLessThan(10_000_000);
    const run: Run = JSON.parse(text).runs[0];
    const kept = run.results?.length ?? 0;
    expect(kept).toBeGreaterThan(3_000);
    expect(told(run)).toEqual([`${5_001 - kept} of 5001 findings are left out here, the least of them.`]);
  });

  test('as places of one finding, or problems, is said', () => {
    const locations = [at('a'), ...Array.from({ length: 149 }, (_, line) => at('a', line + 2))] as const;
    const noted = Array.from({ length: 1_200 }, () => ({
      ...unread,
      code: 'file-special' as const,
      message: 'x',
    }));
    const run = runOf(reportOf([finding({ locations })], { problems: [...noted, unread] }));
    expect(run.results?.[0]?.locations).toHaveLength(100);
    expect(told(run).slice(0, 3)).toEqual([
      '50 places of findings with many places are left out here.',
      '201 of 1201 problems are left out here, the least of them.',
      'The file has more than 20 MB.',
    ]);
  });
});
