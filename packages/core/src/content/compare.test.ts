import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { discover } from '../discover/index.ts';
import type { Extractor } from '../model/extractor.ts';
import type { Answer, HashAnswer, Lookup } from '../resolve/lookup.ts';
import { offline } from '../resolve/lookup.ts';
import { referencesIn } from '../resolve-root.ts';
import { tarGzOf } from '../testkit/tar.ts';
import { compareContent } from './compare.ts';
import { sha256, treeHash } from './hash.ts';
import { type ContentEntry, type ContentLock, entryId } from './lock.ts';
import { names, thing } from './things.testkit.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-compare-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function copy(path: string, text: string): void {
  mkdirSync(join(directory, path), { recursive: true });
  writeFileSync(join(directory, path, 'main.tf'), text);
}

const holding = (text: string) => treeHash(new Map([['main.tf', sha256(text)]]));

function entry(
  name: string,
  request: string,
  hash: string,
  besides: Partial<ContentEntry> = {},
): ContentEntry {
  return { key: `thing:${name}`, request, hash, ...besides };
}

async function compared(lines: readonly string[], locked: readonly ContentEntry[] | null, lookup = offline) {
  writeFileSync(join(directory, 'names.txt'), lines.join('\n'));
  const kinds = new Map([['thing', thing]]);
  const extractors = [names as Extractor];
  const scan = await referencesIn(discover(directory), { extractors, kinds, cache: null, usage: () => null });
  const entries = new Map((locked ?? []).map((each) => [entryId(each), each]));
  const lock: ContentLock | null = locked && { path: 'fineprint.lock', entries };
  const found = await compareContent(scan, lock, { kinds, lookup });
  return {
    says: found.occurrences.map(({ content }) => content),
    merged: found.components.flatMap(({ occurrences }) => occurrences.map(({ content }) => content)),
    problems: found.problems
      .filter(({ code }) => code === 'content-unverified')
      .map(({ message, location }) => `${location?.line}: ${message}`),
  };
}

function serving(
  hash: (ref: string) => HashAnswer,
  commit = 'a'.repeat(40),
): Lookup & { readonly asked: string[] } {
  const asked: string[] = [];
  const answer: Answer = { is: 'answer', version: null, digest: null, commit };
  return {
    asked,
    online: true,
    ask: async () => answer,
    hash: async (occurrence, as) => {
      asked.push(`${as} ${occurrence.name} ${occurrence.commit}`);
      return hash(occurrence.ref);
    },
  };
}

const path = 'fineprint.lock';

test('without a lock nothing is said, whatever lies there', async () => {
  copy('copies/a', 'x');
  const lookup = serving(() => ({ is: 'hash', hash: holding('x') }));
  expect(await compared(['a v1.0.0 copies/a'], null, lookup)).toEqual({
    says: [undefined],
    merged: [undefined],
    problems: [],
  });
  expect(lookup.asked).toEqual([]);
});

describe('a copy on disk', () => {
  test('that is the one that was locked agrees, and another one does not, without a look-up', async () => {
    copy('copies/a', 'x');
    copy('copies/b', 'y');
    const locked = holding('x');
    const found = await compared(
      ['a v1.0.0 copies/a', 'b v1.0.0 copies/b'],
      [entry('a', 'v1.0.0', locked), entry('b', 'v1.0.0', locked)],
    );
    const says = [
      { path, says: 'agrees', locked },
      { path, says: 'disagrees', locked, found: holding('y'), copy: 'copies/b' },
    ];
    expect(found).toEqual({ says, merged: says, problems: [] });
  });

  test('of a part is the copy of the whole', async () => {
    copy('copies/a/modules/net', 'x');
    copy('copies/a', 'beside it');
    const sums = [
      ['main.tf', sha256('beside it')],
      ['modules/net/main.tf', sha256('x')],
    ] as const;
    const locked = treeHash(new Map(sums));
    const at = 'a/modules/net v1.0.0 copies/a/modules/net';
    const held = entry('a#modules/net', 'v1.0.0', locked);
    expect((await compared([at], [held])).says).toEqual([{ path, says: 'agrees', locked }]);
    copy('copies/a', 'is something else');
    expect((await compared([at], [held])).says).toMatchObject([{ says: 'disagrees', copy: 'copies/a' }]);
  });

  test('may be an archive', async () => {
    writeFileSync(join(directory, 'a-1.0.0.tgz'), tarGzOf({ 'a/main.tf': 'x' }));
    const found = await compared(['a v1.0.0 a-1.0.0.tgz'], [entry('a', 'v1.0.0', holding('x'))]);
    expect(found.says).toMatchObject([{ says: 'agrees' }]);
  });

  test('that cannot be hashed is a problem, and no difference', async () => {
    writeFileSync(join(directory, 'a-1.0.0.tgz'), 'no archive');
    const locked = holding('x');
    expect(await compared(['a v1.0.0 a-1.0.0.tgz'], [entry('a', 'v1.0.0', locked)])).toMatchObject({
      says: [{ path, says: 'unseen', locked }],
      problems: [
        '1: What a holds was not compared with fineprint.lock. The archive is no gzip (Z_DATA_ERROR).',
      ],
    });
  });
});

