import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conclude, type LicenseEvidence } from '@fineprint/core';
import { expect, test } from 'vitest';
import { diskSource } from '../disk-source.ts';
import { readTexts } from '../texts/license-texts.ts';
import { componentOf, type Files, textOf, treeOf } from './tree.testkit.ts';

const data = (name: string) => readFileSync(join(import.meta.dirname, '../../data', name), 'utf8');
const knownTexts = readTexts(data('texts.json'), () => data('references.json'));

const [mit, apache] = [textOf('MIT'), textOf('Apache-2.0')];
const copy = componentOf('git-source:h/x', { contents: 'ext' });
const go = (license: string) => `// SPDX-License-Identifier: ${license}\n`;

/** What is concluded of a copy, and why. */
function concluded(files: Files): string {
  const tree = treeOf(Object.fromEntries(Object.entries(files).map(([path, file]) => [`ext/${path}`, file])));
  const evidence = [...diskSource(() => knownTexts).evidence(copy, tree)].filter(
    (item): item is LicenseEvidence => !('is' in item),
  );
  const { concluded } = conclude(evidence, { gap: null });
  return concluded.is === 'expression' ? `${concluded.expression}: ${concluded.because}` : concluded.is;
}

// OpenTelemetry for Go since 2025: the text of Apache-2.0, and below it that of what was taken from Go itself.
test('a header names only a part of what the licence file holds, and the rest holds besides', () => {
  const LICENSE = `${apache}\n${'-'.repeat(80)}\n\n${mit}`;
  expect(concluded({ LICENSE, 'doc.go': go('Apache-2.0') })).toBe(
    'Apache-2.0 AND MIT: ext/LICENSE has the text of Apache-2.0 AND MIT.',
  );
  expect(concluded({ LICENSE, 'package.json': '{"license":"MIT"}' })).toMatch(/^MIT AND Apache-2\.0:/);
});

test('a license file whose parts are told concludes something, and its text is kept', () => {
  const source = diskSource(() => knownTexts);
  const LICENSE = `${apache}\n${mit}`;
  const items = [...source.evidence(copy, treeOf({ 'ext/LICENSE': LICENSE, 'ext/a.go': go('Apache-2.0') }))];
  const [sha256] = source.texts?.().keys() ?? [];
  expect(items).toMatchObject([{ method: 'file-text', confidence: 0.7, text: sha256 }]);
});

test('what is a choice stays one, and another license is no part', () => {
  const LICENSE = `${apache}\n\n${mit}`;
  expect(concluded({ LICENSE, 'doc.go': go('Apache-2.0 OR MIT') })).toMatch(/^Apache-2\.0 OR MIT:/);
  expect(concluded({ LICENSE, 'doc.go': go('ISC') })).toMatch(/^ISC:/);
});

test('a program that has to do with licenses is no licence file', () => {
  expect(concluded({ LICENSE: mit, 'license.go': go('ISC') })).toMatch(/^MIT: ext\/LICENSE has the text/);
});

test('an identifier may stand in a code span', () => {
  const files = { 'LICENSE.BSD': textOf('BSD-3-Clause'), 'LICENSE.MPL-2.0': textOf('MPL-2.0') };
  const words = '## COPYING ##\n\n`SPDX-License-Identifier: BSD-3-Clause AND MPL-2.0`\n\nSome files are …\n';
  expect(concluded({ ...files, 'COPYING.md': words })).toMatch(/^BSD-3-Clause AND MPL-2\.0:/);
});
