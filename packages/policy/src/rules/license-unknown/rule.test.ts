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

test('where the admitted versions disagree, they are told with their licences, and the remedy is to choose one', () => {
  const component = judgedComponent({ kind: 'tool', name: 'terraform', range: '>= 1.2' });
  const ranges = [
    { versions: '<1.6.0', expression: 'MPL-2.0', evidence: [] },
    { versions: '>=1.6.0', expression: 'BUSL-1.1', evidence: [] },
  ];
  const [violation] = licenseUnknown.check(
    { ...component, license: { ...component.license, ranges } },
    options,
  );
  expect(violation?.message).toBe(
    'terraform >= 1.2 admits versions under different licences: MPL-2.0 before 1.6.0 and BUSL-1.1 from 1.6.0.',
  );
  expect(violation?.remedy).toMatch(/^Write the exact version/);
  const exact = judgedComponent({ kind: 'tool', name: 'terraform', version: '1.6.0-alpha' });
  const [atBorder] = licenseUnknown.check({ ...exact, license: { ...exact.license, ranges } }, options);
  expect(atBorder?.message).toMatch(/^No licence is known for terraform 1\.6\.0-alpha\./);
});
