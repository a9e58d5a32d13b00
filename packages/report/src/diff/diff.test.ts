import { type Comparison, compareReports, type Report } from '@fineprint/core';
import { type ComponentSketch, type FindingSketch, reportWith } from '@fineprint/core/testkit';
import { describe, expect, test } from 'vitest';
import { type DiffFormatName, diffFormats } from '../registry.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const before: readonly ComponentSketch[] = [
  { key: 'tool:terraform', version: '1.5.7', license: 'MPL-2.0', class: 'weak-copyleft' },
  {
    key: 'container-image:docker.io/library/redis',
    version: '7.2.4',
    pin: 'tag',
    license: 'BSD-3-Clause',
    class: 'permissive',
  },
  { key: 'container-image:docker.io/library/nginx', version: '1.27.0', pin: 'tag' },
  { key: 'github-action:actions/checkout', commit: 'b'.repeat(40), pin: 'commit' },
  { key: 'helm-chart:old', version: '1.0.0', license: 'NONE' },
];
const after: readonly ComponentSketch[] = [
  { key: 'tool:terraform', version: '1.6.0', license: 'BUSL-1.1', class: 'source-available' },
  {
    key: 'container-image:docker.io/library/redis',
    requested: '7',
    pin: 'tag',
    license: 'NOASSERTION',
    ranges: [
      { versions: '>=7.0.0 <7.4.0', expression: 'BSD-3-Clause' },
      { versions: '>=7.4.0 <8.0.0-0', expression: 'LicenseRef-RSALv2 OR SSPL-1.0' },
    ],
  },
  { key: 'container-image:docker.io/library/nginx', version: '1.27.0', digest, pin: 'digest' },
  { key: 'github-action:actions/checkout', commit: 'c'.repeat(40), pin: 'commit' },
  { key: 'github-action:actions/checkout', version: 'v4', pin: 'tag' },
  { key: 'library:deb/curl', license: 'NOASSERTION', pin: 'none' },
];

async function render(format: DiffFormatName, comparison: Comparison): Promise<string> {
  const means = { color: false, width: Number.POSITIVE_INFINITY };
  return [...(await diffFormats[format]()).render(comparison, means)].join('');
}

function compared(findings: readonly FindingSketch[] = []): Comparison {
  return compareReports(reportWith(before, [{ digit: '1' }]), reportWith(after, findings));
}

test('people read what changed, licences first', async () => {
  const comparison = compared([
    { digit: '1', waived: true },
    { digit: '2', message: 'curl has no version.' },
  ]);
  expect(await render('text', comparison)).toBe(`
Compared  repo → repo

Licences that changed
  ~ docker.io/library/redis 7.2.4 → 7: BSD-3-Clause → BSD-3-Clause for 7.0.0 to 7.3.x and LicenseRef-RSALv2 OR SSPL-1.0 for 7.4.0 to 7.x
    main.tf:2:3
  ~ terraform 1.5.7 → 1.6.0: MPL-2.0 → BUSL-1.1 (weak-copyleft → source-available)
    main.tf:2:3

Versions and pins that changed
  ~ docker.io/library/nginx 1.27.0 (no digest → sha256:aaaaaaaaaaaa): pinned by tag → digest
    main.tf:2:3
  ~ actions/checkout bbbbbbbbbbbb → cccccccccccc, v4: pinned by commit → commit, tag
    main.tf:2:3

Components that are new
  + deb/curl no version: licence unknown, not pinned, ci
    main.tf:2:3

Components that are gone
  - old 1.0.0: no licence, pinned by exact, ci
    main.tf:2:3

Findings that opened
  warning license-unknown  curl has no version.
    main.tf:2:3

Findings that closed
  warning license-unknown  It is so. (it is waived now)
    main.tf:2:3

1 component added, 1 component removed, 4 components changed (2 in the licence), 1 finding opened, 1 finding closed
`);
});

test('a comparison of equals says so', async () => {
  const equal = compareReports(reportWith(before), reportWith(before));
  expect(await render('text', equal)).toContain('Nothing changed\n');
  expect(await render('markdown', equal)).toBe('## Nothing changed\n\n');
});

test('versions that only came or went are told as that', async () => {
  const one = { key: 'tool:a', version: '1.0.0' };
  const other = { key: 'tool:a', version: '2.0.0' };
  expect(await render('text', compareReports(reportWith([one]), reportWith([one, other])))).toContain(
    '~ a also 2.0.0\n',
  );
  expect(await render('text', compareReports(reportWith([one, other]), reportWith([other])))).toContain(
    '~ a no longer 1.0.0\n',
  );
});

test('where versions of one side differ in the license, each is told with its own', async () => {
  const mpl = { key: 'tool:a', requested: '~1.5', license: 'MPL-2.0' };
  const ranges = [
    { versions: '>=1.5.0 <1.6.0-0', expression: 'MPL-2.0' },
    { versions: '>=1.6.0 <1.7.0', expression: 'BUSL-1.1' },
    { versions: '>=1.7.0', expression: 'BUSL-1.1' },
  ];
  const both = { key: 'tool:a', requested: '>= 1.5', license: 'NOASSERTION', ranges };
  const before = { key: 'tool:a', version: '1.5.7', license: 'MPL-2.0' };
  expect(await render('text', compareReports(reportWith([before]), reportWith([mpl, both])))).toContain(
    '~ a 1.5.7 → >= 1.5, ~1.5: MPL-2.0 → MPL-2.0 for 1.5.x and BUSL-1.1 from 1.6.0 (>= 1.5), MPL-2.0 (~1.5)\n',
  );
});

