import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type KeptAnswer, openAnswerCache } from './answer-cache.ts';

const directory = mkdtempSync(join(tmpdir(), 'fineprint-answers-'));
const answer: KeptAnswer = {
  url: 'https://x.example/a',
  status: 200,
  headers: new Map([['etag', '"1"']]),
  body: Buffer.from('one\ntwo\0'),
  asked: '2026-01-01T00:00:00.000Z',
};

afterEach(() => rmSync(directory, { recursive: true, force: true }));

function onlyFile(): string {
  const [name] = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.includes('/'),
  );
  return join(directory, name ?? '');
}

test('an answer is kept for other runs, for its own key only', () => {
  openAnswerCache(directory).set('a', answer);
  const cache = openAnswerCache(directory);
  expect(cache.get('a')).toEqual(answer);
  expect(cache.get('b')).toBeNull();
  expect(statSync(onlyFile()).mode & 0o777).toBe(0o600);
});

test('what is half written leaves nothing behind', () => {
  const cache = openAnswerCache(directory);
  cache.set('a', answer);
  const file = onlyFile();
  rmSync(file);
  // A directory of that name lets the last step fail, as a full disk does the one before.
  mkdirSync(join(file, 'inner'), { recursive: true });
  cache.set('a', answer);
  expect(readdirSync(dirname(file))).toEqual([basename(file)]);
  expect(cache.get('a')).toBeNull();
});

test('an answer whose header holds a credential is not kept', () => {
  const cache = openAnswerCache(directory);
  const location = 'https://b.example/x?X-Amz-Signature=0123456789abcdef';
  cache.set('a', { ...answer, headers: new Map([['x-terraform-get', location]]) });
  expect(cache.get('a')).toBeNull();
});

test.each([
  ['headers', [1]],
  ['headers', [['a']]],
  ['asked', 1],
  ['status', '200'],
  ['length', null],
  ['url', {}],
])('what another program wrote as %s is as good as none', (name, value) => {
  const cache = openAnswerCache(directory);
  cache.set('a', answer);
  const [head = '', ...body] = readFileSync(onlyFile(), 'latin1').split('\n');
  const other = JSON.stringify({ ...JSON.parse(head), [name]: value });
  writeFileSync(onlyFile(), [other, ...body].join('\n'), 'latin1');
  expect(cache.get('a')).toBeNull();
});

test('what is broken, or may be written by others, is as good as none', () => {
  const cache = openAnswerCache(directory);
  for (const content of [
    '',
    'x',
    '{}\n',
    '{"format":"fineprint-answer/1","headers":[],"key":"x","length":0}\n',
    'null\n',
  ]) {
    cache.set('a', answer);
    writeFileSync(onlyFile(), content);
    expect(cache.get('a')).toBeNull();
  }
  cache.set('a', answer);
  chmodSync(onlyFile(), 0o666);
  expect(cache.get('a')).toBeNull();
});

test('a directory that cannot be written changes no answer', () => {
  writeFileSync(`${directory}-file`, '');
  const cache = openAnswerCache(join(`${directory}-file`, 'inner'));
  cache.set('a', answer);
  expect(cache.get('a')).toBeNull();
  rmSync(`${directory}-file`);
});
