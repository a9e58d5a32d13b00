import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { goldenCases, scanFixture } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { describe, expect, test } from 'vitest';
import { terraform } from './extractor.ts';

goldenCases(terraform, import.meta.dirname, kinds);

const bucket = 'module "bucket" {\n  source = "terraform-aws-modules/s3-bucket/aws"\n}\n';

/** Scans files given by path and text. */
async function scan(files: Readonly<Record<string, string>>) {
  const root = mkdtempSync(join(tmpdir(), 'fineprint-terraform-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return await scanFixture(root, [terraform], kinds);
  } finally {
    rmSync(root, { recursive: true });
  }
}

describe('units', () => {
  test('tells root modules from reusable ones', async () => {
    const { units } = await scan({
      'backend/main.tf': `terraform {\n  backend "s3" {}\n}\n${bucket}`,
      'locked/main.tf': bucket,
      'locked/.terraform.lock.hcl':
        'provider "registry.terraform.io/hashicorp/aws" {\n  version = "5.0.0"\n}\n',
      'settings/main.tf': `variable "region" {}\n${bucket}`,
      'settings/prod.tfvars': 'region = "eu-west-1"\n',
      'configured/main.tf': `variable "region" {}\nprovider "aws" {\n  region = var.region\n}\n${bucket}`,
      'proxy/main.tf': `variable "region" {}\nprovider "aws" {\n  alias = "replica"\n}\n${bucket}`,
      'caller/main.tf': 'module "called" {\n  source = "../called"\n}\n',
      'called/main.tf': `provider "aws" {\n  region = "eu-west-1"\n}\n${bucket}`,
      'modules/net/main.tf': bucket,
      'plain/main.tf': bucket,
    });
    expect(units.map(({ kind, path }) => `${path} ${kind}`).sort()).toEqual([
      'backend terraform-root-module',
      'called terraform-module',
      'caller terraform-root-module',
      'configured terraform-root-module',
      'locked terraform-root-module',
      'modules/net terraform-module',
      'plain terraform-root-module',
      'proxy terraform-module',
      'settings terraform-root-module',
    ]);
  });

  test('use the local modules that they call, and never themselves or what lies outside the root', async () => {
    const { uses } = await scan({
      'main.tf':
        'module "a" {\n  source = "./modules/a"\n}\nmodule "self" {\n  source = "./"\n}\nmodule "out" {\n  source = "../../out"\n}\n',
      'modules/a/main.tf': `${bucket}module "b" {\n  source = "../b"\n}\n`,
      'modules/b/main.tf': `${bucket}module "a" {\n  source = "../a"\n}\n`,
    });
    expect(Object.fromEntries(uses)).toEqual({
      'unit:terraform-root-module:.': ['unit:terraform-module:modules/a'],
      'unit:terraform-module:modules/a': ['unit:terraform-module:modules/b'],
      'unit:terraform-module:modules/b': ['unit:terraform-module:modules/a'],
    });
  });
});

describe('credentials', () => {
  test('in a source never reach an occurrence', async () => {
    const { occurrences } = await scan({
      'main.tf':
        'module "a" {\n  source = "git::https://user:pa55word@git.example.com/o/r.git?ref=v1.0.0&sshkey=c2VjcmV0"\n}\n',
    });
    expect(JSON.stringify(occurrences)).not.toMatch(/pa55word|c2VjcmV0/);
    expect(occurrences[0]?.source).toBe('https://git.example.com/o/r');
  });
});

describe('overrides', () => {
  test('in an override file change the call of that name', async () => {
    const { occurrences } = await scan({
      'main.tf': bucket,
      'main_override.tf': 'module "bucket" {\n  source = "github.com/example/bucket?ref=v1.0.0"\n}\n',
    });
    expect(occurrences.map(({ ref }) => ref)).toEqual(['terraform-module:github.com/example/bucket@v1.0.0']);
  });
});

describe('lock hashes', () => {
  test('of zips are SHA-256, those of their content keep their name', async () => {
    const { components } = await scan({
      '.terraform.lock.hcl':
        'provider "registry.terraform.io/hashicorp/aws" {\n  version = "5.0.0"\n  hashes = ["h1:abc=", "zh:00ff"]\n}\n',
    });
    expect(components[0]?.hashes).toEqual(['h1:abc=', 'sha256:00ff']);
  });
});
