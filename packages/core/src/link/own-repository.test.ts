import { expect, test } from 'vitest';
import { ownRepository } from './own-repository.ts';

const isOwn = ownRepository('https://github.com/Example/Fleet.git');

test.each([
  ['github.com/example/fleet', 'https://github.com/example/fleet', true],
  ['example/fleet', 'https://github.com/example/fleet', true],
  ['github.com/example/fleet', 'ssh://git@github.com/example/fleet.git', true],
  ['raw.githubusercontent.com/example/fleet/{version}/install.sh', undefined, true],
  ['github.com/example/fleet/releases/download/{version}/fleet.tgz', undefined, true],
  ['github.com/example/fleet-two', 'https://github.com/example/fleet-two', false],
  ['github.com/other/fleet', 'https://github.com/other/fleet', false],
  ['nginx', undefined, false],
])('%s from %s: %s', (name, source, expected) => {
  expect(isOwn({ name, ...(source === undefined ? {} : { source }) })).toBe(expected);
});

test('what is not known is never taken for its own, and without a remote nothing is', () => {
  const unresolved = { part: 'name', because: 'It is not known.' } as const;
  expect(isOwn({ name: 'github.com/example/fleet', unresolved })).toBe(false);
  expect(ownRepository(null)({ name: 'github.com/example/fleet' })).toBe(false);
});
