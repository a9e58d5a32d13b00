import { fork } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { discover, openReadCache, openRoot } from '@fineprint/core';
import { extractors } from '@fineprint/extractors';
import { kinds } from '@fineprint/kinds';
import { type PinPlan, planPins } from '@fineprint/pin';
import { expect, test } from 'vitest';
import { writeChanges } from '../../packages/cli/src/pin/write.ts';
import { run } from '../../packages/cli/src/run.ts';
import { madeUp } from '../pin/lookup.ts';
import { expectPlain, scene, useAttacks } from './attack.ts';

useAttacks();

// What a repository may do to whoever pins it (row 18): whatever the files hold, only pins are written, and only in it.

function planned(root: string): Promise<PinPlan> {
  return planPins(discover(root, { git: 'none' }), {
    extractors,
    kinds: new Map(kinds.map((kind) => [kind.id, kind])),
    cache: openReadCache(null, '', 0),
    lookup: madeUp,
    usage: () => null,
    stays: () => null,
  });
}

const steps = (...uses: readonly string[]) =>
  `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n${uses.map((each) => `      - ${each}\n`).join('')}`;
const sha = '534d79';
const path = '.github/workflows/a.yml';

const texts: Readonly<Record<string, readonly [string | Buffer, string | Buffer]>> = {
  'a byte order mark and line ends of Windows': [
    `\ufeff${steps('uses: o/r@v1', 'uses: o/r@v1 # why')}`.replaceAll('\n', '\r\n'),
    `\ufeff${steps('uses: o/r@SHA # v1', 'uses: o/r@SHA # v1 # why')}`.replaceAll('\n', '\r\n'),
  ],
  'line ends of no system': [
    steps('uses: o/r@v1').replaceAll('\n', '\r'),
    steps('uses: o/r@SHA').replaceAll('\n', '\r'),
  ],
  'UTF-16': [
    Buffer.from(`\ufeff${steps('uses: o/r@v1')}`, 'utf16le'),
    Buffer.from(`\ufeff${steps('uses: o/r@SHA # v1')}`, 'utf16le'),
  ],
  'bytes that are no UTF-8': [
    Buffer.from(steps('uses: o/r@v1 # \xe9'), 'latin1'),
    Buffer.from(steps('uses: o/r@SHA # v1 # \xe9'), 'latin1'),
  ],
  'no line end at the end': [steps('uses: o/r@v1').trimEnd(), steps('uses: o/r@SHA # v1').trimEnd()],
  'flow style, with comments in odd places': [
    steps('{uses: o/r@v1, # c\n         with: {a: "}"}}', '{ "uses": \'o/r@v1\' } # d'),
    steps('{uses: o/r@SHA, # v1 # c\n         with: {a: "}"}}', '{ "uses": \'o/r@SHA\' } # v1 # d'),
  ],
  'anchors, aliases and merge keys': [
    steps('&s { uses: &u o/r@v1 }', '*s', 'uses: *u', '<<: *s\n        name: x'),
    steps('&s { uses: &u o/r@SHA } # v1', '*s', 'uses: *u', '<<: *s\n        name: x'),
  ],
  'escapes, folds and blocks, which are left': [
    steps('uses: "o/r@\\x76\\x31"', 'uses: >-\n          o/r@v1', 'uses: "o/\\\n          r@v1"'),
    steps('uses: "o/r@\\x76\\x31"', 'uses: >-\n          o/r@v1', 'uses: "o/\\\n          r@v1"'),
  ],
  'repeated keys, of which the last one counts': [
    steps('uses: o/q@v1\n        uses: o/r@v1'),
    steps('uses: o/q@v1\n        uses: o/r@SHA # v1'),
  ],
  'several documents, tags and blanks': [
    `${steps('uses: !!str o/r@v1\t')}---\n${steps('uses:   o/r@v1   ')}`,
    `${steps('uses: !!str o/r@SHA # v1\t')}---\n${steps('uses:   o/r@SHA # v1   ')}`,
  ],
};

test.each(Object.keys(texts))('%s: only the pin is written', async (what) => {
  const [before = '', after = ''] = texts[what] ?? [];
  const { root } = scene({ [path]: before });
  const plan = await planned(root);
  writeChanges(openRoot(root), plan.changes);
  const written = readFileSync(join(root, path));
  const full = plan.pinned.map(({ target }) => target.value).find((value) => value.startsWith(sha)) ?? '';
  expect(written.toString('latin1')).toBe(withCommit(after, full));
  expect((await planned(root)).changes).toEqual([]);
});

