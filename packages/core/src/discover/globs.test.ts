import { matchesGlob } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileGlobs, globDefect } from './globs.ts';

test.each([
  ['**/.terraform.lock.hcl', ['.terraform.lock.hcl', 'a/b/.terraform.lock.hcl'], ['a.terraform.lock.hcl']],
  [
    '.github/workflows/*.{yml,yaml}',
    ['.github/workflows/a.yml', '.github/workflows/.yaml'],
    ['x/.github/workflows/a.yml', '.github/workflows/a/b.yml'],
  ],
  ['**/*.tf.json', ['a.tf.json', 'b/c.tf.json'], ['a.json', 'tf.json']],
  ['**/Dockerfile*', ['Dockerfile', 'a/Dockerfile.web'], ['a/xDockerfile']],
  ['a/**', ['a/b', 'a/b/c'], ['a', 'b/a/c']],
  ['a/**/b', ['a/b', 'a/x/y/b'], ['a/xb', 'ab']],
  ['**', ['a', 'a/b'], []],
  ['**/a/**/b/*.c', ['a/b/x.c', 'q/a/b/a/b/x.c'], ['a/x.c', 'a/b/c/x.d']],
  ['?[!a-c][x]', ['zdx', '\u{1F600}dx'], ['zax', 'zd', 'z/x']],
  ['{a,b{c,d}}/{,x}y', ['a/y', 'bc/xy', 'bd/y'], ['b/y', 'a/x']],
  ['\\*a\\{', ['*a{'], ['xa{']],
  ['**/!(*.*)', ['run', 'a.b/run'], ['run.sh', 'run/.sh', 'a.']],
])('%s matches what it should and nothing else', (pattern, yes, no) => {
  const { some } = compileGlobs([pattern]);
  expect(yes.filter((path) => !some(path))).toEqual([]);
  expect(no.filter((path) => some(path))).toEqual([]);
});

test('the indices of all matching patterns come in order', () => {
  const { matching } = compileGlobs(['**/*.yml', 'x', 'a/*', '**/*.{yml,yaml}', '**/b.yml']);
  expect(matching('a/b.yml')).toEqual([0, 2, 3, 4]);
  expect(matching('b.md')).toEqual([]);
});

test("patterns agree with Node's own matcher", () => {
  const names = fc.stringMatching(/^[ab.]{1,4}$/).filter((name) => !/^\.+$/.test(name));
  const paths = fc.array(names, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
  const parts = fc.oneof(
    fc.constant('**'),
    fc.stringMatching(/^[ab.*?]{1,4}$/).filter((part) => !/^\.+$|\*\*/.test(part)),
  );
  const patterns = fc.array(parts, { minLength: 1, maxLength: 4 }).map((list) => list.join('/'));
  fc.assert(
    fc.property(paths, patterns, (path, pattern) => {
      // Node lets no wildcard match a leading dot, and `a/**` match `a`: here they do and do not.
      fc.pre(!/(^|\/)\./.test(path) && !pattern.endsWith('**'));
      expect(compileGlobs([pattern]).some(path)).toBe(matchesGlob(path, pattern));
    }),
    { numRuns: 3000 },
  );
});

test.each(['', 'a{b', '[a', 'a\\', '{a,b}'.repeat(20), 'a'.repeat(5000)])(
  'a bad glob is named: %.20s',
  (pattern) => {
    expect(globDefect(pattern)).toMatch(/^It .*\.$/);
    expect(() => compileGlobs([pattern])).toThrow(RangeError);
  },
);

test('a hostile glob does not multiply its steps', () => {
  const { some } = compileGlobs([`${'**/a/'.repeat(500)}b`, `${'*a'.repeat(500)}b`]);
  expect(some(`${'a/'.repeat(2000)}c`)).toBe(false);
  expect(some('a'.repeat(4000))).toBe(false);
});
