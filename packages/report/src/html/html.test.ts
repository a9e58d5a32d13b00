import { createHash } from 'node:crypto';
import { printable, type Report } from '@fineprint/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reportWith, testMeans } from '../report.testkit.ts';
import { htmlPage } from './html.ts';
import { leftOut, limitsOf } from './limits.ts';
import { addressOf, addressOfSource, escapeHtml, html, jsonForScript, linkTo } from './markup.ts';
import { hostile, pageReport, pageRules } from './page.testkit.ts';

function render(report: Report): string {
  return [...htmlPage.render(report, { ...testMeans, rules: pageRules })].join('');
}

const means: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('<', '>', '"', "'", '&', '</script', '<!--', ']]>', '\u2028', '\u202e', '\0', 'a'))
    .map((parts) => parts.join('')),
);

describe('escaping', () => {
  test('text is read as it was written, and holds nothing that begins markup or ends an attribute', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const escaped = escapeHtml(text);
        expect(escaped).not.toMatch(/[<>"'\u0000-\u001f\u2028\u2029\u202e]/);
        expect(escaped.replace(/&(#?\w+);/g, (_, name: string) => means[name] ?? '?')).toBe(printable(text));
      }),
    );
  });

  test('JSON in a script is the same JSON, and cannot end the script', () => {
    fc.assert(
      fc.property(fc.jsonValue(), anyText, (value, text) => {
        const written = jsonForScript({ value, text, [text]: 1 });
        expect(written).not.toMatch(/[<>\u2028\u2029]/);
        expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify({ value, text, [text]: 1 })));
      }),
    );
  });

  test('only addresses of http and https become links', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.webUrl({ validSchemes: ['http', 'https', 'ftp', 'javascript'] }), anyText),
        (text) => {
          const address = addressOf(text);
          if (address !== null) expect(new URL(address).protocol).toMatch(/^https?:$/);
        },
      ),
    );
    expect(addressOf('https://example.com/a?b=c#d')).toBe('https://example.com/a?b=c#d');
    for (const text of [
      'javascript:alert(1)',
      ' https://a',
      'https://a b',
      'https://a"b',
      'data:text/html,x',
      'https://\u202ea',
      '//a',
      'https://',
    ])
      expect(linkTo(text).text, text).not.toContain('<a');
    expect(linkTo('https://example.com').text).toContain('rel="noopener noreferrer"');
  });

  test('a file on GitHub is an address, whatever is said behind it', () => {
    expect(addressOfSource('github.com/a/b/blob/v1/LICENSE (all 3 tags)')).toBe(
      'https://github.com/a/b/blob/v1/LICENSE',
    );
    for (const text of [
      'github.com/a/b',
      'a/b LICENSE @ v1',
      'evil.example/github.com/a/b/blob/v1/x',
      'github.com/a/b/blob/"x',
    ])
      expect(addressOfSource(text), text).toBeNull();
  });

  test('what a template is given is text, unless another template made it', () => {
    expect(html`<b title="${hostile.attribute}">${[hostile.tag, html`<i>${1}</i>`, null]}</b>`.text).toBe(
      '<b title="&quot; onmouseover=&quot;alert(1)&quot; x=&#39;">&lt;img src=x onerror=alert(1)&gt;<i>1</i></b>',
    );
  });
});

