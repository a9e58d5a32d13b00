import { expect, test } from 'vitest';
import type { Facts } from './facts.ts';
import { factsFor } from './facts-for.ts';
import { type CompiledLibraries, readLibraries, withLibraries } from './libraries.ts';

const compiled: CompiledLibraries = {
  format: 'fineprint-libraries/1',
  licenses: ['MIT', 'ISC', 'BlueOak-1.0.0'],
  evidence: [
    ['registry-metadata', 0, 'assumed'],
    ['snapshot', 1, 'every'],
    ['registry-metadata', 0, 'beyond'],
  ],
  sources: ['o/r package-lock.json @ abc'],
  ranges: [
    ['golang/github.com/a/b', '*', 0, 1, 0],
    ['npm/@types/*', '*', 0, 0, 0],
    ['npm/chalk', '<4.0.0', 0, 2, 0],
    ['npm/glob', '<11.0.0', 1, 0, 0, '7.2.3 … 10.5.0'],
    ['', '>=11.0.0 <12.0.0', 2, 0, 0, '11.1.0'],
  ],
};

const none: Facts = {
  version: '2026-01-01',
  sha256: '',
  rangesOf: () => undefined,
  packageOf: () => undefined,
  applicationOf: () => undefined,
  helmAliases: new Map(),
};

function answer(key: string, version: string | null, requested: string | null = null) {
  const facts = withLibraries(none, () => readLibraries(JSON.stringify(compiled)));
  return factsFor(facts, { key, version, requested });
}

test('a version of a library stands under the license of its range, with what was seen', () => {
  expect(answer('library:npm/glob', '7.1.0').evidence).toMatchObject([
    {
      expression: 'ISC',
      method: 'fact',
      confidence: 0.8,
      verified: false,
      versions: '<11.0.0',
      source: 'o/r package-lock.json @ abc (7.2.3 … 10.5.0)',
    },
  ]);
  expect(answer('library:npm/glob', '11.0.1').evidence).toMatchObject([{ expression: 'BlueOak-1.0.0' }]);
  expect(answer('library:npm/glob', '12.0.0')).toMatchObject({
    evidence: [],
    gap: 'No licence fact speaks of version 12.0.0 of library:npm/glob.',
  });
});

test('a text that was read is verified, and a namespace answers for its packages', () => {
  expect(answer('library:golang/github.com/A/b', 'v1.0.0').evidence).toMatchObject([
    { expression: 'MIT', verified: true, confidence: 0.95 },
  ]);
  expect(answer('library:npm/@types/node', '20.1.0').evidence).toMatchObject([{ expression: 'MIT' }]);
  expect(answer('library:npm/@typesy/node', '20.1.0').gap).toBe(
    'No licence fact knows library:npm/@typesy/node.',
  );
});

test('of versions older than any that was seen less is sure, and it is said', () => {
  expect(answer('library:npm/chalk', '1.0.0').evidence).toMatchObject([
    { expression: 'MIT', confidence: 0.6, source: 'o/r package-lock.json @ abc (of other versions)' },
  ]);
});

test('a plugin that comes from a registry of packages is known as that package', () => {
  expect(answer('serverless-plugin:glob', null, '^7.0.0').evidence).toMatchObject([{ expression: 'ISC' }]);
});

test('the facts of libraries are read when the first library is asked for', () => {
  let reads = 0;
  const facts = withLibraries(none, () => {
    reads += 1;
    return readLibraries(JSON.stringify(compiled));
  });
  factsFor(facts, { key: 'tool:vault', version: null, requested: null });
  expect(reads).toBe(0);
  factsFor(facts, { key: 'library:npm/glob', version: null, requested: null });
  expect(reads).toBeGreaterThan(0);
});

test('a file that holds something else is refused', () => {
  expect(() => readLibraries('{}')).toThrow('holds no compiled facts of libraries');
});
