import { expect, test } from 'vitest';
import { judgedComponent, type Sketch } from '../../component.testkit.ts';
import { imageTagFloating } from './rule.ts';

function messages(
  sketch: Sketch,
  tags = ['latest', 'stable'],
  partialVersions: 'silent' | 'reported' = 'silent',
): readonly string[] {
  const component = judgedComponent({ kind: 'container-image', name: 'nginx', ...sketch });
  const [occurrence] = component.occurrences;
  return [...imageTagFloating.check({ component, occurrence }, { tags, partialVersions })].map(
    ({ message }) => message,
  );
}

test('the message says what is asked for, or that nothing is', () => {
  expect(messages({ tag: 'latest' })[0]).toMatch(/^nginx has the tag "latest": what runs changes/);
  expect(messages({ pin: 'none' })[0]).toMatch(/^nginx has no tag, so "latest" is meant: what runs changes/);
});

test.each(['stable', 'stable-alpine', 'latest-slim'])('%s floats', (tag) => {
  expect(messages({ tag })).toHaveLength(1);
});

test.each(['1.27', 'alpine', 'stable-20250812', 'unstable', 'latestish', 'my-latest', 'LATEST'])(
  '%s does not',
  (tag) => {
    expect(messages({ tag })).toEqual([]);
  },
);

test('only images have such tags', () => {
  expect(messages({ kind: 'vm-image', name: 'ubuntu', tag: 'latest' })).toEqual([]);
});

test.each(['7', 'v1.27', '22-alpine', '16.4-bookworm'])(
  '%s is a part of a version where that is asked',
  (tag) => {
    expect(messages({ tag }, [], 'reported')[0]).toMatch(/changes with every patch/);
    expect(messages({ tag }, [])).toEqual([]);
  },
);

test.each(['1.27.3', '7.4.1-alpine', '20250812', 'main-3f2c81d', 'noble', '2024.10.1'])(
  '%s is none',
  (tag) => {
    expect(messages({ tag }, [], 'reported')).toEqual([]);
  },
);
