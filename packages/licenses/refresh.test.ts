import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RangeLine } from './compile.ts';
import { listedTexts } from './compile-texts.ts';
import { readLines } from './read-lines.ts';
import { printLine, refreshed, repositoryOf, urlOf, withLines } from './refresh-facts.ts';
import { textReader } from './refresh-reading.ts';
import { readTexts } from './src/texts/license-texts.ts';

const listed = new Map(listedTexts().map(({ id, text }) => [id, text]));
const mit = listed.get('MIT') ?? '';
const apache = listed.get('Apache-2.0') ?? '';
const texts = readTexts(readFileSync(join(import.meta.dirname, 'data', 'texts.json'), 'utf8'));
const reader = textReader(texts, []);
const memory: RangeLine = {
  application: 'acme/tool',
  versions: '*',
  license: 'Apache-2.0',
  evidence: 'memory',
  basis: 'memory',
  verified: false,
  source: 'memory',
  assumedAllVersions: true,
};

let work: string;
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'fineprint-refresh-'));
  git('init', '--quiet', '--initial-branch=main');
});
afterEach(() => rmSync(work, { recursive: true, force: true }));

describe('a repository whose license changed', () => {
  beforeEach(() => {
    release({ 'main.tf': '' }, 'v0.9.0');
    release({ LICENSE: mit }, 'v1.0.0', 'v1.0.1', 'sdk/v7.0.0');
    release({ LICENSE: apache }, 'v2.0.0-rc1', 'v2.0.0', 'v1', 'nightly');
  });

  const expected = [
    '<1.0.0 NONE acme/tool (no licence file) @ v0.9.0',
    '>=1.0.0 <2.0.0-rc1 MIT acme/tool LICENSE @ v1.0.0 … v1.0.1',
    '>=2.0.0-rc1 Apache-2.0 acme/tool LICENSE @ v2.0.0-rc1 … v2.0.0',
  ];

  test('is read at every release tag, and only there', () => {
    const outcome = refreshed('acme/tool', [], join(work, '.git'), reader);
    expect(outcome.is).toBe('verified');
    expect(shown(outcome)).toEqual(expected);
  });

  test('is read in the same way when it has to be fetched', () => {
    expect(shown(refreshed('acme/tool', [], pathToFileURL(work).href, reader))).toEqual(expected);
  });

  test('corrects what memory had, and says so', () => {
    const outcome = refreshed('acme/tool', [memory], join(work, '.git'), reader);
    expect('lines' in outcome && outcome.lines.map(({ note }) => note)).toEqual([
      'no licence file in the tree of these tags; corrected from *: Apache-2.0 (memory)',
      'corrected from *: Apache-2.0 (memory)',
      undefined,
    ]);
  });

  test('differs from a verified line that knows one licence', () => {
    const line: RangeLine = { ...memory, evidence: 'snapshot', basis: 'licence-file', verified: true };
    expect(refreshed('acme/tool', [line], join(work, '.git'), reader).is).toBe('changed');
  });
});

test('a verified line that still holds keeps its words and gets the newest version', () => {
  release({ LICENSE: listed.get('LGPL-3.0-only') ?? '' }, 'v1.0.0', 'v1.1.0');
  const line: RangeLine = {
    ...memory,
    license: 'LGPL-3.0-or-later',
    evidence: 'snapshot',
    verified: true,
    note: 'headers say "or later"',
  };
  const outcome = refreshed('acme/tool', [line], join(work, '.git'), reader);
  expect(outcome).toMatchObject({ is: 'confirmed', lines: [{ ...line, checkedVersion: 'v1.1.0' }] });
});

test('a verified line that leaves a release out is not the whole truth', () => {
  release({ LICENSE: apache }, 'v1.0.0', 'v2.0.0');
  const line: RangeLine = { ...memory, versions: '>=1.5.0', evidence: 'snapshot', verified: true };
  expect(refreshed('acme/tool', [line], join(work, '.git'), reader).is).toBe('changed');
  const whole: RangeLine = { ...line, versions: '>=0.5.0' };
  expect(refreshed('acme/tool', [whole], join(work, '.git'), reader).is).toBe('confirmed');
});

