import { expect, test } from 'vitest';
import { admitsOnly } from './admitted.ts';

function asked(key: string, requested: string | null, version: string | null, versions: string): boolean {
  return admitsOnly({ key, requested, version }, versions);
}

test.each([
  ['tool:terraform', null, '1.5.7', '<1.6', true],
  ['tool:terraform', null, '1.6.0', '<1.6', false],
  ['tool:terraform', '~> 1.5.0', null, '>=1.5 <1.6', true],
  ['tool:terraform', '>= 1.5', null, '>=1.5 <1.6', false],
  ['terraform-provider:registry.terraform.io/a/b', '~> 5.0', null, '5', true],
  ['container-image:docker.io/library/redis', '7.2-alpine', null, '<7.4', true],
  ['container-image:docker.io/library/redis', '7', null, '<7.4', false],
  ['container-image:docker.io/library/redis', 'latest', null, '>=1', false],
  ['container-image:docker.io/library/redis', 'latest', null, '*', true],
  ['tool:terraform', null, '1.5.7', '>> 1', false],
])('%s asked for as %s, version %s: only %s is %s', (key, requested, version, versions, expected) => {
  expect(asked(key, requested, version, versions)).toBe(expected);
});
