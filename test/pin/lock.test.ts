import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ContentEntry, discover, entryId, type HashAnswer, type Lookup, offline } from '@fineprint/core';
import { extractors } from '@fineprint/extractors';
import { kinds } from '@fineprint/kinds';
import { planLock } from '@fineprint/pin';
import { afterEach, beforeEach, expect, test } from 'vitest';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-lock-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(join(directory, path, '..'), { recursive: true });
  writeFileSync(join(directory, path), text);
}

/** A module by its source, and where Terraform has put it. */
function modules(...sources: readonly string[]): void {
  const names = sources.map((_, index) => `m${index}`);
  write(
    'main.tf',
    sources.map((source, index) => `module "m${index}" {\n  source = "${source}"\n}\n`).join(''),
  );
  const installed = names.map((name, index) => ({
    Key: name,
    Source: sources[index],
    Dir: `.terraform/modules/${name}`,
  }));
  const root = { Key: '', Source: '', Dir: '.' };
  write('.terraform/modules/modules.json', JSON.stringify({ Modules: [root, ...installed] }));
}

const tagged = 'git::https://git.example/acme/net.git?ref=v1.2.0';
const key = 'terraform-module:git.example/acme/net';
const commit = 'c'.repeat(40);
const hash = `h1:${'A'.repeat(43)}=`;

function serving(answer: HashAnswer): Lookup {
  return {
    online: true,
    ask: async () => ({ is: 'answer', version: null, digest: null, commit }),
    hash: async () => answer,
  };
}

async function planned(lookup: Lookup, before: readonly ContentEntry[] = [], isPartial = false) {
  const lock = { path: 'fineprint.lock', entries: new Map(before.map((each) => [entryId(each), each])) };
  const { entries, left } = await planLock(discover(directory), before.length > 0 ? lock : null, {
    extractors,
    kinds: new Map(kinds.map((kind) => [kind.id, kind])),
    cache: null,
    usage: () => null,
    lookup,
    isPartial,
  });
  return { entries, left: left.map(({ occurrence, because }) => `${occurrence.at.line}: ${because}`) };
}

test('what is served is locked with the commit that it was served at', async () => {
  modules(tagged);
  rmSync(join(directory, '.terraform'), { recursive: true });
  const entry = { key, request: 'v1.2.0', commit, hash };
  expect(await planned(serving({ is: 'hash', hash }))).toEqual({ entries: [entry], left: [] });
});

test('a copy and what is served are locked only if they are the same, and so are two copies', async () => {
  modules(tagged, tagged);
  write('.terraform/modules/m0/main.tf', 'x');
  write('.terraform/modules/m1/main.tf', 'x');
  const { entries } = await planned(offline);
  const [same] = entries;
  expect(entries).toEqual([{ key, request: 'v1.2.0', hash: expect.stringMatching(/^h1:/) }]);
  expect(await planned(serving({ is: 'hash', hash: same?.hash ?? '' }))).toEqual({
    entries: [{ ...same, commit }],
    left: [],
  });
  const old = { key, request: 'v1.2.0', hash };
  expect(await planned(serving({ is: 'hash', hash }), [old])).toEqual({
    entries: [old],
    left: ['2: These are not the same: what is served, and the copy in ".terraform/modules/m0".'],
  });
  write('.terraform/modules/m1/main.tf', 'y');
  expect(await planned(offline)).toEqual({
    entries: [],
    left: [
      '2: These are not the same: the copy in ".terraform/modules/m0", and the copy in ".terraform/modules/m1".',
    ],
  });
});

test('what holds its content by itself, cannot be told or is of the repository needs no entry', async () => {
  modules(tagged.replace('v1.2.0', commit), './local', 's3::https://s3.amazonaws.com/b/x.zip');
  write('Dockerfile', 'FROM nginx:1.27\n');
  write(
    'variable.tf',
    'variable "v" {}\nmodule "v" {\n  source = "git::https://git.example/a/b?ref=${var.v}"\n}\n',
  );
  expect(await planned(serving({ is: 'hash', hash }))).toEqual({ entries: [], left: [] });
});

test('an entry that nobody asks for goes, unless only a part was looked at', async () => {
  modules(tagged);
  const old = { key: 'download:files.example/gone', request: null, hash };
  const found = { key, request: 'v1.2.0', commit, hash };
  rmSync(join(directory, '.terraform'), { recursive: true });
  expect((await planned(serving({ is: 'hash', hash }), [old])).entries).toEqual([found]);
  expect((await planned(serving({ is: 'hash', hash }), [old], true)).entries).toEqual([old, found]);
});

test('what cannot be fetched keeps its entry, and is told', async () => {
  modules(tagged);
  rmSync(join(directory, '.terraform'), { recursive: true });
  const old = { key, request: 'v1.2.0', hash };
  const because = 'git.example: It is down.';
  expect(await planned(serving({ is: 'unanswered', because }), [old])).toEqual({
    entries: [old],
    left: [`2: ${because}`],
  });
  expect((await planned(serving({ is: 'nothing' }), [old])).left).toEqual([
    '2: No copy of it lies here, and nobody is known who serves one.',
  ]);
  expect((await planned(offline, [old])).left).toEqual(['2: No copy of it lies here; --online fetches one.']);
});
