import { expect, test } from 'vitest';
import type { Kind } from '../model/kind.ts';
import type { Needed } from '../model/occurrence.ts';
import { dependenciesOf } from './dependencies.ts';

const kinds = new Map([['library', { keyName: ({ name }) => name } as Kind]]);
const needed = (name: string, commit?: string): Needed => ({
  kind: 'library',
  name,
  version: '1.0.0',
  ...(commit ? { commit } : {}),
});

type Edged = Parameters<typeof dependenciesOf>[0];

function component(ref: string, occurrence: object) {
  return {
    ref,
    occurrences: [{ unit: 'unit:app', ...occurrence }],
  } as unknown as Edged['components'][number];
}

test('a unit needs what it names, and that needs what its lockfile says', () => {
  const components = [
    component('library:a@1.0.0', { dependsOn: [needed('b'), needed('gone'), needed('c', 'abc')] }),
    component('library:b@1.0.0', { isTransitive: true, dependsOn: [needed('a'), needed('b')] }),
    component('library:c@abc', { isTransitive: true }),
  ];
  expect(edges({ components })).toEqual([
    { ref: 'library:a@1.0.0', dependsOn: ['library:b@1.0.0', 'library:c@abc'], complete: false },
    { ref: 'library:b@1.0.0', dependsOn: ['library:a@1.0.0'], complete: true },
    { ref: 'unit:app', dependsOn: ['library:a@1.0.0'] },
  ]);
});

test('who is known to need nothing has no edges, and of whom nothing is known is no word', () => {
  const components = [
    component('library:leaf@1.0.0', { dependsOn: [] }),
    component('library:lost@1.0.0', { dependsOn: [], needsMore: true }),
    component('library:unknown@1.0.0', {}),
  ];
  expect(edges({ components }).slice(0, -1)).toEqual([
    { ref: 'library:leaf@1.0.0', dependsOn: [], complete: true },
    { ref: 'library:lost@1.0.0', dependsOn: [], complete: false },
  ]);
});

test('a unit or a copy is as complete as it was read, and one lockfile that tells all is enough', () => {
  const components = [
    component('library:a@1.0.0', { dependsOn: [needed('gone')] }),
    component('library:b@1.0.0', { dependsOn: [] }),
  ];
  const whole = new Map([
    ['library:a@1.0.0', true],
    ['library:b@1.0.0', false],
    ['unit:app', false],
    ['unit:not-in-use', true],
  ]);
  expect(edges({ components, whole, units: [{ ref: 'unit:app' }] as unknown as Edged['units'] })).toEqual([
    { ref: 'library:a@1.0.0', dependsOn: [], complete: true },
    { ref: 'library:b@1.0.0', dependsOn: [], complete: true },
    { ref: 'unit:app', dependsOn: ['library:a@1.0.0', 'library:b@1.0.0'], complete: false },
  ]);
});

function edges(parts: Partial<Edged>) {
  return dependenciesOf({ units: [], uses: new Map(), whole: new Map(), components: [], ...parts }, kinds);
}
