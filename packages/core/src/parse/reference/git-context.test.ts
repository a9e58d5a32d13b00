import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitGitContext } from './git-context.ts';

const url = 'https://github.com/docker/buildx.git';

/** What a text says: its address, ref and subpath. */
function parts(text: string): readonly (string | null)[] {
  const { address, ref, subpath } = splitGitContext(text);
  return [address, ref, subpath].map((span) => span && text.slice(span.start, span.end));
}

// https://docs.docker.com/build/concepts/context/#url-fragments and #url-queries
test.each([
  ['', null, null],
  ['#mytag', 'mytag', null],
  ['#pull/42/head', 'pull/42/head', null],
  ['#:myfolder', null, 'myfolder'],
  ['#master:myfolder', 'master', 'myfolder'],
  ['?tag=mytag', 'mytag', null],
  ['?branch=mybranch', 'mybranch', null],
  ['?ref=pull/42/head', 'pull/42/head', null],
  ['?subdir=myfolder', null, 'myfolder'],
  ['?branch=master&subdir=myfolder', 'master', 'myfolder'],
  [
    '?tag=v1.0.0&checksum=d4f088e689b41353d74f1a0bfcd6d7c0b213aed2',
    'd4f088e689b41353d74f1a0bfcd6d7c0b213aed2',
    null,
  ],
  ['?commit=d4f088e&keep-git-dir=1', 'd4f088e', null],
  ['?ref=&keep-git-dir', null, null],
  ['?keep-git-dir=1#v1.0.0', 'v1.0.0', null],
])('%j', (selection, ref, subpath) => {
  expect(parts(url + selection)).toEqual([url, ref, subpath]);
});

test('any text is split, with places inside it', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom('a', '#', '?', '&', '=', ':', 'tag', 'subdir'), { maxLength: 12 })
      .map((all) => all.join('')),
  );
  fc.assert(
    fc.property(text, (written) => {
      const { address, ref, subpath } = splitGitContext(written);
      for (const span of [address, ref, subpath]) {
        if (!span) continue;
        expect(span.start).toBeLessThanOrEqual(span.end);
        expect(span.start).toBeGreaterThanOrEqual(0);
        expect(span.end).toBeLessThanOrEqual(written.length);
      }
    }),
  );
});
