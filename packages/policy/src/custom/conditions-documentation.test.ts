import { readFileSync } from 'node:fs';
import { evaluate } from '@fineprint/core';
import { expect, test } from 'vitest';
import { bindPolicy } from '../bind.ts';
import { licensedComponent, type Sketch, scanOf, testMeans } from '../component.testkit.ts';
import { loadConditions } from './conditions.ts';
import { conditionFunctions } from './functions.ts';
import { conditionTypes } from './subject.ts';

const documented = readFileSync(new URL('../../CONDITIONS.md', import.meta.url), 'utf8');

function section(title: string): string {
  return documented.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
}

/** The first two cells of each row of a table. */
function rows(title: string): readonly (readonly string[])[] {
  return [...section(title).matchAll(/^\| `([^`]+)` \| ([^|]+) \|/gm)].map(([, name = '', type = '']) => [
    name,
    type,
  ]);
}

const words: Readonly<Record<string, string>> = {
  License: 'license',
  'list<string>': 'list of strings',
  'list<Occurrence>': 'list of occurrences',
};

test.each([
  ['component', conditionTypes.Component],
  ['license', conditionTypes.License],
  ['occurrence', conditionTypes.Occurrence],
])('the fields of %s are documented, with their types and in their order', (title, fields) => {
  expect(rows(title)).toEqual(Object.entries(fields).map(([name, type]) => [name, words[type] ?? type]));
});

test('the functions are documented', () => {
  const named = rows('Functions').map(([form = '']) => form.split('(')[0]);
  expect(named).toEqual(Object.keys(conditionFunctions(() => null)));
});

test('the examples bind, and fire where they should', async () => {
  const text = /```yaml\n([\s\S]*?)```/.exec(section('Examples'))?.[1] ?? '';
  const sources = [{ name: 'examples', path: 'CONDITIONS.md', text }];
  const policy = bindPolicy(sources, { ...testMeans, conditions: await loadConditions(sources, testMeans) });
  const found = (sketch: Sketch, path = 'main.tf') => {
    const component = licensedComponent(sketch);
    const occurrence = { ...component.occurrences[0], path };
    const scan = scanOf([{ ...component, occurrences: [occurrence] }]);
    const means = {
      policy,
      kinds: new Map(),
      asOf: '2026-11-27',
      baseline: null,
      changedPolicy: null,
      admitsOnly: () => false,
      isWhole: true,
    };
    return evaluate(scan, means)
      .findings.filter(({ rule }) => text.includes(`${rule}:`))
      .map(({ message }) => message);
  };
  const image: Sketch = { kind: 'container-image', usage: 'deployed', license: 'MIT' };
  expect(found({ ...image, name: 'docker.io/library/redis' })).toEqual([
    'docker.io/library/redis does not come from our registry.',
  ]);
  expect(found({ ...image, name: 'registry.acme.example/redis' })).toEqual([]);
  const chart: Sketch = { kind: 'helm-chart', name: 'acme', license: 'GPL-3.0-only OR AGPL-3.0-only' };
  expect(found(chart, 'charts/web/Chart.yaml')).toEqual(['acme needs GPL-3.0-only, and our charts ship.']);
  expect([
    ...found(chart),
    ...found({ ...chart, license: 'GPL-3.0-only OR MIT' }, 'charts/web/Chart.yaml'),
  ]).toEqual([]);
  const python: Sketch = { kind: 'runtime', name: 'python', license: 'MIT' };
  expect(found({ ...python, version: '3.9' })).toEqual(['python 3.9 at block is no longer supported.']);
  expect(found({ ...python, version: '3.12' })).toEqual([]);
});
