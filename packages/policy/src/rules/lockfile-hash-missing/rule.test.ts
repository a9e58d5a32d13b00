import { expect, test } from 'vitest';
import { judgedComponent, type Sketch } from '../../component.testkit.ts';
import { lockfileHashMissing } from './rule.ts';

function violations(sketches: readonly Sketch[], platforms = ['linux_amd64', 'darwin_arm64']) {
  const components = sketches.map((sketch) =>
    judgedComponent({ kind: 'terraform-provider', version: '1.0.0', lock: { says: 'agrees' }, ...sketch }),
  );
  const uses = components.map((component) => ({ component, occurrence: component.occurrences[0] }));
  const unit = { ref: 'unit:a:.', kind: 'a', path: '.', owners: [] };
  return [...lockfileHashMissing.check({ unit, uses }, { platforms: [...platforms] })];
}

test('one finding for each lockfile names how many entries, and the platforms of the policy', () => {
  const one = { hashes: ['h1:x'] };
  const some = [
    { name: 'a/a', ...one },
    { name: 'a/b', ...one },
    { name: 'a/c', ...one },
  ];
  expect(violations(some, ['linux_amd64', 'linux_arm64', 'darwin_arm64'])).toMatchObject([
    {
      message: expect.stringContaining('lockfile has hashes of a/a and 2 others for fewer than 3 platforms'),
      remedy: expect.stringContaining(
        '"terraform providers lock -platform=linux_amd64 -platform=linux_arm64 -platform=darwin_arm64"',
      ),
    },
  ]);
  expect(violations(some, ['linux_amd64'])).toEqual([]);
});

test('entries of one lockfile say nothing of another one', () => {
  const hashed = { name: 'a/a', hashes: ['sha256:x'], lock: { path: 'a', says: 'agrees' } as const };
  const bare = { name: 'a/b', locked: true };
  expect(violations([hashed, { ...bare, lock: { path: 'b', says: 'agrees' } }])).toEqual([]);
  expect(violations([hashed, { ...bare, lock: { path: 'a', says: 'agrees' } }])).toMatchObject([
    { message: 'a has no hash of what a/b leads to, and has one of others.', place: { path: 'a' } },
  ]);
});

test('what the lockfile knows nothing of, or has a commit of, lacks no hash', () => {
  const hashed = { name: 'a/a', hashes: ['sha256:x'] };
  expect(violations([hashed, { name: 'a/b', lock: { says: 'silent' } }])).toEqual([]);
  expect(violations([hashed, { name: 'a/b', locked: true, commit: 'a'.repeat(40) }])).toEqual([]);
  expect(violations([hashed, { kind: 'tool', name: 'python', locked: true }])).toEqual([]);
});
