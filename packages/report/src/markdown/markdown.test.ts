import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { type FoundSketch, reportFinding } from '../finding.testkit.ts';
import { markdown } from '../markdown.ts';
import { escapeMarkdown } from '../markdown-text.ts';
import { type Sketch, testMeans } from '../report.testkit.ts';

type Rendered = Parameters<typeof markdown.render>[0];

function rendered(report: Rendered, means: Partial<typeof testMeans> = {}): string {
  return [...markdown.render(report, { ...testMeans, ...means })].join('');
}

/** What is shown before anybody opens a part. */
function open(text: string): string {
  return text.replaceAll(
    /<details>[\s\S]*?<\/details>/g,
    (part) => /<summary>.*<\/summary>/.exec(part)?.[0] ?? '',
  );
}

test('what fails is open, what does not is folded, and a level that fails only here is open too', () => {
  const found: readonly FoundSketch[] = [
    { rule: 'an-error', level: 'error', message: 'This fails.', remedy: 'Mend the error.', path: 'e.yaml' },
    { rule: 'a-warning', message: 'This warns.' },
    { rule: 'a-note', level: 'note', message: 'This notes.' },
  ];
  const shown = open(rendered(reportFinding(found)));
  expect(shown).toContain('## ✗ Fineprint failed: 1 error, 1 warning, 1 note\n');
  expect(shown).toContain('| This fails.<br>**fix** Mend the error. | <code>e.yaml:1</code> |');
  expect(shown).toContain('<summary>1 warning</summary>');
  expect(shown).not.toMatch(/This (?:warns|notes)/);
  expect(open(rendered(reportFinding(found, { failOn: 'warning' })))).toContain('This warns.');
  expect(open(rendered(reportFinding(found, { failOn: 'none' })))).not.toContain('This fails.');
});

test('with a baseline known findings are counted and not listed', () => {
  const found: readonly FoundSketch[] = [
    { message: 'This is known.', state: 'known' },
    { message: 'This is new.', state: 'new' },
  ];
  const shown = rendered(reportFinding(found, { baseline: 'b.json' }));
  expect(shown).toContain('<summary>1 new warning</summary>');
  expect(shown).toContain('1 known finding is in the baseline b.json.');
  expect(shown).not.toContain('This is known.');
});

test('a remedy is said once for the findings that it mends', () => {
  const found = ['Pin it.', 'Lock it.', 'Pin it.'].map((remedy) => ({ remedy }));
  expect(rendered(reportFinding(found)).match(/(?:Pin|Lock) it/g)).toEqual(['Pin it', 'Lock it']);
});

