import { expect, test } from 'vitest';
import { isPrivateModule } from './private-modules.ts';

// As in the tests of golang.org/x/mod/module for MatchPrefixPatterns: patterns match whole parts from the left.
test.each([
  ['corp.example', true],
  ['corp.example/', true],
  ['corp.example/team', true],
  ['corp.example/team/m', true],
  ['*.example/team', true],
  ['*', true],
  ['corp.?xample/t*', true],
  ['corp.[ad-f]xample', true],
  ['[^x]orp.*', true],
  [' x.example , corp.example', true],
  ['', false],
  [',', false],
  ['example', false],
  ['corp', false],
  ['corp.example/te', false],
  ['corp.example/team/m/x', false],
  ['*/m', false],
  ['[^c]orp.example', false],
  ['x.example,y.example', false],
  ['none', false],
  // Unreadable: it may have meant the module.
  ['corp.[', true],
  ['{corp,x}.example', true],
  ['corp.exampl\\e', true],
])('GOPRIVATE=%s keeps corp.example/team/m: %s', (GOPRIVATE, isPrivate) => {
  expect(isPrivateModule('corp.example/team/m', { GOPRIVATE }, false)).toBe(isPrivate);
});

test('GONOPROXY stands above GOPRIVATE, but for whoever is public', () => {
  const env = { GOPRIVATE: 'corp.example', GONOPROXY: 'none' };
  expect(isPrivateModule('corp.example/m', env, false)).toBe(false);
  expect(isPrivateModule('corp.example/m', env, true)).toBe(true);
  expect(isPrivateModule('corp.example/m', { GONOSUMDB: '*.example' }, true)).toBe(true);
  expect(isPrivateModule('corp.example/m', { GONOPROXY: 'corp.example' }, false)).toBe(true);
});
