import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { bindPolicy } from './bind.ts';
import { defaultContent } from './content.ts';
import { effectivePolicy } from './effective.ts';
import { rules } from './rules/registry.ts';
import { PolicyFile } from './schema.ts';

function readyMade(name: string) {
  const text = readFileSync(new URL(`../../../policies/${name}.yaml`, import.meta.url), 'utf8');
  return { name, path: `policies/${name}.yaml`, text };
}

// A file of the package `kinds` is named for its kind.
const kinds = readdirSync(new URL('../../kinds/src', import.meta.url)).map((file) =>
  file.replace(/\.ts$/, ''),
);
const means = { classOf: () => null, kinds };

test('the default policy parses to exactly the defaults of the schema and the rules', () => {
  expect(effectivePolicy([readyMade('default')], means).content).toEqual(defaultContent(rules));
  expect(bindPolicy([readyMade('default')], means).sha256).toBe(bindPolicy([], means).sha256);
});

test('the default policy states every section, every rule and every option', () => {
  const written = PolicyFile.parse(parse(readyMade('default').text));
  const defaults = defaultContent(rules);
  expect(Object.keys(written).sort()).toEqual(Object.keys(PolicyFile.shape).sort());
  expect(Object.keys(written.licenses ?? {}).sort()).toEqual(['allow', 'deny', 'review', 'unknown']);
  expect(written.pinning).toEqual(defaults.pinning);
  const options = Object.entries(written.rules ?? {}).map(([id, setting]) => {
    const { level: _, ...stated } = typeof setting === 'string' ? { level: setting } : setting;
    return [id, stated];
  });
  expect(Object.fromEntries(options)).toEqual(
    Object.fromEntries(Object.entries(defaults.rules).map(([id, { options: stated }]) => [id, stated])),
  );
});

test('the strict policy is valid and asks for no weaker pin than the default', () => {
  const strict = bindPolicy([readyMade('default'), readyMade('strict')], means);
  expect(strict.rules.filter(({ level }) => level === 'error').map(({ id }) => id)).toEqual(
    rules.map(({ id }) => id),
  );
  const content = effectivePolicy([readyMade('strict')], means).content;
  expect(Object.keys(content.pinning).sort()).toEqual(Object.keys(defaultContent(rules).pinning).sort());
  expect(content.pinning['container-image']).toBe('digest');
});