describe('a report that is larger than a comment', () => {
  const levels = ['error', 'warning', 'note'] as const;
  const found: readonly FoundSketch[] = Array.from({ length: 3_000 }, (_, index) => ({
    rule: `rule-${index % 30}`,
    level: levels[Math.floor((index % 30) / 10)] ?? 'note',
    message: `${index} |@|`.repeat(300),
    path: `${'|'.repeat(3_000)}${index}`,
    remedy: `${index}<`.repeat(1_000),
  }));
  const at = { path: '<'.repeat(4_000), line: 1, column: 1, endLine: 1, endColumn: 1 };
  const codes = [
    'syntax-invalid',
    'file-too-large',
    'limit-reached',
    'version-unknown',
    'duplicate-key',
  ] as const;
  const report = {
    ...reportFinding(found, { excluded: ['|'.repeat(90_000)], baseline: '|'.repeat(9_000) }),
    problems: codes.map((code) => ({ code, message: '|'.repeat(2_000), location: at })),
  };

  test.each([60_000, 12_000, 900_000])('has its verdict, and no more than %i characters', (maxCharacters) => {
    const shown = rendered(report, { maxCharacters });
    expect(shown.length).toBeLessThanOrEqual(maxCharacters);
    expect(shown).toMatch(/^## ✗ Fineprint failed: 1000 new errors, 1000 new warnings, 1000 new notes\n/);
    expect(shown).toContain('the JSON report \\("\\-o json"\\) has all.');
    expect(shown.match(/<details>/g)).toHaveLength(shown.match(/<\/details>/g)?.length ?? 0);
  });

  test('has those of a comment where nothing else is asked for', () => {
    expect(rendered(report).length).toBeLessThanOrEqual(60_000);
    expect(rendered(report).length).toBeGreaterThan(30_000);
  });
});

test.each(['x', '語', '😀'])(
  'at the border of its budget a text of %s is whole, and below it is not',
  (letter) => {
    const found: readonly FoundSketch[] = Array.from({ length: 40 }, (_, index) => ({
      level: 'error',
      message: letter.repeat(100 + index),
      path: `${letter.repeat(50)}${index}`,
      remedy: letter.repeat(20 + index),
    }));
    const report = reportFinding(found);
    const at = (maxCharacters: number) => rendered(report, { maxCharacters });
    let [cut, whole] = [5_000, 60_000];
    while (whole - cut > 1) {
      const middle = Math.floor((whole + cut) / 2);
      if (at(middle).includes('left out')) cut = middle;
      else whole = middle;
    }
    for (const budget of [whole, whole + 1, cut, cut - 1, 5_000]) {
      expect(at(budget).length).toBeLessThanOrEqual(budget);
      expect(at(budget).isWellFormed()).toBe(true);
      expect(at(budget).includes('left out')).toBe(budget < whole);
    }
    // What is kept free for what may have to be said is less than a tenth.
    expect(at(whole).length).toBeGreaterThan(whole * 0.85);
  },
);

test('how many are left out is said, rule by rule', () => {
  const rows = Array.from({ length: 130 }, (_, index) => ({
    path: `${index}.yaml`,
    level: 'error' as const,
  }));
  expect(rendered(reportFinding(rows))).toContain('\n30 more are left out here; the JSON report');
  expect(rendered(reportFinding(rows.slice(0, 100)))).not.toContain('left out');
});

const hostile = [
  '[x](http://evil.example)',
  '![](http://track.example/x.png)',
  '@org/team',
  'a@example.org 1@.e.co',
  '#123 and owner/repo#7',
  'GH-7',
  '!7 $7 %7 ~label &7',
  '`code` ``` ~~~',
  'MIT | --:|--: | EVIL',
  'a\n# H1\n- [ ] x',
  '<details><summary>x</summary>',
  '<!-- marker -->',
  '<img src=x onerror=alert(1)>',
  '</code></table></details>',
  'https://evil.example www.evil.example ftp://x.example',
  'javascript:alert(1) <javascript:alert(1)>',
  '**bold** __bold__ ~~gone~~ $math$',
  '[^1] [^1]: note',
  ':tada: :+1:',
  '&lt;script&gt; &#64;org',
  '\\@org \\[x](y)',
  'gpj.\u202eexe\u200b\u001b[31m',
];

/** The text that GitHub and GitLab look for mentions, references and addresses in: markdown is read, entities are gone. */
function textOf(shown: string): string {
  return shown
    .replaceAll(/\\(.)/g, '$1')
    .replaceAll('&#8203;', '\u200b')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** All of this is our own, but for the names of one finding, which are plain. */
const guide =
  /<details>\n<summary>How to fix or waive<\/summary>\n(?:\n- .*)+\n[^<]*rule: [\w-]+\n {4}component: [\w./:+~-]+\n[^<]*<\/details>\n/;

test('a finding is mended or waived as its guide says', () => {
  const found: readonly FoundSketch[] = [
    { rule: 'license-unknown', of: 'a`b' },
    { rule: 'license-unknown', of: 'redis' },
  ];
  const shown = rendered(reportFinding(found, {}, [{ name: 'a`b' }, { name: 'redis' }]));
  const [, yaml = ''] = /```yaml\n([^`]*)```/.exec(shown) ?? [];
  expect(load(yaml)).toMatchObject({
    waivers: [{ rule: 'license-unknown', component: expect.stringMatching(/redis$/) }],
  });
  expect(rendered(reportFinding([{ state: 'known' }], { baseline: 'b.json' }))).not.toContain('How to fix');
});

describe('scanned text is shown, and nothing in it is active', () => {
  test.each(hostile)('%j', (name) => {
    const sketches: readonly Sketch[] = [{ name }];
    const found = (['error', 'warning', 'note'] as const).map((level) => ({
      level,
      rule: `r-${level}`,
      of: name,
      message: name,
      remedy: name,
      path: name,
    }));
    const scan = {
      policy: { names: [name], sha256: '', from: name },
      baseline: name,
      only: [name],
      excluded: [name],
    };
    const at = { path: name, line: 1, column: 1, endLine: 1, endColumn: 1 };
    const report = {
      ...reportFinding(found, scan, sketches),
      root: { name, commit: name, remote: null },
      problems: [{ code: 'syntax-invalid' as const, message: name, location: at }],
    };
    const whole = rendered(report);
    const shown = whole.replace(guide, '');
    expect(shown.length).toBeLessThan(whole.length - 300);
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e]/);
    const tags = [...shown.matchAll(/(?<!\\)<([^>]*)>/g)].map(([, tag]) => tag);
    expect(new Set(tags)).toEqual(
      new Set(['details', '/details', 'summary', '/summary', 'code', '/code', 'br', 'sub', '/sub']),
    );
    expect(shown).not.toMatch(/(?<!\\)(?:\]\(|!\[|`)/);
    expect(textOf(shown)).not.toMatch(/@[^\s\u200b]|[#!$%~&^]\w|GH-\d|:\/\/|www\.|:[\w+]+:/);
    for (const row of shown.split('\n').filter((line) => line.startsWith('|')))
      expect([4, 6]).toContain(row.replaceAll(/\\./g, '').split('|').length);
  });

  test('a number at the beginning begins no list', () => {
    expect(escapeMarkdown('1. a 2. b')).toBe('1\\. a 2. b');
  });

  test('plain words stay as they are', () => {
    expect(escapeMarkdown('actions/checkout 4.1.1 costs 10 % (more): a@ b')).toBe(
      'actions/checkout 4.1.1 costs 10 \\% \\(more\\): a@ b',
    );
  });

  test('a long text takes time in its length', () => {
    const long = ':a'.repeat(500_000);
    expect(escapeMarkdown(long).length).toBeGreaterThanOrEqual(long.length);
  });
});
