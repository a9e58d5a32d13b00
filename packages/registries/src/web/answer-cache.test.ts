import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
