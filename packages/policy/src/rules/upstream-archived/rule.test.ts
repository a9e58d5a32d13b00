import { expect, test } from 'vitest';
import retired from '../../../data/retired.json' with { type: 'json' };
import { judgedComponent } from '../../component.testkit.ts';
import { keyPatternDefect } from '../../key-pattern.ts';
import { upstreamArchived } from './rule.ts';

test('the finding says where it was read, and what to take instead', () => {
  const [violation] = upstreamArchived.check(judgedComponent({ name: 'actions/setup-ruby', ref: 'v1' }));
  expect(violation).toMatchObject({
    message:
      'actions/setup-ruby v1 is deprecated by its makers (actions/setup-ruby@e932e7a README.md): nobody mends it any more.',
    remedy: 'Move to ruby/setup-ruby.',
  });
});

test('every entry names a component, once, and where it was read', () => {
  const all = retired.flatMap(({ components }) => components);
  expect(all.filter((pattern) => keyPatternDefect(pattern) !== null)).toEqual([]);
  expect(new Set(all).size).toBe(all.length);
  for (const { source } of retired) expect(source).toMatch(/^[\w.-]+\/[\w.-]+@[0-9a-f]{7,} \S+$/);
});
