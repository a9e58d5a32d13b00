import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { discover, type Edit, openReadCache, starredCredentials } from '@fineprint/core';
import { extractors } from '@fineprint/extractors';
import { kinds } from '@fineprint/kinds';
import { type FileChange, type PinPlan, planPins } from '@fineprint/pin';
import { paint } from '@fineprint/report';
import { expect, test } from 'vitest';
import { changesAsDiff } from '../../packages/cli/src/pin/diff.ts';
import { madeUp } from './lookup.ts';
import { leavesOf, workflowErrors } from './parsers.ts';

const root = join(import.meta.dirname, '../../packages/extractors/src');
const cases = extractors.flatMap(({ id }) =>
  readdirSync(join(root, id, 'fixtures'))
    .sort()
    .map((name) => ({ name: `${id}/${name}`, directory: join(root, id, 'fixtures', name) })),
);

function planOf(repository: string): Promise<PinPlan> {
  return planPins(discover(repository, { git: 'none' }), {
    extractors,
    kinds: new Map(kinds.map((kind) => [kind.id, kind])),
    cache,
    lookup: madeUp,
    usage: () => null,
    stays: () => null,
  });
}

const cache = openReadCache(null, '', 0);

test.each(cases.filter(({ directory }) => existsSync(join(directory, 'pinned.diff'))))(
  '$name is pinned as pinned.diff says',
  async ({ directory }) => {
    const plan = await planOf(join(directory, 'repo'));
    await expect(goldenText(plan)).toMatchFileSnapshot(join(directory, 'pinned.diff'));
  },
);

test.each(cases)(
  'pinning $name changes nothing else, and a second run has nothing to do',
  async ({ directory }) => {
    const repository = join(directory, 'repo');
    const plan = await planOf(repository);
    for (const { path, textBefore, textAfter } of plan.changes) {
      const edits = plan.pinned.flatMap((each) => each.edits).filter((edit) => edit.path === path);
      expect(withoutReplaced(textBefore, edits)).toBe(withoutInserted(textAfter, edits));
      expect(workflowErrors(path, textAfter)).toEqual(workflowErrors(path, textBefore));
      const before = await leavesOf(path, textBefore);
      if (before) expectPinnedLeaves(before, await leavesOf(path, textAfter), edits);
    }
    const copy = mkdtempSync(join(tmpdir(), 'fineprint-pin-'));
    try {
      cpSync(repository, copy, { recursive: true, verbatimSymlinks: true });
      // A diff with stars in place of a credential changes nothing: only writing does.
      const isApplied = ({ textAfter }: FileChange) =>
        textAfter.split('\n').every((line) => starredCredentials(line) === line);
      applyByGit(copy, changesAsDiff(plan.changes.filter(isApplied), paint(false)));
      for (const change of plan.changes) {
        const file = join(copy, change.path);
        if (!isApplied(change)) writeFileSync(file, change.after);
        expect(readFileSync(file)).toEqual(change.after);
      }
      const again = await planOf(copy);
      expect(changesAsDiff(again.changes, paint(false))).toBe('');
      expect(refs(again)).toEqual(refs(plan));
    } finally {
      rmSync(copy, { recursive: true });
    }
  },
);

function applyByGit(directory: string, diff: string): void {
  if (diff === '') return;
  const own = { GIT_CEILING_DIRECTORIES: tmpdir(), GIT_CONFIG_NOSYSTEM: '1', HOME: directory };
  const options = { cwd: directory, input: diff, env: { ...process.env, ...own } };
  execFileSync('git', ['apply', '--whitespace=nowarn'], options);
}

function refs({ left }: PinPlan): readonly string[] {
  return left.map(({ occurrence }) => occurrence.ref);
}

/** The diff, and behind it what is left: `path:line:column  text  reason`. */
function goldenText({ changes, left }: PinPlan): string {
  const kept = left.map(({ occurrence: { at, text }, because }) => {
    const [first = ''] = text.split('\n');
    return `${at.path}:${at.line}:${at.column}  ${first}  ${because}\n`;
  });
  return changesAsDiff(changes, paint(false)) + kept.join('');
}

/** A parser that is not ours takes the file as before, and sees other values only where one was written. */
function expectPinnedLeaves(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string> | null,
  edits: readonly Edit[],
): void {
  expect(after).not.toBeNull();
  const written = edits.map(({ text }) => pinValue.exec(text)?.[0] ?? text);
  // A feature of a devcontainer and a plugin of Buildkite are keys: these change their name. And what was only a name in a
  // list may have become that of a mapping.
  const wrong = [...(after ?? [])].filter(
    ([path, value]) =>
      before.get(path) !== value &&
      before.get(path.replace(/\/name$/, '')) !== value &&
      !written.some((pin) => `${path} ${value}`.includes(pin)),
  );
  expect(wrong).toEqual([]);
  expect(after?.size).toBeGreaterThanOrEqual(before.size);
}

const pinValue = /sha256:[0-9a-f]{64}|sha256-[0-9A-Za-z+/]{43}=|[0-9a-f]{40}|97\.98\.99/;

/** Takes out of a text what edits replace. */
function withoutReplaced(text: string, edits: readonly Edit[]): string {
  return ordered(edits).reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
}

/** Takes out of a text what edits of the text before put in. */
function withoutInserted(text: string, edits: readonly Edit[]): string {
  let rest = text;
  let removed = 0;
  for (const edit of ordered(edits)) {
    const start = edit.start - removed;
    expect(rest.slice(start, start + edit.text.length)).toBe(edit.text);
    rest = rest.slice(0, start) + rest.slice(start + edit.text.length);
    removed += edit.end - edit.start;
  }
  return rest;
}

function ordered(edits: readonly Edit[]): readonly Edit[] {
  const distinct = new Map(edits.map((edit) => [`${edit.start}:${edit.end}`, edit]));
  return [...distinct.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}
