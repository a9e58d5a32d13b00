import { expect, test } from 'vitest';
import type { Extractor } from '../model/extractor.ts';
import { claim } from './claim.ts';
import { discover } from './index.ts';
import { temporaryTree } from './temporary-tree.testkit.ts';

/** An extractor of files of one extension, which counts how often it is asked for its patterns. */
function counting(extension: string) {
  const format = { id: extension, role: 'manifest' as const, words: [], read: () => [] };
  let asked = 0;
  const extractor: Extractor = {
    id: extension,
    title: extension,
    get formats() {
      asked += 1;
      return [{ ...format, files: [`**/*.${extension}`] }];
    },
    unit: (path) => path,
    link: () => [],
  };
  return { extractor, asked: () => asked };
}

test('patterns are compiled once for the same extractors, whatever is claimed by them', () => {
  const one = counting('one');
  const two = counting('two');
  const both = [one.extractor, two.extractor];
  const first = discover(temporaryTree({ 'a.one': '', 'b.two': '' }));
  const second = discover(temporaryTree({ 'c.two': '', 'd.three': '' }));
  const claimed = (found: typeof first, by: readonly Extractor[]) =>
    claim(found, by).claimed.map(({ path, candidates: [by] }) => `${path} ${by?.extractor.id}`);
  expect(claimed(first, both)).toEqual(['a.one one', 'b.two two']);
  expect(claimed(second, both)).toEqual(['c.two two']);
  expect([one.asked(), two.asked()]).toEqual([1, 1]);
  expect(claimed(first, [two.extractor])).toEqual(['b.two two']);
});
