import { expect, test } from 'vitest';
import { judgedComponent, type Sketch } from '../../component.testkit.ts';
import { downloadNotVerified } from './rule.ts';

function count(sketch: Sketch): number {
  const component = judgedComponent({ kind: 'download', name: 'example.org/a', ...sketch });
  const [occurrence] = component.occurrences;
  return [...downloadNotVerified.check({ component, occurrence }, { except: [] })].length;
}

test('only a digest is enough, and of what could not be read nothing is said', () => {
  expect((['digest', 'commit', 'tag', 'branch', 'none', null] as const).map((pin) => count({ pin }))).toEqual(
    [0, 1, 1, 1, 1, 0],
  );
  expect(count({ kind: 'git-source', pin: 'none' })).toBe(0);
});
