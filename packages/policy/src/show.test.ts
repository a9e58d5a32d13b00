import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { bindPolicy } from './bind.ts';
import { testMeans } from './component.testkit.ts';
import { effectivePolicy } from './effective.ts';
import { originsIn, policyValue, policyYaml } from './show.ts';

const strict = {
  name: 'strict',
  path: 'policies/strict.yaml',
  text: readFileSync(new URL('../../../policies/strict.yaml', import.meta.url), 'utf8'),
  isReadyMade: true,
};
const own = {
  name: 'fineprint.yaml',
  path: 'fineprint.yaml',
  text: `exclude: { add: [vendor/**] }
licenses:
  allow:
    add:
      - license: [BUSL-1.1, SSPL-1.0]
        components: 'tool:*'
  unknown: note
pinning: { '*': tag }
rules:
  image-tag-floating:
    tags: [latest]
waivers:
  - { id: a, rule: version-not-pinned, component: "tool:*", reason: "It's \\"fine\\": # yes", expires: 2027-01-01 }
`,
};

function shown(...sources: readonly { name: string; path: string; text: string }[]): string {
  return `${[...policyYaml(effectivePolicy(sources, {}).layers)].join('\n')}\n`;
}

test('every value is shown with its origin', () => {
  const lines = shown(strict, own).split('\n');
  for (const line of [
    '    - permissive  # default',
    '    -  # fineprint.yaml:5',
    '      components: tool:*',
    '  "*": tag  # fineprint.yaml:8',
    '  download: digest  # strict',
    '    level: note  # fineprint.yaml:7',
    '    level: error  # strict',
    '      - latest  # fineprint.yaml:11',
    '  - vendor/**  # fineprint.yaml:1',
    'curations: []  # default',
    'custom-rules: {}',
  ])
    expect(lines).toContain(line);
});

test('what is shown says the same when it is read again', () => {
  const text = shown(strict, own);
  const again = bindPolicy([{ name: 'shown', path: 'shown.yaml', text }], testMeans);
  expect(again.sha256).toBe(bindPolicy([strict, own], testMeans).sha256);
  expect(again.waivers).toMatchObject([{ reason: 'It\'s "fine": # yes' }]);
});

test('any text comes back from YAML as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (reason) => {
      fc.pre(reason.trim() !== '');
      const waiver = {
        id: 'a',
        rule: 'version-not-pinned',
        component: 'tool:*',
        reason,
        expires: '2027-01-01',
      };
      const text = shown({ name: 'p', path: 'p.json', text: JSON.stringify({ waivers: [waiver] }) });
      expect(parse(text).waivers[0].reason).toBe(reason);
    }),
  );
});

test('as data, each value has one origin', () => {
  const { layers } = effectivePolicy([strict, own], {});
  const origins = [...originsIn(layers)];
  expect(origins).toContainEqual({ path: ['rules', 'license-unknown', 'level'], from: 'fineprint.yaml:7' });
  expect(new Set(origins.map(({ path }) => JSON.stringify(path))).size).toBe(origins.length);
  expect(policyValue(layers)).toMatchObject({ pinning: { '*': 'tag' }, exclude: ['vendor/**'] });
});
