import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Edit } from '@fineprint/core';
import { paint } from '@fineprint/report';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changesAsDiff } from './diff.ts';

const key = 'c2VjcmV0LWtleQ';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-diff-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

interface Replaced {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function changed(path: string, before: string, replaced: readonly Replaced[]) {
  const edits: readonly Edit[] = replaced.map((each) => ({ path, ...each }));
  const pieces = edits.map(
    ({ start, text }, index) => before.slice(edits[index - 1]?.end ?? 0, start) + text,
  );
  const after = pieces.join('') + before.slice(edits.at(-1)?.end ?? 0);
  const bytes = { before: Buffer.from(before), after: Buffer.from(after) };
  return { path, ...bytes, edits, textBefore: before, textAfter: after };
}

function diffOf(before: string, after: string): string {
  const whole = { start: 0, end: before.length, text: after };
  return changesAsDiff([changed('main.tf', before, [whole])], paint(false));
}

test('credentials in and beside an edit are stars', () => {
  const source = (ref: string) =>
    `source = "git::https://git.example.com/a.git?ref=${ref}&sshkey=${key}"\ntoken = "${key}"\n`;
  const diff = diffOf(source('v1'), source('v2'));
  expect(diff).toContain('ref=v2&sshkey=*');
  expect(diff).not.toContain(key);
});

test('what a terminal or a runner would obey is escaped', () => {
  const diff = diffOf('a\n::error::x\n\u001b[2J\n', 'b\n::error::x\n\u001b[2J\n');
  expect(diff).toBe('--- a/main.tf\n+++ b/main.tf\n@@ -1,3 +1,3 @@\n-a\n+b\n \\x3a:error::x\n \\x1b[2J\n');
});

test('edits that are far apart are hunks of their own, each with three lines around it', () => {
  const before = Array.from({ length: 12 }, (_, line) => `${line}\n`).join('');
  const changes = [
    changed('a', before, [
      { start: 2, end: 3, text: 'x' },
      { start: 20, end: 20, text: 'y\n' },
    ]),
  ];
  expect(changesAsDiff(changes, paint(false))).toBe(
    '--- a/a\n+++ b/a\n@@ -1,5 +1,5 @@\n 0\n-1\n+x\n 2\n 3\n 4\n@@ -8,5 +8,6 @@\n 7\n 8\n 9\n+y\n 10\n 11\n',
  );
});

test('a file of thousands of edits is compared in steps of its edits', () => {
  const line = '    image: redis:7\n';
  const before = line.repeat(20_000);
  const replaced = Array.from({ length: 20_000 }, (_, index) => {
    const at = (index + 1) * line.length - 1;
    return { start: at, end: at, text: '@x' };
  });
  const diff = changesAsDiff([changed('a', before, replaced)], paint(false));
  expect(diff.match(/^\+ .*@x$/gm)).toHaveLength(20_000);
});

const names = [
  'a b',
  ' a ',
  'a"b',
  'a\\b',
  'a\nb',
  'a\tb',
  'a\u001bb',
  'ä',
  '"q"',
  '-x',
  'a\u202eb',
  'a 2020-01-01 00:00:00 +0',
];
const text = fc
  .array(fc.constantFrom('a', 'b', 'c ', '\n', '\r\n', '\t'), { maxLength: 40 })
  .map((all) => all.join(''));

test('git applies the diff of any edits to a file of any name', () => {
  const places = fc.uniqueArray(fc.nat(40), { minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      text,
      places,
      fc.array(text, { minLength: 4, maxLength: 4 }),
      (name, before, at, texts) => {
        const offsets = at.map((each) => Math.min(each, before.length)).sort((a, b) => a - b);
        const replaced = texts.flatMap((written, index) => {
          const [start, end] = offsets.slice(index * 2);
          return start === undefined || end === undefined ? [] : [{ start, end, text: written }];
        });
        const change = changed(name, before, replaced);
        // A carriage return that ends no line is escaped, so that git refuses it.
        fc.pre(!/\r(?!\n)/.test(change.textBefore + change.textAfter));
        writeFileSync(join(directory, name), before);
        const diff = changesAsDiff([change], paint(false));
        if (change.after.equals(change.before)) {
          expect(diff).not.toContain('@@');
          return;
        }
        const env = {
          ...process.env,
          GIT_CEILING_DIRECTORIES: tmpdir(),
          GIT_CONFIG_NOSYSTEM: '1',
          HOME: directory,
        };
        execFileSync('git', ['apply', '--whitespace=nowarn'], { cwd: directory, input: diff, env });
        expect(readFileSync(join(directory, name))).toEqual(change.after);
      },
    ),
    { numRuns: 60 },
  );
});
