import { expect, test } from 'vitest';
import { judgedComponent } from '../../component.testkit.ts';
import { licenseUnknown } from './rule.ts';

const options = { except: ['os-package', 'github-action:acme/*'] };

test('the message says why nothing is known', () => {
  const [violation] = licenseUnknown.check(
    judgedComponent({ name: 'other/widget', version: '1.0.0' }),
    options,
  );
  expect(violation?.message).toBe(
    'No licence is known for other/widget 1.0.0. Nothing says under which licence it stands.',
  );
  expect(violation).not.toHaveProperty('expression');
});

test('kinds and key patterns that are excepted are not asked about', () => {
  expect([...licenseUnknown.check(judgedComponent({ name: 'acme/widget' }), options)]).toEqual([]);
  expect([
    ...licenseUnknown.check(judgedComponent({ kind: 'os-package', name: 'deb/curl' }), options),
  ]).toEqual([]);
});

test('a component whose version alone is not known is asked about', () => {
  const component = judgedComponent({ name: 'other/widget', unresolved: 'version', pin: null });
  expect([...licenseUnknown.check(component, options)]).toHaveLength(1);
});