describe('what is served', () => {
  test('is fetched at the commit that a tag leads to, and compared', async () => {
    const lookup = serving(() => ({ is: 'hash', hash: holding('y') }), 'b'.repeat(40));
    const [from, to] = ['a'.repeat(40), 'b'.repeat(40)];
    const found = await compared(
      ['a v1.0.0', 'b main'],
      [
        entry('a', 'v1.0.0', holding('x'), { commit: from }),
        entry('b', 'main', holding('y'), { commit: from }),
      ],
      lookup,
    );
    expect(lookup.asked).toEqual([`tree a ${to}`, `tree b ${to}`]);
    // A branch that moved and holds the same is the same.
    expect(found).toMatchObject({
      says: [
        { says: 'disagrees', locked: holding('x'), found: holding('y'), moved: { from, to } },
        { says: 'agrees' },
      ],
      problems: [],
    });
  });

  test('and cannot be had is a problem for each reason, unless the commit tells that the tag was moved', async () => {
    const down: HashAnswer = { is: 'unanswered', because: 'forge.example: It is down.' };
    const lines = ['a v1.0.0', 'b v1.0.0', 'c v1.0.0'];
    const from = 'c'.repeat(40);
    const held = ['a', 'b'].map((name) => entry(name, 'v1.0.0', holding('x')));
    const locked = [...held, entry('c', 'v1.0.0', holding('x'), { commit: from })];
    expect(
      await compared(
        lines,
        locked,
        serving(() => down),
      ),
    ).toMatchObject({
      says: [
        { says: 'unseen' },
        { says: 'unseen' },
        { says: 'disagrees', moved: { from, to: 'a'.repeat(40) } },
      ],
      problems: [
        '1: What a and 2 others hold was not compared with fineprint.lock. forge.example: It is down.',
      ],
    });
  });

  test('and differs from what was locked is told also where the copy is the same', async () => {
    copy('copies/a', 'x');
    const lookup = serving(() => ({ is: 'hash', hash: holding('y') }));
    const found = await compared(['a v1.0.0 copies/a'], [entry('a', 'v1.0.0', holding('x'))], lookup);
    expect(found.says).toEqual([{ path, says: 'disagrees', locked: holding('x'), found: holding('y') }]);
  });
});

test('what nobody could look at is one problem', async () => {
  const held = ['a', 'b', 'c'].map((name) => entry(name, 'v1.0.0', holding('x')));
  const lines = ['a v1.0.0', 'b v1.0.0', 'c v1.0.0'];
  expect((await compared(lines, held)).problems).toEqual([
    '1: What a and 2 others hold was not compared with fineprint.lock. No copy of it lies here; --online fetches one.',
  ]);
  expect(
    (
      await compared(
        lines,
        held,
        serving(() => ({ is: 'nothing' })),
      )
    ).problems,
  ).toEqual([
    '1: What a and 2 others hold was not compared with fineprint.lock. No copy of it lies here, and nobody is known who serves one.',
  ]);
});

test('only what is asked for as it was locked has an entry, and what is held by itself needs none', async () => {
  const commit = 'd'.repeat(40);
  copy('copies/a', 'x');
  const found = await compared(
    ['a v1.0.0 copies/a', 'a v1.0.1 copies/a', `a ${commit} copies/a`, 'own v1.0.0 copies/a', 'b v1.0.0'],
    [entry('a', 'v1.0.0', holding('x'))],
  );
  const silent = { path, says: 'silent' };
  expect(found.says).toEqual([
    { path, says: 'agrees', locked: holding('x') },
    silent,
    undefined,
    undefined,
    silent,
  ]);
});

test('a range that leads to another version than was locked has no entry for that', async () => {
  const answer: Answer = { is: 'answer', version: '1.3.0', digest: null, commit: null };
  const lookup = { ...serving(() => ({ is: 'hash', hash: holding('y') })), ask: async () => answer };
  const resolved = await compared(['a ~1'], [entry('a', '~1', holding('x'), { version: '1.2.0' })], lookup);
  expect(resolved).toMatchObject({ says: [{ path, says: 'silent', version: '1.2.0' }], problems: [] });
});
