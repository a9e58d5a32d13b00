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
  expect(dependenciesOf({ units: [], uses: new Map(), components }, kinds)).toEqual([
    { ref: 'library:a@1.0.0', dependsOn: ['library:b@1.0.0', 'library:c@abc'] },
    { ref: 'library:b@1.0.0', dependsOn: ['library:a@1.0.0'] },
    { ref: 'unit:app', dependsOn: ['library:a@1.0.0'] },
  ]);
});
