import { describe, expect, test } from 'vitest';
import { componentOf, saidOf, treeOf } from './tree.testkit.ts';

/** What a package with a hostile field says, in each ecosystem that has fields. */
const fields: readonly (readonly [string, (license: string) => readonly string[]])[] = [
  [
    'npm',
    (license) =>
      saidOf(
        componentOf('library:npm/a', { version: '1.0.0', at: 'package.json' }),
        treeOf({ 'node_modules/a/package.json': JSON.stringify({ name: 'a', version: '1.0.0', license }) }),
      ),
  ],
  [
    'Python',
    (license) =>
      saidOf(
        componentOf('library:pypi/a', { version: '1.0', at: 'requirements.txt' }),
        treeOf({ 'site-packages/a-1.0.dist-info/METADATA': `Name: a\nVersion: 1.0\nLicense: ${license}\n` }),
      ),
  ],
  [
    'Cargo',
    (license) =>
      saidOf(
        componentOf('library:cargo/a', { version: '1.0.0', at: 'Cargo.toml' }),
        treeOf({
          'vendor/a/Cargo.toml': `[package]\nname = "a"\nversion = "1.0.0"\nlicense = ${JSON.stringify(license)}\n`,
        }),
      ),
  ],
  [
    'Helm',
    (license) =>
      saidOf(
        componentOf('helm-chart:a', { version: '1.0.0', at: 'Chart.yaml' }),
        treeOf({
          'charts/a/Chart.yaml': `name: a\nversion: 1.0.0\nannotations:\n  licenses: ${JSON.stringify(license)}\n`,
        }),
      ),
  ],
];

test.each([
  ['longer than any', `{"name":"a","x":"${'x'.repeat(2_000_001)}"}`, 'It has 20000'],
  ['broken', '{"name":"a","license":', 'It cannot be read'],
  [
    'nested too deep',
    `{"name":"a","license":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
    'It cannot be read',
  ],
])('metadata that is %s is said', (_, text, because) => {
  const component = componentOf('library:npm/a', { version: '1.0.0', at: 'package.json' });
  expect(saidOf(component, treeOf({ 'node_modules/a/package.json': text }))).toEqual([
    expect.stringContaining(because),
  ]);
});

const nested = `${'('.repeat(1_000)}MIT${')'.repeat(1_000)}`;

// Rows 51 and 52 of the hostile inputs: nothing of these is a license, and none is shown as one.
describe.each(fields)('a license field of %s', (_, said) => {
  test.each([
    ['a megabyte', 'MIT '.repeat(250_000)],
    ['a table of Markdown', 'MIT | --:|--: | EVIL'],
    ['HTML', '<img src=x onerror=alert(1)>'],
    ['a reference with HTML', 'LicenseRef-<script>'],
    ['a path', 'SEE LICENSE IN ../../x'],
    ['NOASSERTION', 'NOASSERTION'],
    ['a thousand parentheses', nested],
    ['ten thousand terms', '((((MIT OR '.repeat(10_000)],
    ['an operator without a term', 'MIT OR'],
    ['a prototype', '__proto__'],
  ])('with %s concludes nothing, and says so shortly', (_, license) => {
    const lines = said(license);
    expect(lines).toEqual([expect.stringMatching(/^license-unreadable /)]);
    expect(lines[0]?.length).toBeLessThan(2_500);
  });

  test.each([
    [
      'MIT OR (GPL-2.0-only WITH Classpath-exception-2.0)',
      'MIT OR GPL-2.0-only WITH Classpath-exception-2.0',
    ],
    ['gpl-2.0+', 'GPL-2.0-or-later'],
    ['apache-2.0', 'Apache-2.0'],
    [`${'('.repeat(100)}MIT${')'.repeat(100)}`, 'MIT'],
  ])('with %s is that expression', (license, expression) => {
    expect(said(license)).toEqual([expect.stringContaining(`${expression} package-metadata `)]);
  });
});

describe('a hostile name', () => {
  test.each(['../../etc', '/etc', 'a/../../b', '__proto__', 'a'.repeat(5_000), '', '.', '@/..', 'a\0b'])(
    'finds nothing: %s',
    (name) => {
      const asked: string[] = [];
      const list = (path: string) => {
        asked.push(path);
        return [];
      };
      const watched = { ...treeOf({}), list, file: (path: string) => void asked.push(path) };
      for (const key of [
        'library:npm/',
        'library:pypi/',
        'library:cargo/',
        'library:composer/',
        'library:gem/',
        'library:golang/',
        'helm-chart:',
        'ansible-role:',
        'ansible-collection:',
        'puppet-module:',
        'terraform-provider:',
      ])
        expect(saidOf(componentOf(`${key}${name}`, { version: '1.0.0' }), watched)).toEqual([]);
      expect(asked.length).toBeLessThan(1_000);
    },
  );
});
