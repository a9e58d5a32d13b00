import { expect, test } from 'vitest';
import { judgedComponent, type Sketch } from '../../component.testkit.ts';
import { componentEndOfLife } from './rule.ts';

function violations(sketch: Sketch, asOf: string, except: string[] = []) {
  return [...componentEndOfLife.check(judgedComponent(sketch), { except }, asOf)];
}

const terraform: Sketch = { kind: 'tool', name: 'terraform', version: '1.13.5' };

test('the last day of support is one on which it is still mended', () => {
  expect(violations(terraform, '2026-04-29T23:59:59Z')).toEqual([]);
  expect(violations(terraform, '2026-04-30T00:00:00Z')[0]?.message).toBe(
    'terraform 1.13.5 is of Hashicorp Terraform 1.13, whose support ended on 2026-04-29.',
  );
});

test.each([
  ['1.1', '1.1'],
  ['1.1.9', '1.1'],
  ['v1.10.5', '1.10'],
])('the version %s is of the release %s', (version, cycle) => {
  expect(violations({ ...terraform, version }, '2099-01-01')[0]?.message).toContain(`Terraform ${cycle},`);
});

test('what the policy excepts is not asked about', () => {
  expect(violations(terraform, '2099-01-01', ['tool:terraform'])).toEqual([]);
});
