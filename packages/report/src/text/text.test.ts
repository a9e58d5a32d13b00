import { widthOf } from '@fineprint/core';
import { expect, test } from 'vitest';
import { type FoundSketch, reportFinding } from '../finding.testkit.ts';
import { type Sketch, testMeans } from '../report.testkit.ts';
import { text } from '../text.ts';

type Rendered = Parameters<typeof text.render>[0];

function rendered(report: Rendered, means: Partial<typeof testMeans> = {}): string {
  return [...text.render(report, { ...testMeans, showWaived: false, ...means })].join('');
}

const rule = (id: string, level: FoundSketch['level'] & {}, count: number): readonly FoundSketch[] =>
  Array.from({ length: count }, (_, index) => ({ rule: id, level, path: `${id}/${index}.yaml` }));

test('what fails comes first, then warnings, then one line for each rule of notes', () => {
  const found = [
    ...rule('an-error', 'error', 1),
    ...rule('a-warning', 'warning', 2),
    ...rule('a-note', 'note', 9),
  ];
  const lines = rendered(reportFinding(found)).split('\n');
  const heads = lines.filter((line) => /^(error|warning|note) /.test(line));
  expect(heads).toEqual([
    'error an-error',
    'warning a-warning (2 findings)',
    'note a-note  a-note/0.yaml:1:1 and 8 more places',
  ]);
});

test('hundreds of warnings of many rules fit on two screens, and how to see all is said', () => {
  const rules = Array.from({ length: 20 }, (_, index) => `rule-${index}`);
  const found = rules.flatMap((id) => rule(id, 'warning', 40));
  const shown = rendered(reportFinding(found), { width: 100 });
  expect(shown.split('\n').length).toBeLessThan(100);
  for (const id of rules) expect(shown).toContain(`warning ${id} `);
  expect(shown).toContain('"-o html=report.html" shows every finding');
  expect(rendered(reportFinding(rule('one', 'warning', 2)))).not.toContain('-o html');
});

test('with a baseline only what is new is shown, and what is known is counted', () => {
  const found: readonly FoundSketch[] = [
    { message: 'This is known.', state: 'known' },
    { message: 'This is new.', state: 'new' },
  ];
  const shown = rendered(reportFinding(found, { baseline: 'fineprint-baseline.json' }));
  expect(shown).toContain('This is new.');
  expect(shown).not.toContain('This is known.');
  expect(shown).toContain('1 known finding is in the baseline fineprint-baseline.json.');
});

test('of many components, one of each kind is shown before a second of any, the most exposed first', () => {
  const sketches: readonly Sketch[] = [
    { name: 'a', kind: 'tool', usage: 'ci' },
    { name: 'b', kind: 'tool', usage: 'ci' },
    { name: 'c', kind: 'tool', usage: 'deployed' },
    { name: 'd', kind: 'download', usage: 'ci' },
    ...['e', 'f', 'g', 'h'].map((name) => ({ name, kind: 'tool', usage: 'ci' as const })),
  ];
  const found = sketches.map(({ name }) => ({ of: name, message: `It is ${name}.` }));
  const shown = rendered(reportFinding(found, {}, sketches));
  expect([...shown.matchAll(/It is (\w)/g)].map(([, name]) => name)).toEqual(['c', 'd', 'a', 'b', 'e']);
  expect(shown).toContain('… and 3 more: f, g, h');
});

test('a remedy stands under the findings that it mends', () => {
  const found = ['Pin it.', 'Pin it.', 'Lock it.'].map((remedy, index) => ({
    remedy,
    message: `It is ${index}.`,
  }));
  const order = [...rendered(reportFinding(found)).matchAll(/It is \d|(?:Pin|Lock) it/g)].map(
    ([told]) => told,
  );
  expect(order).toEqual(['It is 0', 'It is 1', 'Pin it', 'It is 2', 'Lock it']);
});

test('what fails says who owns the unit that it is in', () => {
  const report = reportFinding([{ level: 'error', of: 'a' }], {}, [{ name: 'a' }]);
  const unit = (ref: string, ...owners: string[]) => ({ ref, kind: 'chart', path: '.', owners });
  const shop = unit('unit', '@shop/platform', '@b', '@c', '@d');
  const units = [shop, unit('other', '@shop/web')];
  expect(rendered({ ...report, units })).toContain('a.yaml:1:1  owned by @shop/platform @b @c and 1 more\n');
  expect(rendered({ ...report, units }, { width: 40 })).toContain('a.yaml:1:1\n    owned by @shop/platform');
  expect(rendered({ ...report, units: [shop] })).not.toContain('owned');
});

