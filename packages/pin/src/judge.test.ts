import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Answer, discover, type Lookup, type ResolvedOccurrence } from '@fineprint/core';
import { extractors } from '@fineprint/extractors';
import { kinds } from '@fineprint/kinds';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { planPins } from './plan.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fineprint-judge-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const nothing = { is: 'answer', version: null, digest: null, commit: null } as const;

/** Plans the pins of files by what a registry would answer. */
async function planned(files: Readonly<Record<string, string>>, ask: (asked: ResolvedOccurrence) => Answer) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const lookup: Lookup = { online: true, ask: (occurrence) => Promise.resolve(ask(occurrence)) };
  const plan = await planPins(discover(root, { git: 'none' }), {
    extractors,
    kinds: new Map(kinds.map((kind) => [kind.id, kind])),
    cache: null,
    lookup,
    usage: () => null,
    stays: () => null,
  });
  return {
    texts: Object.fromEntries(plan.changes.map(({ path, textAfter }) => [path, textAfter])),
    pinned: plan.pinned.map(({ occurrence: { name } }) => name),
    left: plan.left.map(({ occurrence: { name }, because }) => `${name}: ${because}`),
  };
}

const commit = 'c0ffee'.repeat(6).concat('c0ff');
const digest = `sha256:${'ab12'.repeat(16)}`;

test('values of a matrix that would become one are left, and nothing else of the file is', async () => {
  const { pinned, left } = await planned(
    {
      '.github/workflows/ci.yml': `on: push
jobs:
  a:
    runs-on: self-hosted
    strategy:
      matrix:
        node: ['22', '24']
    steps:
      - uses: actions/setup-node@v4
        with:
          node-version: \${{ matrix.node }}
`,
    },
    ({ kind }) => (kind === 'tool' ? { ...nothing, version: '24.1.0' } : { ...nothing, commit }),
  );
  expect(pinned).toEqual(['actions/setup-node', 'node']);
  expect(left).toEqual(['node: With it the file would name other things than before.']);
});

test('an answer that its file does not take costs no other pin of the file', async () => {
  const module = (name: string) =>
    `module "${name}" {\n  source  = "acme/${name}/aws"\n  version = "~> 1.0"\n}\n`;
  const names = ['one', 'two', 'three'];
  const { pinned, left } = await planned({ 'main.tf': names.map(module).join('') }, ({ name }) => ({
    ...nothing,
    version: name.includes('two') ? '1.x' : '1.2.3',
  }));
  expect(pinned).toEqual(['acme/one/aws', 'acme/three/aws']);
  expect(left).toEqual(['acme/two/aws: With it the file could not be read as a whole any more.']);
});

test('a version that something else is made of is left', async () => {
  const { texts, left } = await planned(
    {
      'compose.yaml': `services:
  a:
    image: redis:\${V}
  b:
    image: example/sidecar-\${V}:1.0
`,
      '.env': 'V=7.4\n',
    },
    ({ name }) => (name === 'redis' ? { ...nothing, digest } : { is: 'offline' }),
  );
  expect(texts).toEqual({});
  expect(left).toHaveLength(2);
});

test('two references that share a text and lead to different things are both left', async () => {
  const { texts, left } = await planned(
    {
      'compose.yaml': 'services:\n  a:\n    image: one:${V}\n  b:\n    image: two:${V}\n',
      '.env': 'V=7.4\n',
    },
    ({ name }) => ({ ...nothing, digest: name === 'one' ? digest : `sha256:${'cd34'.repeat(16)}` }),
  );
  expect(texts).toEqual({});
  expect(left).toEqual([
    'one: Several references share the text that says its version, and lead to different things.',
    'two: Several references share the text that says its version, and lead to different things.',
  ]);
});