test('a constraint that moves on one side of a border changes no licence, one that reaches over it does', async () => {
  const admitting = (requested: string, ...ranges: readonly (readonly [string, string])[]) =>
    reportWith([
      {
        key: 'tool:a',
        requested,
        license: 'NOASSERTION',
        ranges: ranges.map(([versions, expression]) => ({ versions, expression })),
      },
    ]);
  const over = admitting('>= 1.5', ['>=1.5.0 <1.6.0', 'MPL-2.0'], ['>=1.6.0', 'BUSL-1.1']);
  const wider = admitting('>= 1.4', ['>=1.4.0 <1.6.0', 'MPL-2.0'], ['>=1.6.0', 'BUSL-1.1']);
  const under = reportWith([{ key: 'tool:a', requested: '~> 1.5.0', license: 'MPL-2.0' }]);
  expect(compareReports(over, wider).changed.map(({ aspects }) => aspects)).toEqual([['version']]);
  expect(compareReports(under, over).changed.map(({ aspects }) => aspects)).toEqual([['version', 'license']]);
});

test('the JSON is the comparison itself', async () => {
  expect(JSON.parse(await render('json', compared()))).toEqual(JSON.parse(JSON.stringify(compared())));
});

test('markdown puts a change of licence before the others', async () => {
  const markdown = await render('markdown', compared());
  const rows = markdown.split('\n').filter((line) => /^\| (?!---)/.test(line));
  expect(rows.slice(0, 6)).toEqual([
    '| component | version | licence | pin |',
    expect.stringContaining('| docker.io/library/redis | 7.2.4 → 7 | BSD\\-3\\-Clause → '),
    '| terraform | 1.5.7 → 1.6.0 | MPL\\-2.0 → BUSL\\-1.1 \\(weak\\-copyleft → source\\-available\\) |  |',
    expect.stringContaining('docker.io/library/nginx'),
    expect.stringContaining('actions/checkout'),
    '| component | version | licence | pin | usage |',
  ]);
});

test('what is long is cut, and counted', async () => {
  const many = Array.from({ length: 150 }, (_, index) => ({ key: `tool:t${index}`, version: '1.0.0' }));
  const comparison = compareReports(reportWith([]), reportWith(many));
  expect(await render('text', comparison)).toContain('… and 50 more; -o json lists them all');
  expect(await render('markdown', comparison)).toContain('50 more are left out here.');
  expect(JSON.parse(await render('json', comparison)).added).toHaveLength(150);
});

test('a terminal is not wider than it is, and a comment on GitHub has room for the markdown', async () => {
  const many = Array.from({ length: 99 }, (_, index) => ({
    key: `tool:${'|'.repeat(300)}${index}`,
    version: '1.0.0 '.repeat(30),
    license: 'MIT OR Apache-2.0 OR ISC OR BSD-3-Clause OR BSD-2-Clause',
  }));
  const findings = [{ digit: '1', message: 'It is so long. '.repeat(30) }];
  const comparison = compareReports(reportWith(many), reportWith([{ key: 'tool:new' }], findings));
  const narrow = [...(await diffFormats.text()).render(comparison, { color: false, width: 60 })].join('');
  const words = narrow.split('\n').filter((line) => !line.includes('|||') && line.length > 60);
  expect(words).toEqual([]);
  const markdown = await render('markdown', comparison);
  expect(markdown.length).toBeLessThan(60_000);
  expect(markdown).toMatch(/\n\d+ more are left out here\.\n[\s\S]*### Findings that opened/);
});

describe('names of a hostile report', () => {
  const hostile = [
    '::error::owned',
    '\u001b]0;owned\u0007',
    'a\n::set-output name=x::y',
    '<img src=x onerror=alert(1)>',
    '| a | b |',
    '[x](javascript:alert(1))',
    '@org/team www.example.org https://example.org',
    'gpj.\u202eexe\u200b',
  ];
  const everywhere = (name: string): readonly ComponentSketch[] => [
    { key: `tool:${name}`, version: name, license: name, class: name },
    {
      key: 'tool:x',
      version: name,
      license: 'NOASSERTION',
      ranges: [
        { versions: name, expression: name },
        { versions: '*', expression: name },
      ],
    },
  ];
  const findings = (name: string) => [{ digit: '3', message: name }];

  /** The report with every place in a file of that name. */
  function withPath(report: Report, path: string): Report {
    return JSON.parse(JSON.stringify(report).replaceAll('"main.tf"', () => JSON.stringify(path)));
  }

  test.each(hostile)('are shown, and nothing obeys them: %j', async (name) => {
    const one = withPath(reportWith(everywhere(name), findings(name)), name);
    const other = {
      ...reportWith([{ key: 'tool:x', version: '1.0.0' }]),
      root: { name, commit: name, remote: name },
    };
    for (const comparison of [compareReports(one, other), compareReports(other, one)]) {
      const [text, markdown] = [await render('text', comparison), await render('markdown', comparison)];
      for (const output of [text, markdown]) {
        expect(output).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e]/);
        expect(output).not.toMatch(/^[ \t]*(?:::|##\[)/m);
      }
      expect(markdown).not.toMatch(/<img|(?<!\\)\]\(|@org|https:\/\/|www\.example/);
      const cells = markdown.split('\n').filter((line) => line.startsWith('| '));
      for (const row of cells) expect(row.replaceAll(/\\./g, '').split('|').length).toBeLessThanOrEqual(7);
    }
  });
});
