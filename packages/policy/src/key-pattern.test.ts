import { expect, test } from 'vitest';
import { coversKey, keyPatternDefect, mostSpecific } from './key-pattern.ts';
import { leastPin } from './pinning.ts';

test('a kind covers its keys and no kind that begins alike', () => {
  expect(coversKey('github-action', 'github-action:a/b')).toBe(true);
  expect(coversKey('github', 'github-action:a/b')).toBe(false);
  expect(coversKey('*', 'anything')).toBe(true);
});

test('a name that is the same in either case is covered as people write it, and no other name is', () => {
  expect(coversKey('github-action:Azure/*', 'github-action:azure/login')).toBe(true);
  expect(coversKey('git-source:example.org/Acme/*', 'git-source:example.org/Acme/a')).toBe(true);
  expect(coversKey('git-source:example.org/acme/*', 'git-source:example.org/Acme/a')).toBe(false);
});

test('the pattern with most characters of its own wins, whatever the order', () => {
  const patterns = [
    '*',
    'github-action:*',
    'github-action:actions/*',
    'github-action',
    'github-action:actions/cache',
  ];
  for (const order of [patterns, patterns.toReversed()]) {
    expect(mostSpecific(order, 'github-action:actions/cache')).toBe('github-action:actions/cache');
    expect(mostSpecific(order, 'github-action:actions/checkout')).toBe('github-action:actions/*');
    expect(mostSpecific(order, 'github-action:acme/x')).toBe('github-action:*');
    expect(mostSpecific(order, 'tool:x')).toBe('*');
  }
});

test('a pattern that is no kind is said', () => {
  expect(keyPatternDefect('GitHub Action')).toContain('A pattern is');
  expect(keyPatternDefect('github-action:')).toContain('A pattern is');
  expect(keyPatternDefect('github-action:a/*')).toBe(null);
});

test('the kind of the unit decides where the policy says so', () => {
  const pinning = { tool: { least: 'exact', in: { 'terraform-module': 'range' } } } as const;
  const asked = (unit: string) => leastPin(pinning, 'tool:x', unit)?.least;
  expect(asked('unit:terraform-module:modules/a')).toBe('range');
  expect(asked('unit:terraform-root-module:.')).toBe('exact');
  expect(asked('unit:toString:.')).toBe('exact');
  expect(leastPin(pinning, 'other:x', 'unit:a:.')).toBe(null);
});