test('waived findings are shown by their waiver where that is asked for', () => {
  const waiver = { id: 'W-1', reason: 'It is replaced in May.', owner: 'ada', expires: '2027-05-31' };
  const report = reportFinding([
    { waiver, message: 'One.' },
    { waiver, message: 'Two.' },
  ]);
  expect(rendered(report)).not.toContain('One.');
  expect(rendered(report)).toContain('2 findings are waived. --show-waived lists');
  const shown = rendered(report, { showWaived: true });
  const head =
    'W-1 waives 2 findings of version-not-pinned until 2027-05-31, owner ada\n    It is replaced in May.\n';
  expect(shown.split(head)).toHaveLength(2);
  expect(shown).toMatch(/One\.[\s\S]*Two\./);
});

test('problems are counted by their sort, what makes a scan incomplete first', () => {
  const at = { path: 'a.yaml', line: 3, column: 1, endLine: 3, endColumn: 1 };
  const problems = [
    ...Array.from({ length: 300 }, () => ({
      code: 'version-unknown' as const,
      message: 'No version.',
      location: at,
    })),
    { code: 'syntax-invalid' as const, message: `It is broken. ${'x'.repeat(2_000)}`, location: at },
  ];
  const shown = rendered({ ...reportFinding([]), problems, complete: false });
  expect(shown).toMatch(/syntax-invalid[\s\S]*version-unknown \(300\)[\s\S]*a\.yaml:3:1 and 299 more places/);
  expect(shown.match(/No version\./g)).toHaveLength(1);
  expect(shown).not.toContain('x'.repeat(300));
  expect(shown).toContain('"--explain-coverage" lists all of them.');
});

test('each part that was not read has its place', () => {
  const problems = Array.from({ length: 7 }, (_, index) => ({
    code: 'syntax-invalid' as const,
    message: 'It is broken.',
    location: { path: `${index}.yaml`, line: 1, column: 1, endLine: 1, endColumn: 1 },
  }));
  const shown = rendered({ ...reportFinding([]), problems, complete: false });
  expect(shown.match(/\d\.yaml:1:1.*/g)).toEqual([
    '0.yaml:1:1',
    '1.yaml:1:1',
    '2.yaml:1:1',
    '3.yaml:1:1',
    '4.yaml:1:1 and 2 more places',
  ]);
});

test.each([40, 60, 80])('nothing but a long path is wider than %i columns', (width) => {
  const sketches = [{ name: '图像/服务器', kind: 'tool' }];
  const frame = `   |\n 1 | ${'y'.repeat(200)}\n   | ${'^'.repeat(200)}\n`;
  const message = 'Die 图像 服务器 is '.repeat(12);
  const found: readonly FoundSketch[] = [
    { rule: 'a-rule-with-a-name', message, remedy: message, frame, of: '图像/服务器' },
    ...rule('another-rule', 'warning', 20),
    ...rule('notes-that-have-a-rather-long-name', 'note', 3),
    { waiver: { id: 'W'.repeat(20), reason: message, owner: message, expires: '2030-01-01' }, message },
  ];
  const kinds = [
    {
      kind: 'tool',
      title: 'Operating system packages',
      components: 1,
      occurrences: 1,
      licensed: 1,
      pins: [
        { name: 'digest', count: 120 },
        { name: 'tag', count: 30 },
      ],
    },
  ];
  const classes = ['permissive', 'strong-copyleft', 'network-copyleft', 'unknown'].map((name) => ({
    name,
    count: 9,
  }));
  const report = reportFinding(found, { excluded: ['vendor/**', 'third_party/**', 'examples/**'] }, sketches);
  const summary = { ...report.summary, kinds, classes };
  const rules = [
    {
      id: 'a-rule-with-a-name',
      title: 'A title that is long enough. '.repeat(4),
      defaultLevel: 'note' as const,
      readme: () => '',
    },
  ];
  const shown = rendered({ ...report, summary }, { width, rules, showWaived: true });
  expect(shown.split('\n').filter((line) => widthOf(line) > width && / /.test(line.trim()))).toEqual([]);
});

test('a hostile name, path, waiver or policy cannot draw on the terminal', () => {
  const hostile = 'a\u001b]0;x\u0007\n::error::b\u202e';
  const waiver = { id: hostile, reason: hostile, owner: hostile, expires: '2030-01-01' };
  const found: readonly FoundSketch[] = [
    ...['error', 'warning', 'note'].flatMap((level) => [
      {
        level: level as 'error',
        rule: `r-${level}`,
        message: hostile,
        remedy: hostile,
        path: hostile,
        frame: hostile,
      },
    ]),
    { waiver, message: hostile, path: hostile },
  ];
  const scan = {
    policy: { names: [hostile], sha256: '', from: hostile },
    baseline: hostile,
    only: [hostile],
    excluded: [hostile],
  };
  const at = { path: hostile, line: 1, column: 1, endLine: 1, endColumn: 1 };
  const report = {
    ...reportFinding(found, scan),
    root: { name: hostile, commit: null, remote: null },
    problems: [{ code: 'syntax-invalid' as const, message: hostile, location: at }],
  };
  for (const width of [60, Number.POSITIVE_INFINITY]) {
    const shown = rendered(report, { showWaived: true, width });
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]|^\s*::/m);
  }
});
