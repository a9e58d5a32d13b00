import { expect, test } from 'vitest';
import type { Linked } from '../model/extractor.ts';
import { firstPlace } from '../model/location.ts';
import type { Asked, ChosenFact, DependencyFact } from './facts.ts';
import { joinLock, type LockWays } from './join.ts';

const common = { place: firstPlace, kind: 'library' } as const;

function chosen(name: string, needs: readonly string[] = [], more: Partial<ChosenFact> = {}): ChosenFact {
  const locked = { version: '1.0.0', hashes: [`sha256:${name}`] };
  return { ...common, is: 'chosen', name, text: name, ids: [name], locked, needs, ...more };
}

function dependency(name: string, more: Partial<DependencyFact> = {}): DependencyFact {
  const request = { is: 'version', text: '^1' } as const;
  const asked = { name, spec: '^1' };
  const slots = [{ is: 'version', value: '^1', place: firstPlace, verbatim: true }] as const;
  const rest = { text: name, address: name, usage: 'deployed', slots, via: [] } as const;
  return { ...common, is: 'reference', name, request, asked, ...rest, ...more };
}

function linkAll(dependencies: readonly DependencyFact[], packages: readonly ChosenFact[]) {
  const manifest = { path: 'manifest', format: 'manifest', facts: dependencies };
  const lock = { path: 'lock', format: 'lock', facts: packages };
  const joined = joinLock(lock, [manifest]);
  return { manifest: named(joined.linkManifest(manifest)), rest: named(joined.linkRest()) };
}

function named(linked: Iterable<Linked>) {
  return [...linked].flatMap((item) => (item.is === 'occurrence' ? [item] : []));
}

test('a dependency stands at its manifest as it was locked, and cannot be written there alone', () => {
  const { manifest, rest } = linkAll([dependency('a')], [chosen('a')]);
  expect(manifest).toMatchObject([
    { name: 'a', at: { path: 'manifest' }, locked: { version: '1.0.0' }, slots: [], via: [{ path: 'lock' }] },
  ]);
  expect(rest).toEqual([]);
});

test('what is needed in turn is used as the most exposed of what leads to it', () => {
  const { rest } = linkAll(
    [dependency('app'), dependency('lint', { usage: 'development', scope: 'excluded' })],
    [
      chosen('app', ['shared'], { optionalNeeds: ['extra'] }),
      chosen('lint', ['shared', 'only-lint']),
      chosen('shared'),
      chosen('extra', ['below-extra']),
      chosen('below-extra'),
      chosen('only-lint'),
      chosen('stray', [], { scope: 'excluded' }),
    ],
  );
  expect(rest.map(({ name, usage, scope, isTransitive }) => [name, usage, scope, isTransitive])).toEqual([
    ['shared', 'deployed', 'required', true],
    ['extra', 'deployed', 'optional', true],
    ['below-extra', 'deployed', 'optional', true],
    ['only-lint', 'development', 'excluded', true],
    ['stray', 'development', 'excluded', undefined],
  ]);
});

test('what development asks for is deployed where something deployed needs it', () => {
  const { manifest } = linkAll(
    [dependency('a'), dependency('b', { usage: 'development', scope: 'excluded' })],
    [chosen('a', ['b']), chosen('b')],
  );
  expect(manifest.map(({ name, usage, scope }) => [name, usage, scope])).toEqual([
    ['a', 'deployed', undefined],
    ['b', 'deployed', 'required'],
  ]);
});

test('needs become edges, circles end, and a part of the repository is passed through', () => {
  const { manifest, rest } = linkAll(
    [dependency('own'), dependency('a')],
    [chosen('own', ['b'], { isOwn: true }), chosen('a', ['b', 'own']), chosen('b', ['a'])],
  );
  expect(manifest.map(({ name, dependsOn }) => [name, dependsOn])).toEqual([
    ['a', [{ kind: 'library', name: 'b', version: '1.0.0' }]],
  ]);
  // The unit itself needs `b`: no component leads from its own package there.
  expect(rest.map(({ name, isTransitive }) => [name, isTransitive])).toEqual([['b', undefined]]);
});

test('a lockfile that does not say what a package needs gives no edges, and one that names what it lacks is told', () => {
  const { rest } = linkAll(
    [],
    [
      chosen('silent', [], { needs: null }),
      chosen('leaf'),
      chosen('torn', ['leaf', 'gone']),
      chosen('thrifty', [], { optionalNeeds: ['leaf', 'gone'] }),
    ],
  );
  expect(rest.map(({ name, dependsOn, needsMore }) => [name, dependsOn?.length, needsMore])).toEqual([
    ['silent', undefined, undefined],
    ['leaf', 0, undefined],
    ['torn', 1, true],
    ['thrifty', 1, undefined],
  ]);
});

test('the lockfile agrees, disagrees or is silent, as far as its ways are known', () => {
  const facts = [dependency('a'), dependency('b'), dependency('c'), dependency('own'), dependency('d')];
  const manifest = { path: 'manifest', format: 'manifest', facts };
  const packages = [chosen('a', ['e']), chosen('b'), chosen('own', [], { isOwn: true }), chosen('e')];
  const lock = { path: 'lock', format: 'lock', facts: packages };
  const says = (ways?: LockWays) => {
    const joined = joinLock(lock, [manifest], undefined, ways);
    const linked = named([...joined.linkManifest(manifest), ...joined.linkRest()]);
    return linked.map(({ name, lock: state }) => `${name} ${state?.says ?? '-'} ${state?.path ?? ''}`.trim());
  };
  expect(says()).toEqual(['a agrees lock', 'b agrees lock', 'c -', 'd -', 'e agrees lock']);
  const ways = {
    admits: ({ name }: Asked) => (name === 'a' ? null : name !== 'b'),
    holds: ({ name }: DependencyFact) => name !== 'd',
  };
  expect(says(ways)).toEqual(['a agrees lock', 'b disagrees lock', 'c silent lock', 'd -', 'e agrees lock']);
});

test('a lockfile of which nothing was read is said to lack nothing', () => {
  const manifest = { path: 'manifest', format: 'manifest', facts: [dependency('a')] };
  const joined = joinLock({ path: 'lock', format: 'lock', facts: [] }, [manifest], undefined, {
    holds: () => true,
  });
  expect(named(joined.linkManifest(manifest)).map(({ lock }) => lock)).toEqual([undefined]);
});

test('what no tool writes a hash for has no state of its own', () => {
  const { rest } = linkAll([], [chosen('a'), chosen('packed', [], { isUnhashed: true })]);
  expect(rest.map(({ name, lock }) => [name, lock?.says])).toEqual([
    ['a', 'agrees'],
    ['packed', undefined],
  ]);
});
