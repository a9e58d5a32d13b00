import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Component, type LicenseTree, sourceFile } from '@fineprint/core';
import spdx from 'spdx-license-list/full.js';
import { expect, test } from 'vitest';
import { diskSource } from './disk-source.ts';
import { readTexts } from './texts/license-texts.ts';

const texts = readTexts(readFileSync(join(import.meta.dirname, '../data/texts.json'), 'utf8'));
const mit = spdx.MIT?.licenseText ?? '';

function treeOf(files: Readonly<Record<string, string>>): LicenseTree {
  return {
    has: (path) => Object.hasOwn(files, path),
    file: (path) => (Object.hasOwn(files, path) ? sourceFile(files[path] ?? '') : undefined),
    list: (path) =>
      [
        ...new Set(
          Object.keys(files)
            .filter((file) => file.startsWith(`${path}/`))
            .map((file) => file.slice(path.length + 1).split('/')[0] ?? ''),
        ),
      ].sort(),
  };
}

function componentOf(parts: object): Component {
  return {
    kind: 'terraform-module',
    key: 'terraform-module:x',
    version: null,
    occurrences: [],
    ...parts,
  } as unknown as Component;
}

test('the licence file in the copy of a module is evidence, and its text is kept', () => {
  const source = diskSource(() => texts);
  const component = componentOf({
    occurrences: [{ contents: '.terraform/modules/vpc', at: { path: 'main.tf' } }],
  });
  const [evidence] = source.evidence(component, treeOf({ '.terraform/modules/vpc/LICENSE': mit }));
  expect(evidence).toMatchObject({
    expression: 'MIT',
    method: 'file-text',
    source: '.terraform/modules/vpc/LICENSE',
  });
  expect([...(source.texts?.() ?? [])]).toEqual([[expect.stringMatching(/^[0-9a-f]{64}$/), mit]]);
});

test('a provider is looked for where init puts it beside its lockfile', () => {
  const component = componentOf({
    kind: 'terraform-provider',
    key: 'terraform-provider:registry.terraform.io/hashicorp/aws',
    version: '5.70.0',
    occurrences: [{ at: { path: 'infra/.terraform.lock.hcl' } }],
  });
  const path =
    'infra/.terraform/providers/registry.terraform.io/hashicorp/aws/5.70.0/linux_amd64/LICENSE.txt';
  const found = [...diskSource(() => texts).evidence(component, treeOf({ [path]: mit }))];
  expect(found).toMatchObject([{ expression: 'MIT', source: path }]);
});

test('a text that is no known licence is said, with its place, and kept for who corrects it', () => {
  const component = componentOf({ occurrences: [{ contents: 'copy', at: { path: 'main.tf' } }] });
  const source = diskSource(() => texts);
  const found = [...source.evidence(component, treeOf({ 'copy/LICENSE': 'All mine.' }))];
  expect(found).toMatchObject([
    { is: 'unknown-text', source: 'copy/LICENSE', text: [...(source.texts?.().keys() ?? [])][0] },
    { is: 'problem', code: 'license-unreadable', location: { path: 'copy/LICENSE' } },
  ]);
});