describe('the page', () => {
  test('holds the tags it is made of and none of what was scanned', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { components, findings, ...report } = pageReport(5);
        const page = render({
          ...report,
          root: { name: text, commit: null, remote: text },
          scan: { ...report.scan, baseline: text, excluded: [text] },
          components: components.map((component) => ({
            ...component,
            name: text,
            supplier: text,
            kind: text,
            version: text,
            source: text,
            occurrences: [{ ...component.occurrences[0], path: text, text }],
          })),
          findings: findings.map((finding) => ({ ...finding, message: text, remedy: text, rule: text })),
          problems: report.problems.map((problem) => ({ ...problem, message: text })),
          texts: { ['0'.repeat(64)]: text },
        });
        const plain = render({ ...report, components, findings });
        const count = (tag: string) => [page, plain].map((each) => each.split(tag).length);
        for (const tag of ['<script', '</script', '<style', '<!--', '<img'])
          expect(count(tag)[0], tag).toBe(count(tag)[1]);
        expect(page).not.toContain('href="javascript');
      }),
      { numRuns: 40 },
    );
  });

  test('runs only the script and the style that its policy names', () => {
    const page = render(pageReport(3));
    const hashes = [/<script>(?<code>.*?)<\/script>/s, /<style>(?<code>.*?)<\/style>/s].map((form) => {
      const code = form.exec(page)?.groups?.code ?? '';
      return `sha256-${createHash('sha256').update(code).digest('base64')}`;
    });
    const [policy = ''] = page.match(/<meta http-equiv="Content-Security-Policy"[^>]*>/) ?? [];
    expect(policy).toContain(`script-src &#39;${hashes[0]}&#39;; style-src &#39;${hashes[1]}&#39;`);
    expect(policy).toContain('default-src &#39;none&#39;');
    expect(policy).not.toContain('unsafe');
  });

  test('is the same bytes for the same report', () => {
    expect(render(pageReport(30))).toBe(render(pageReport(30)));
  });

  test('says the verdict first: what fails, what was known, what was not read', () => {
    const verdict = (report: Report) =>
      /<h2 id="verdict-title">.*?<\/span>(?<said>[^<]*)/.exec(render(report))?.groups?.said;
    expect(verdict(pageReport(10))).toBe('Not accepted: 1 new error');
    expect(verdict(pageReport(100))).toBe('Not accepted: 11 new errors, and 4 errors that were known before');
    const clean = reportWith([{ name: 'redis', license: 'MIT' }]);
    expect(verdict(clean)).toBe('Nothing to object to');
    expect(verdict({ ...clean, complete: false })).toBe('Nothing to object to, as far as could be read');
    const coverage = { ...clean.coverage, files: { seen: 3, claimed: 0, read: 0 } };
    expect(verdict({ ...clean, coverage })).toBe('Nothing to object to');
    expect(verdict({ ...reportWith([]), coverage })).toBe('Nothing here could be judged');
  });

  test('says once what many findings say alike, and names each component', () => {
    const page = render(pageReport(60));
    expect(page.split('The component is licensed BUSL-1.1, which this policy does not allow.')).toHaveLength(
      2,
    );
    expect(page).not.toContain('redis-8 is licensed');
    expect(page.match(/<li id="finding-\d+"/g)).toHaveLength(pageReport(60).findings.length);
  });

  test('says why a rule is asked where the rule has it, as text', () => {
    const readme = () =>
      `# x\n\nTitle.\n\n## Why\n\nA \`licence\` is [needed](https://example.com)\n${hostile.tag}.\n\nMore.\n\n## How to fix\n`;
    const [first, ...others] = pageRules;
    if (first === undefined) throw new Error('There are rules.');
    const rules = [{ ...first, readme }, ...others];
    const page = [...htmlPage.render(pageReport(10), { ...testMeans, rules })].join('');
    expect(page.match(/<p class="rule-why">.*?<\/p>/g)).toEqual([
      '<p class="rule-why">A licence is needed &lt;img src=x onerror=alert(1)&gt;.</p>',
    ]);
  });

  test('says what it leaves out of a large report, and nothing where it leaves out nothing', () => {
    const small = pageReport(10);
    expect(leftOut(small, limitsOf(small))).toEqual([]);
    const [component] = small.components;
    if (component === undefined) throw new Error('A report of ten has a first.');
    const [place] = component.occurrences;
    const many = { ...component, occurrences: [place, ...Array.from({ length: 600 }, () => place)] } as const;
    const [finding] = small.findings;
    if (finding === undefined) throw new Error('A report of ten has findings.');
    const large = { ...small, components: [many], findings: Array.from({ length: 1_200 }, () => finding) };
    expect(leftOut(large, limitsOf(large))).toEqual([
      '200 findings are counted but not listed: of each rule, 1,000 are.',
      '101 places are counted but not listed: of each component, 500 are.',
    ]);
    expect(render(large)).toContain('This page does not hold everything');
    const huge = { ...small, components: Array.from({ length: 20_001 }, () => component) };
    expect(leftOut(huge, limitsOf(huge))).toEqual([
      'Evidence of licences is left out, and the table of components is not there without a script.',
      '1 licence text is left out.',
    ]);
  });
});
