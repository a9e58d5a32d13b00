import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { claim } from '../discover/claim.ts';
import { discover } from '../discover/index.ts';
import { link } from '../link/link.ts';
import type { Extractor, Fact } from '../model/extractor.ts';
import type { Kind } from '../model/kind.ts';
import { readFiles } from '../read/read.ts';
import type { Answer, Lookup } from './lookup.ts';
import { resolve } from './resolve.ts';

const root = mkdtempSync(join(tmpdir(), 'fineprint-asked-'));
afterAll(() => rmSync(root, { recursive: true }));

interface Named extends Fact {
  readonly text: string;
}

/** Every line of `names.txt` is a thing with a tag. */
const names: Extractor<Named> = {
  id: 'names',
  title: 'Names',
  formats: [
    {
      id: 'names',
      role: 'manifest',
      files: ['**/names.txt'],
      words: [':'],
      *read(file) {
        for (const { 0: text, index } of file.text.matchAll(/.+/g))
          yield { is: 'name', text, place: file.place({ start: index, end: index + text.length }) };
      },
    },
  ],
  unit: (path) => path,
  *link(unit) {
    for (const { path, facts } of unit.files)
      for (const { text, place } of facts) {
        const [name = '', tag = ''] = text.split(':');
        yield {
          is: 'occurrence',
          kind: 'thing',
          name,
          request: { is: 'tag', text: tag },
          at: { path, ...place },
          text,
          address: name,
          usage: 'build',
          slots: [],
          via: [],
        };
      }
  },
};

const thing: Kind = {
  id: 'thing',
  title: 'Things',
  type: 'library',
  keyName: ({ name }) => name,
  purls: () => ({ registered: null, proposed: null }),
  versions: { id: 'v', exact: (text) => (/^\d+\.\d+\.\d+$/.test(text) ? text : null), compare: () => 0 },
  pins: ['digest', 'tag', 'none'],
  covers: 'artifact',
};

async function resolved(lines: readonly string[], answer: (name: string) => Answer) {
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, 'names.txt'), lines.join('\n'));
  const asked: string[] = [];
  const lookup: Lookup = {
    online: true,
    ask: async ({ name }) => {
      asked.push(name);
      return answer(name);
    },
  };
  const extractors = [names as Extractor];
  const linked = link(readFiles(claim(discover(root, { git: 'none' }), extractors), { cache: null }));
  const scan = await resolve(linked, { kinds: new Map([[thing.id, thing]]), lookup, usage: () => null });
  return { asked, scan };
}

test('only what names no exact version is asked about, and the answer is part of the ref', async () => {
  const { asked, scan } = await resolved(['a:latest', 'b:1.2.3'], () => ({
    is: 'answer',
    version: null,
    commit: null,
    digest: 'sha256:1',
  }));
  expect(asked).toEqual(['a']);
  expect(scan.components.map(({ ref }) => ref)).toEqual(['thing:a@sha256:1', 'thing:b@1.2.3']);
  expect(scan.problems).toEqual([]);
});

test('whoever does not answer is one problem, however many were asked about', async () => {
  const { scan } = await resolved(['a:latest', 'b:latest', 'c:latest'], (name) => ({
    is: 'unanswered',
    because: name === 'c' ? 'y.example: It is down.' : 'x.example: It is down.',
  }));
  const said = scan.problems.filter(({ code }) => code === 'lookup-unanswered');
  expect(said.map(({ message, location }) => `${location?.line}: ${message}`)).toEqual([
    '1: What a and 1 other lead to could not be asked for. x.example: It is down.',
    '3: What c leads to could not be asked for. y.example: It is down.',
  ]);
});
