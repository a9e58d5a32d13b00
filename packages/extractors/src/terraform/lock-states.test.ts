import { expect, test } from 'vitest';
import { lockStates } from '../lock-states.testkit.ts';

const root = 'terraform {\n  backend "local" {}\n  required_providers {\n';
const requires = (name: string, version: string) =>
  `    ${name} = {\n      source  = "hashicorp/${name}"\n      version = "${version}"\n    }\n`;
const locked = (name: string, version: string) =>
  `provider "registry.terraform.io/hashicorp/${name}" {\n  version = "${version}"\n  hashes  = ["h1:x"]\n}\n`;
const end = '  }\n}\n';

test('a root module has a lockfile, or misses one', async () => {
  const manifest = root + requires('aws', '~> 5.0') + requires('null', '~> 3.0') + end;
  expect(await lockStates('terraform', { 'a/main.tf': manifest })).toEqual([
    'hashicorp/aws: missing a/.terraform.lock.hcl',
    'hashicorp/null: missing a/.terraform.lock.hcl',
  ]);
  const lock = locked('aws', '5.72.1');
  expect(await lockStates('terraform', { 'main.tf': manifest, '.terraform.lock.hcl': lock })).toEqual([
    'hashicorp/aws: agrees .terraform.lock.hcl',
    'hashicorp/null: silent .terraform.lock.hcl',
  ]);
  const other = locked('aws', '4.67.0') + locked('null', '3.2.2');
  expect(await lockStates('terraform', { 'main.tf': manifest, '.terraform.lock.hcl': other })).toEqual([
    // The entry itself is an occurrence too.
    'hashicorp/aws: agrees .terraform.lock.hcl',
    'hashicorp/aws: disagrees .terraform.lock.hcl',
    'hashicorp/null: agrees .terraform.lock.hcl',
  ]);
});

test('a module for others has none, and what only looks like a root is not asked for one', async () => {
  const module = `terraform {\n  required_providers {\n${requires('aws', '>= 5.0')}${end}`;
  expect(await lockStates('terraform', { 'modules/a/main.tf': module })).toEqual(['hashicorp/aws: -']);
  expect(await lockStates('terraform', { 'main.tf': module })).toEqual(['hashicorp/aws: -']);
  expect(
    await lockStates('terraform', { 'main.tf': `${module}provider "aws" {\n  region = "x"\n}\n` }),
  ).toEqual(['hashicorp/aws: missing .terraform.lock.hcl']);
});