test('two licenses in one root confirm the line of somebody who read how they go together', () => {
  release({ 'LICENSE-MIT': mit, 'LICENSE-APACHE': apache }, 'v1.0.0');
  const read: RangeLine = { ...memory, license: 'MIT OR Apache-2.0', evidence: 'snapshot', verified: true };
  expect(refreshed('acme/tool', [read], join(work, '.git'), reader).is).toBe('confirmed');
  const half: RangeLine = { ...read, license: 'MIT' };
  expect(refreshed('acme/tool', [half], join(work, '.git'), reader).is).toBe('unread');
});

test('a source that said the same is kept beside what was read', () => {
  release({ LICENSE: apache }, 'v1.0.0');
  const stated: RangeLine = {
    ...memory,
    evidence: 'secondary-statement',
    basis: 'registry',
    source: 'a list',
  };
  const outcome = refreshed('acme/tool', [stated], join(work, '.git'), reader);
  expect('lines' in outcome && outcome.lines[0]?.also).toEqual([
    { evidence: 'secondary-statement', basis: 'registry', source: 'a list' },
  ]);
});

test('a repository without release tags is read at its newest commit, and the rest is assumed', () => {
  release({ LICENSE: mit });
  const outcome = refreshed('acme/tool', [], pathToFileURL(work).href, reader);
  expect(outcome).toMatchObject({ lines: [{ versions: '*', license: 'MIT', assumedAllVersions: true }] });
});

describe('what needs a person', () => {
  test('is a text that is not word for word a license, until somebody has read it', () => {
    release({ LICENSE: 'Do as you like.' }, 'v1.0.0', 'v1.1.0');
    const outcome = refreshed('acme/tool', [], join(work, '.git'), reader);
    const sha256 = createHash('sha256').update('Do as you like.').digest('hex');
    expect(outcome).toEqual({
      application: 'acme/tool',
      is: 'unread',
      because: [`no known text: LICENSE ${sha256} @ v1.0.0 … v1.1.0 (2)`],
    });
    const knowing = textReader(texts, [{ sha256, license: '0BSD', note: 'read' }]);
    expect(shown(refreshed('acme/tool', [], join(work, '.git'), knowing))).toEqual([
      '* 0BSD acme/tool LICENSE @ v1.1.0 (all 2 tags same licence)',
    ]);
  });

  test.each<readonly [string, readonly Readonly<Record<string, string>>[], string]>([
    [
      'two licenses',
      [{ 'LICENSE-MIT': mit, 'LICENSE-APACHE': apache }],
      'Apache-2.0, MIT, all or one of them?',
    ],
    ['a folder of licenses', [{ 'LICENSES/MIT.txt': mit }], 'LICENSES may hold a licence'],
    ['a license file that is gone', [{ LICENSE: mit }, { 'action.yml': '' }], 'no licence file @ v2.0.0'],
  ])('is %s', (_, trees, because) => {
    trees.forEach((tree, place) => {
      git('rm', '-rq', '--ignore-unmatch', '.');
      release(tree, `v${place + 1}.0.0`);
    });
    const outcome = refreshed('acme/tool', [], join(work, '.git'), reader);
    expect('because' in outcome && outcome.because.join()).toContain(because);
  });

  test('is a repository that only lost its licence file in what was built for a release', () => {
    release({ 'action.yml': '' }, 'v1.0.0');
    release({ LICENSE: mit });
    const outcome = refreshed('acme/tool', [], join(work, '.git'), reader);
    expect(outcome).toMatchObject({
      is: 'unread',
      because: [expect.stringContaining('at the newest commit')],
    });
  });

  test('is two tags of one version that differ', () => {
    release({ LICENSE: mit }, '1.0.0');
    release({ LICENSE: apache }, 'v1.0.0');
    const outcome = refreshed('acme/tool', [], join(work, '.git'), reader);
    expect(outcome).toMatchObject({ is: 'unread', because: [expect.stringContaining('1.0.0 and v1.0.0')] });
  });

  test('is a repository that is not there', () => {
    const outcome = refreshed('acme/tool', [], pathToFileURL(join(work, 'absent')).href, reader);
    expect(outcome).toMatchObject({ is: 'unreachable', because: [expect.stringContaining('git')] });
  });
});

