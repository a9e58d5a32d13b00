import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classifyGitRef, gitRefPin } from './git-ref.ts';

const sha = '0123456789abcdef0123456789abcdef01234567';

test.each([
  [sha, 'commit'],
  [sha.toUpperCase(), 'commit'],
  [`${sha}0123456789abcdef01234567`, 'commit'],
  [sha.slice(0, 39), 'short-commit'],
  [`${sha}a`, 'short-commit'],
  ['abcdef0', 'short-commit'],
  ['v1.2.3-4-g0123456', 'short-commit'],
  ['v4', 'tag'],
  ['1.2.3', 'tag'],
  ['v1.0.0-rc.1', 'tag'],
  ['1.0.0+build.5', 'tag'],
  ['release-1.2', 'tag'],
  ['bar-v1.0.0', 'tag'],
  ['tfmodule_one-v0.0.9', 'tag'],
  ['modules/vpc/v1.2.0', 'tag'],
  ['2024-01-31', 'tag'],
  ['20240131', 'tag'],
  ['refs/tags/anything', 'tag'],
  ['tags/anything', 'tag'],
  ['main', 'branch'],
  ['master', 'branch'],
  ['HEAD', 'branch'],
  ['develop', 'branch'],
  ['refs/heads/v1.2.3', 'branch'],
  ['refs/pull/1/head', 'branch'],
  ['release/1.2', 'branch'],
  ['main-2', 'branch'],
  ['1.x', 'branch'],
  ['feature-login', 'branch'],
  ['ubuntu-22-fix', 'branch'],
  ['v1.2.3~1', 'branch'],
  ['v1.2.3^{}', 'branch'],
  ['', 'none'],
  ['${local.ref}', 'symbolic'],
  ['v${local.version}', 'symbolic'],
  ['-h', 'invalid'],
  ['--output=x', 'invalid'],
  ['a b', 'invalid'],
  ['a\u0000', 'invalid'],
])('%s is a %s', (text, form) => {
  expect(classifyGitRef(text)).toBe(form);
});

test('only a full commit id pins to a commit', () => {
  expect(gitRefPin('commit')).toBe('commit');
  expect(gitRefPin('short-commit')).toBe('branch');
  expect(gitRefPin('symbolic')).toBeNull();
  expect(gitRefPin('invalid')).toBeNull();
  expect(gitRefPin('none')).toBe('none');
});

test('no other text than 40 or 64 hexadecimal digits is a commit', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[0-9a-fA-F]{38,66}$/),
    fc.stringMatching(/^[0-9a-g]{40}$/),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const isId =
        (text.length === 40 || text.length === 64) &&
        [...text].every((each) => '0123456789abcdefABCDEF'.includes(each));
      expect(classifyGitRef(text) === 'commit').toBe(isId);
    }),
    { seed: 1, numRuns: 2000 },
  );
});
