import { expect, test } from 'vitest';
import { judgedComponent, type Sketch } from '../../component.testkit.ts';
import { lockfileStale } from './rule.ts';

function messages(sketch: Sketch): readonly string[] {
  const component = judgedComponent({ kind: 'helm-chart', name: 'redis', ...sketch });
  const [occurrence] = component.occurrences;
  return [...lockfileStale.check({ component, occurrence })].map(({ message }) => message);
}

test('the message says what is asked for and what the lockfile has', () => {
  const path = 'Chart.lock';
  expect(messages({ range: '^20.0.0', version: '19.6.4', lock: { path, says: 'disagrees' } })).toEqual([
    'Chart.lock chose redis 19.6.4, and "^20.0.0" is asked for.',
  ]);
  expect(messages({ range: '^20.0.0', lock: { path, says: 'silent' } })).toEqual([
    'redis is asked for by "^20.0.0", and Chart.lock has no entry for it.',
  ]);
  expect(messages({ pin: 'none', lock: { path, says: 'silent' } })).toEqual([
    'redis is asked for, and Chart.lock has no entry for it.',
  ]);
  expect(messages({ range: '^20.0.0', lock: { path, says: 'missing' } })).toEqual([]);
});