test('tags of a variant and files about licenses do not count', () => {
  release({ 'action.yml': '' }, 'v1.0.0-src');
  release({ LICENSE: mit, 'license_test.go': 'package license' }, 'v1.0.0');
  expect(shown(refreshed('acme/tool', [], join(work, '.git'), reader))).toEqual([
    '* MIT acme/tool LICENSE @ v1.0.0 (all 1 tags same licence)',
  ]);
});

test('a repository is found where it is at home, or by a template', () => {
  expect(urlOf('acme/tool', undefined)).toBe('https://github.com/acme/tool');
  expect(urlOf('gitlab.com/acme/deep/tool', undefined)).toBe('https://gitlab.com/acme/deep/tool');
  expect(urlOf('acme/tool', '/copies/{owner}+{name}')).toBe('/copies/acme+tool');
  expect(['acme/tool#action', 'container-image:docker.io/x'].map(repositoryOf)).toEqual([null, null]);
});

test('the fact files are written as they are read', () => {
  const folder = join(import.meta.dirname, 'facts', 'applications');
  for (const name of readdirSync(folder)) {
    const written = readLines<RangeLine>(join(folder, name)).map((line) => `${printLine(line)}\n`);
    expect(written.join('') === readFileSync(join(folder, name), 'utf8')).toBe(true);
  }
});

test('renewed lines stand where the old ones stood, new applications at the end', () => {
  const other = { ...memory, application: 'acme/other' };
  const text = [memory, other, memory].map((line) => `${printLine(line)}\n`).join('');
  const fresh = { ...memory, versions: '<2' };
  const added = { ...memory, application: 'acme/new' };
  const renewed = new Map([
    ['acme/tool', [fresh]],
    ['acme/new', [added]],
  ]);
  const expected = [fresh, other, added].map((line) => `${printLine(line)}\n`).join('');
  expect(withLines(text, renewed, ['acme/new'])).toBe(expected);
});

test('the command says what it found, and writes nothing unless it is asked to', () => {
  release({ LICENSE: apache }, 'v4.0.0');
  const facts = join(import.meta.dirname, 'facts', 'applications', 'github-actions.jsonl');
  const before = readFileSync(facts, 'utf8');
  const command = [join(import.meta.dirname, 'refresh.ts'), '--from', join(work, '.git'), 'actions/checkout'];
  expect(execFileSync(process.execPath, command, { encoding: 'utf8' })).toBe(
    'changed actions/checkout\n  * Apache-2.0: actions/checkout LICENSE @ v4.0.0 (all 1 tags same licence)\nchanged 1\n',
  );
  expect(readFileSync(facts, 'utf8') === before).toBe(true);
});

function shown(outcome: ReturnType<typeof refreshed>): readonly string[] {
  return 'lines' in outcome
    ? outcome.lines.map(({ versions, license, source }) => `${versions} ${license} ${source}`)
    : outcome.because;
}

function release(tree: Readonly<Record<string, string>>, ...tags: readonly string[]): void {
  for (const [name, text] of Object.entries(tree)) writeInto(name, text);
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty', '--message', 'release');
  for (const tag of tags) git('tag', tag);
}

function writeInto(name: string, text: string): void {
  const path = join(work, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function git(...arguments_: readonly string[]): void {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
  execFileSync('git', ['-C', work, ...who, ...arguments_], { stdio: 'pipe' });
}