function withCommit(text: string | Buffer, commit: string): string {
  const isWide = typeof text !== 'string' && text[0] === 0xff;
  const [mark, value] = ['SHA', commit].map((each) =>
    Buffer.from(each, isWide ? 'utf16le' : 'utf8').toString('latin1'),
  );
  return Buffer.from(text)
    .toString('latin1')
    .replaceAll(mark ?? '', value ?? '');
}

test('names of files are no commands of a runner or a terminal, whatever is told of them', async () => {
  const compose = 'services:\n  a:\n    image: a:1\n';
  const { root } = scene({
    '::error::x/compose.yaml': compose,
    '\u001b[2J\n::error::y/compose.yaml': compose,
  });
  const told = { stdout: '', stderr: '' };
  const code = await run(['pin', root], {
    stdout: { write: (text) => (told.stdout += text) },
    stderr: { write: (text) => (told.stderr += text) },
    env: {},
  });
  expect(code).toBe(0);
  expect(told.stderr).toContain('\\x3a:error::x/compose.yaml:3');
  expectPlain(told.stderr, 'pin');
  const { changes } = await planned(root);
  writeFileSync(join(root, '\u001b[2J\n::error::y/compose.yaml'), 'other');
  expect(() => writeChanges(openRoot(root), changes)).toThrow(
    '\n  "\\x1b[2J\\x0a::error::y/compose.yaml": It was changed',
  );
});

test('files that are links, or lie behind links, are not pinned, nor is what they lead to', async () => {
  const { root, outside } = scene({ 'real/compose.yaml': 'services:\n  a:\n    image: a:1\n' });
  symlinkSync(join(outside, 'compose.yaml'), join(root, 'compose.yaml'));
  symlinkSync(outside, join(root, 'outside'));
  const before = readFileSync(join(outside, 'compose.yaml'), 'utf8');
  const plan = await planned(root);
  expect(plan.changes.map((change) => change.path)).toEqual(['real/compose.yaml']);
  writeChanges(openRoot(root), plan.changes);
  expect(readFileSync(join(outside, 'compose.yaml'), 'utf8')).toBe(before);
});

test('while directories turn into links and back, nothing is written outside, and no file is written in part', async () => {
  const text = steps('uses: o/r@v1');
  const { root, outside } = scene({
    'd/compose.yaml': 'services:\n  a:\n    image: a:1\n',
    [path]: text,
  });
  const canary = readFileSync(join(outside, 'compose.yaml'), 'utf8');
  const pinned = (await planned(root)).changes.map(({ path: file, after }) => [file, after] as const);
  const swapper = fork(join(import.meta.dirname, 'swapper.js'), [root, outside, text]);
  try {
    await new Promise((resolve) => swapper.once('message', resolve));
    for (let round = 0; round < 30; round += 1) {
      const { changes } = await planned(root);
      try {
        writeChanges(openRoot(root), changes);
      } catch (cause) {
        expect(String(cause)).toMatch(/Nothing was written|cannot be written/);
      }
    }
  } finally {
    swapper.kill('SIGKILL');
    await new Promise((resolve) => swapper.once('exit', resolve));
  }
  expect(readFileSync(join(outside, 'compose.yaml'), 'utf8')).toBe(canary);
  expect(readdirSync(outside).sort()).toEqual([
    '.github',
    'Dockerfile',
    'LICENSE',
    'compose.yaml',
    'main.tf',
    'w.yml',
  ]);
  const inside = ['d', '.away-d'].flatMap((name) => contentOf(join(root, name, 'compose.yaml')));
  for (const content of inside)
    expect([
      canary,
      'services:\n  a:\n    image: a:1\n',
      ...pinned.map(([, after]) => after.toString()),
    ]).toContain(content);
  rmSync(join(root, '.away-d'), { recursive: true, force: true });
});

function contentOf(file: string): readonly string[] {
  try {
    return [readFileSync(file, 'utf8')];
  } catch (cause) {
    expect(cause).toMatchObject({ code: expect.stringMatching(/^(?:ENOENT|ENOTDIR)$/) });
    return [];
  }
}
