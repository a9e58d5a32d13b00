import type { Component, LicenseEvidence, LicenseTree } from '@fineprint/core';
import { expect, test } from 'vitest';
import { registrySource } from './license-source.ts';
import type { LicenseFinding, Registry } from './registry.ts';
import { asked, meansOf } from './testkit/asked.ts';
import { webTo } from './testkit/loopback.ts';

const tree: LicenseTree = {
  has: () => false,
  files: [],
  file: () => undefined,
  list: () => [],
  archive: () => undefined,
};
const evidence: LicenseEvidence = {
  expression: 'MIT',
  covers: 'artifact',
  method: 'package-metadata',
  acknowledgement: 'declared',
  source: 'x',
  verified: false,
  confidence: 0.9,
};

function registry(
  id: string,
  kinds: readonly string[],
  answers: (component: Component) => readonly LicenseFinding[],
): Registry {
  return { id, title: id, kinds, licenses: async (component) => answers(component) };
}

async function said(registries: readonly Registry[], components: readonly Component[]) {
  const source = registrySource(registries, meansOf(webTo([]), {}), {
    field: (from, field) =>
      field === 'odd' ? 'It is odd.' : { ...evidence, source: from, expression: field },
    text: (from, text) => ({ ...evidence, source: from, method: 'file-text', text: `hash of ${text}` }),
  });
  await source.prepare?.(components);
  const items = components.map((component) => [...source.evidence(component, tree)]);
  return { items, texts: [...(source.texts?.() ?? [])] };
}

const field = {
  is: 'field',
  field: 'MIT',
  by: 'author',
  source: 'https://r.example/a',
  staleSince: null,
} as const;
const library = (name: string) => asked({ kind: 'library', name, version: '1.0.0' });

test('the first registry that knows a component answers for it', async () => {
  const { items } = await said(
    [
      registry('chart', ['helm-chart'], () => [{ ...field, field: 'ISC' }]),
      registry('one', ['library'], () => []),
      registry('two', ['library'], () => [field]),
      registry('three', ['library'], () => [{ ...field, field: 'Zlib' }]),
    ],
    [library('a')],
  );
  expect(items).toEqual([[{ ...evidence, source: 'https://r.example/a' }]]);
});

test('what a registry found out itself is nobody’s statement, and an old answer says so', async () => {
  const old = {
    ...field,
    by: 'registry',
    covers: 'main-software',
    staleSince: '2026-01-02T03:04:05Z',
  } as const;
  const { items } = await said([registry('one', ['library'], () => [old])], [library('a')]);
  expect(items[0]).toEqual([
    expect.objectContaining({
      method: 'registry',
      acknowledgement: 'observed',
      confidence: 0.7,
      covers: 'main-software',
      note: 'As of 2026-01-02: nobody answers now.',
    }),
  ]);
});

test('what was detected, or attached by whomever, is believed less, with the words of how it was come by', async () => {
  const note = 'It was found somewhere.';
  const found = [
    { ...field, by: 'registry', confidence: 0.9, note },
    { ...field, by: 'attestation', note },
    { ...field, note },
  ] as const;
  for (const [index, confidence] of [0.63, 0.6, 0.9].entries()) {
    const one = found[index];
    const { items } = await said([registry('one', ['library'], () => (one ? [one] : []))], [library('a')]);
    const acknowledgement = one?.by === 'author' ? 'declared' : 'observed';
    expect(items[0]).toEqual([expect.objectContaining({ confidence, acknowledgement, note })]);
  }
});

test('a text is kept for whoever reports it', async () => {
  const text = {
    is: 'text',
    text: 'words',
    name: 'LICENSE',
    source: 'https://r.example/LICENSE',
    staleSince: null,
  } as const;
  const { items, texts } = await said([registry('one', ['library'], () => [text])], [library('a')]);
  expect(items[0]).toEqual([expect.objectContaining({ method: 'file-text', text: 'hash of words' })]);
  expect(texts).toEqual([['hash of words', 'words']]);
});

test('what says nothing, or nothing that is understood, is a gap with its reason', async () => {
  const { items } = await said(
    [
      registry('one', ['library'], ({ name }) =>
        name === 'a' ? [{ is: 'silent', because: 'It says nothing.' }] : [{ ...field, field: 'odd' }],
      ),
    ],
    [library('a'), library('b')],
  );
  expect(items).toEqual([
    [{ is: 'gap', because: 'It says nothing.' }],
    [{ is: 'gap', because: 'https://r.example/a concludes nothing. It is odd.' }],
  ]);
});

test('a registry that does not answer is one problem, however many were asked about', async () => {
  const down = registry('one', ['library'], () => [{ is: 'unanswered', because: 'r.example: It is down.' }]);
  const { items } = await said([down], [library('a'), library('b'), library('c')]);
  expect(items.flat().filter((item) => 'is' in item && item.is === 'problem')).toEqual([
    expect.objectContaining({
      code: 'lookup-unanswered',
      message: 'The licence of a and 2 others could not be asked for. r.example: It is down.',
    }),
  ]);
  expect(items.flat().filter((item) => 'is' in item && item.is === 'gap')).toHaveLength(3);
});

test('nobody is asked about a name that is not known', async () => {
  const unknown = library('${NAME}');
  const [first] = unknown.occurrences;
  const component = {
    ...unknown,
    occurrences: [{ ...first, unresolved: { part: 'name', because: 'x' } }],
  } as const;
  const { items } = await said([registry('one', ['library'], () => [field])], [component]);
  expect(items).toEqual([[]]);
});

test('of what a registry says no credential is repeated, and no more than anybody reads', async () => {
  const secret = `glpat-${'s3cr3t'.repeat(4)}`;
  const url = `https://oauth2:${secret}@git.example/x`;
  const { items } = await said(
    [
      registry('x', ['library'], ({ name }) => {
        if (name === 'silent') return [{ is: 'silent', because: `It leads to ${url}.` }];
        if (name === 'long') return [{ is: 'unanswered', because: 'x'.repeat(1_000_000) }];
        return [{ ...field, source: url, field: name === 'odd' ? 'odd' : 'MIT' }];
      }),
    ],
    ['silent', 'long', 'odd', 'fine'].map(library),
  );
  expect(JSON.stringify(items)).not.toContain(secret);
  expect(JSON.stringify(items).length).toBeLessThan(10_000);
});

test('what a registry stumbles over is told, and ends nothing', async () => {
  const { items } = await said(
    [
      registry('broken', ['library'], ({ name }) => {
        if (name === 'odd') throw new Error('Invalid URL');
        return [field];
      }),
    ],
    ['odd', 'fine'].map(library),
  );
  const because = 'broken: Asking failed, which is a defect of Fineprint (Invalid URL).';
  expect(items).toMatchObject([
    [
      { code: 'lookup-unanswered', message: expect.stringContaining(because) },
      { is: 'gap', because },
    ],
    [{ expression: 'MIT' }],
  ]);
});
