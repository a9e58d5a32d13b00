import type { Component } from '@fineprint/core';
import { expect, test } from 'vitest';
import { lockSource } from './lock-source.ts';

const tree = { files: [], has: () => false, file: () => undefined, list: () => [], archive: () => undefined };
const at = { path: 'package-lock.json' };

function evidenceOf(...fields: readonly string[]) {
  const occurrences = fields.map((license) => ({ license, at, via: [] }));
  return [...lockSource.evidence({ occurrences } as unknown as Component, tree)];
}

test('the licence field that a lockfile repeats is declared', () => {
  expect(evidenceOf('MIT', 'MIT')).toMatchObject([
    { expression: 'MIT', acknowledgement: 'declared', source: 'package-lock.json' },
  ]);
});

test('a field that names no licence is a gap with its reason', () => {
  expect(evidenceOf('SEE LICENSE IN LICENSE.md')).toMatchObject([{ is: 'gap' }]);
});
