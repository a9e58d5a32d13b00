import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answer, discover, type Lookup } from '@fineprint/core';
import { extractors } from '@fineprint/extractors';
import { kinds } from '@fineprint/kinds';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { planPins } from './plan.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fineprint-update-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const old = 'a'.repeat(40);
const newer = 'b'.repeat(40);

/** Updates one step of a workflow by what its repository would answer to each question. */
async function updated(uses: string, answers: Readonly<Record<string, Partial<Answer>>>) {
  mkdirSync(join(root, '.github/workflows'), { recursive: true });
  const head = 'on: push\njobs:\n  a:\n    runs-on: self-hosted\n    steps:\n';
  writeFileSync(join(root, '.github/workflows/ci.yml'), `${head}      - uses: ${uses}\n`);
  const asked: string[] = [];
  const lookup: Lookup = {
    online: true,
    ask: ({ requested }) => {
      asked.push(requested ?? '');
      const found = answers[requested ?? ''];
      const nothing = { is: 'answer', version: null, digest: null, commit: null } as const;
      return Promise.resolve(found ? ({ ...nothing, ...found } as Answer) : { is: 'offline' });
    },
  };
  const plan = await planPins(discover(root, { git: 'none' }), {
    extractors,
    kinds: new Map(kinds.map((kind) => [kind.id, kind])),
    cache: null,
    lookup,
    usage: () => null,
    stays: () => null,
    updates: true,
  });
  const [change] = plan.changes;
  const line = change?.textAfter.split('\n').find((each) => each.includes('uses:'));
  return {
    line: line?.trim().replace('- uses: ', '') ?? null,
    left: plan.left.map(({ because }) => because),
    asked,
  };
}

test('a claim of one release gives way to the newest of its major version', async () => {
  const { line, asked } = await updated(`actions/checkout@${old} # v4.2.1`, {
    'v4.2.1': { commit: old },
    '^4.2.1': { commit: newer, names: ['v4', 'v4.3.0', 'latest'] },
  });
  expect(line).toBe(`actions/checkout@${newer} # v4.3.0`);
  expect(asked).toEqual(['v4.2.1', '^4.2.1']);
});

test.each([
  ['below 1.0.0 the minor one stays', '0.24.1', '^0.24.1', ['v0.24.3'], 'v0.24.3'],
  ['a comment may leave out the v', '4.2.1', '^4.2.1', ['v4.3.0'], 'v4.3.0'],
])('%s', async (_, claimed, constraint, names, claim) => {
  const { line } = await updated(`actions/checkout@${old} # ${claimed}`, {
    [claimed]: { commit: old },
    [constraint]: { commit: newer, names },
  });
  expect(line).toBe(`actions/checkout@${newer} # ${claim}`);
});

test('a claim that is followed stays what it says', async () => {
  const { line, asked } = await updated(`actions/checkout@${old} # v4`, { v4: { commit: newer } });
  expect(line).toBe(`actions/checkout@${newer} # v4`);
  expect(asked).toEqual(['v4']);
});

test('a release that moved is a danger, and no newer one is taken', async () => {
  const { line, left, asked } = await updated(`actions/checkout@${old} # v4.2.1`, {
    'v4.2.1': { commit: newer },
    '^4.2.1': { commit: newer, names: ['v4.3.0'] },
  });
  expect(line).toBeNull();
  expect(left[0]).toContain('may be an attack');
  expect(asked).toEqual(['v4.2.1']);
});

test('what is the newest already is left in silence', async () => {
  const { line, left } = await updated(`actions/checkout@${old} # v4.2.1`, {
    'v4.2.1': { commit: old },
    '^4.2.1': { commit: old, names: ['v4.2.1'] },
  });
  expect([line, left]).toEqual([null, []]);
});
