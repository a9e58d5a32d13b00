import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isListedLicense } from '@fineprint/core';
import current from 'spdx-license-ids/index.json' with { type: 'json' };
import { expect, test } from 'vitest';
import { classOf } from './classes.ts';
import { loadLicenses } from './load.ts';

const read = (name: string) => readFileSync(join(import.meta.dirname, '../data', name), 'utf8');

test('the knowledge is loaded through a reader, and says what it is', () => {
  const known = loadLicenses(read);
  const [facts, classes, texts] = [known.facts(), known.classes(), known.texts()];
  expect(facts.version).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  expect(facts.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(classes.byId.size).toBeGreaterThan(734);
  expect(texts.size).toBeGreaterThan(650);
});

test('the facts of a group are read when one of its kinds is asked for, and once', () => {
  const asked: string[] = [];
  const facts = loadLicenses((name) => {
    asked.push(name);
    return read(name);
  }).facts();
  facts.packageOf('tool:terraform');
  facts.packageOf('container-image:docker.io/nobody/nothing');
  expect(asked).toEqual(['facts.json']);
  const application = facts.packageOf('os-package:deb/curl')?.application ?? '';
  facts.packageOf('os-package:deb/nothing');
  expect(facts.rangesOf(application)?.map(({ license }) => license)).toEqual(['curl']);
  expect(asked).toEqual(['facts.json', 'os-packages.json']);
});

test('a file that holds something else is refused', () => {
  const known = loadLicenses(() => '{}');
  for (const load of [known.facts, known.classes, known.texts])
    expect(load).toThrow('holds no compiled licence');
});

test('every SPDX id has a class', () => {
  const classes = loadLicenses(read).classes();
  expect(current.filter((id) => !classes.byId.has(id))).toEqual([]);
  const strange = [...classes.byId.keys()].filter((id) => !isListedLicense(id) && !classes.own.has(id));
  expect(strange).toEqual([]);
});

test.each([
  ['MIT', 'permissive'],
  ['MPL-2.0', 'weak-copyleft'],
  ['GPL-3.0-only', 'strong-copyleft'],
  ['AGPL-3.0-only', 'network-copyleft'],
  ['BUSL-1.1', 'source-available'],
  ['SSPL-1.0', 'source-available'],
  ['CC0-1.0', 'public-domain'],
  ['LicenseRef-Gitleaks-Action-EULA', 'proprietary'],
  ['LicenseRef-PolyForm-Shield-1.0.0', 'source-available'],
  ['LicenseRef-unknown', null],
])('%s is %s', (id, expected) => {
  const classes = loadLicenses(read).classes();
  expect(classOf(classes, id)).toBe(expected);
});
