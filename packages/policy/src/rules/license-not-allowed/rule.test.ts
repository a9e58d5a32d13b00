import { expect, test } from 'vitest';
import { judgedComponent, policyOf } from '../../component.testkit.ts';
import { licenseNotAllowed } from './rule.ts';

const policy = policyOf('licenses: { deny: [source-available, NONE] }');

test('the message names the component, its licence and the entry that denies it', () => {
  const consul = { name: 'hashicorp/consul', version: '1.20.0', license: 'BUSL-1.1' };
  expect([...licenseNotAllowed.check(judgedComponent(consul, policy))]).toEqual([
    expect.objectContaining({
      message:
        'hashicorp/consul 1.20.0 is licensed BUSL-1.1, which this policy does not allow: "licenses.deny" names source-available, the class of BUSL-1.1.',
      expression: 'BUSL-1.1',
    }),
  ]);
});

test('a component without a licence is denied where NONE is', () => {
  const [violation] = licenseNotAllowed.check(judgedComponent({ license: 'NONE' }, policy));
  expect(violation).toMatchObject({ expression: 'NONE' });
  expect(violation?.message).toContain('acme/widget has no licence, which this policy does not allow');
});

test('a finding has every place of its component', () => {
  const component = judgedComponent({ license: 'BUSL-1.1' }, policy);
  const [first] = component.occurrences;
  const second = { ...first, path: 'other.tf' };
  const [violation] = licenseNotAllowed.check({ ...component, occurrences: [first, second] });
  expect(violation?.locations.map(({ path }) => path)).toEqual(['main.tf', 'other.tf']);
});

test('of a choice the branch that the policy takes is said', () => {
  const elastic = judgedComponent({ name: 'elastic', license: 'SSPL-1.0 OR BUSL-1.1' }, policy);
  const [violation] = licenseNotAllowed.check(elastic);
  expect(violation?.message).toContain('elastic is licensed SSPL-1.0 OR BUSL-1.1 (taken as SSPL-1.0), which');
});
