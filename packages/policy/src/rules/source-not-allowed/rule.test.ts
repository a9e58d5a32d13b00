import { expect, test } from 'vitest';
import { judgedComponent, type Sketch } from '../../component.testkit.ts';
import { Sources } from '../../sources.ts';
import { sourceNotAllowed } from './rule.ts';

function violations(sketch: Sketch, sources: Partial<Sources>) {
  const component = judgedComponent(sketch);
  const [occurrence] = component.occurrences;
  return [...sourceNotAllowed.check({ component, occurrence }, Sources.parse(sources))];
}

test('the message names the entry that decides', () => {
  const image: Sketch = { kind: 'container-image', name: 'docker.io/evil/miner' };
  expect(violations(image, { deny: ['container-image:docker.io/evil/*'] })[0]?.message).toContain(
    '"sources.deny" names container-image:docker.io/evil/*.',
  );
  expect(violations(image, { allow: ['container-image:ghcr.io/*'] })[0]?.message).toContain(
    '"sources.allow" names container-image:ghcr.io/* and others of its kind',
  );
});

test('of equal patterns, deny decides', () => {
  const both = ['github-action:acme/*'];
  expect(violations({ name: 'acme/widget' }, { allow: both, deny: both })).toHaveLength(1);
  expect(violations({ name: 'acme/widget' }, { allow: ['github-action'], deny: ['*'] })).toEqual([]);
});

test('what could not be read is a problem of the scan', () => {
  expect(violations({ name: '${X}', unresolved: 'name' }, { deny: ['*'] })).toEqual([]);
});
