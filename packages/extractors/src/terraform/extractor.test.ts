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

describe('a copy that `init` fetched', () => {
  const entry = (source: string, version = '') =>
    JSON.stringify({
      Modules: [
        { Key: '', Source: '', Dir: '.' },
        { Key: 'a', Source: source, Version: version, Dir: '.terraform/modules/a' },
      ],
    });
  const registry = 'registry.terraform.io/o/a/aws';
  const git = (ref: string) => `git::https://github.com/o/a.git${ref}`;
  const calling = (source: string, version?: string) =>
    `module "a" {\n  source = "${source}"\n${version === undefined ? '' : `  version = "${version}"\n`}}\n`;

  test.each<readonly [string, string, string, boolean]>([
    ['the exact version', calling('o/a/aws', '5.1.0'), entry(registry, '5.1.0'), true],
    ['a version that the constraint admits', calling('o/a/aws', '~> 5.0'), entry(registry, '5.1.0'), true],
    ['a version where none is asked for', calling('o/a/aws'), entry(registry, '5.1.0'), true],
    ['another version', calling('o/a/aws', '5.2.0'), entry(registry, '5.1.0'), false],
    ['what a constraint excludes', calling('o/a/aws', '~> 6.0'), entry(registry, '5.1.0'), false],
    ['another part', calling('o/a/aws//x', '5.1.0'), entry(`${registry}//y`, '5.1.0'), false],
    ['the part', calling('o/a/aws//x', '5.1.0'), entry(`${registry}//x`, '5.1.0'), true],
    ['the ref', calling(git('?ref=v1')), entry(git('?ref=v1')), true],
    ['the default branch', calling(git('')), entry(git('')), true],
    ['another ref', calling(git('?ref=v2')), entry(git('?ref=v1')), false],
    ['no ref where one is asked for', calling(git('?ref=v2')), entry(git('')), false],
  ])('of %s', async (_, main, manifest, isTaken) => {
    const { occurrences } = await scan({
      'main.tf': main,
      '.terraform/modules/modules.json': manifest,
      '.terraform/modules/a/main.tf': bucket,
    });
    const [own, ...others] = occurrences;
    expect(others.map(({ in: holder }) => holder)).toEqual(isTaken ? [own?.ref] : []);
    expect(own?.locked?.version ?? null).toBe(isTaken && manifest.includes('5.1.0') ? '5.1.0' : null);
  });
});

test('what a copy uses beside itself is a part of it, unless it holds other copies or is first-party', async () => {
  const manifest = {
    Modules: [
      { Key: '', Source: '', Dir: '.' },
      {
        Key: 'a',
        Source: 'registry.terraform.io/o/a/aws//x',
        Version: '1.0.0',
        Dir: '.terraform/modules/a/x',
      },
    ],
  };
  const local = (name: string, source: string) => `module "${name}" {\n  source = "${source}"\n}\n`;
  const { occurrences, whole } = await scan({
    'main.tf': 'module "a" {\n  source  = "o/a/aws//x"\n  version = "1.0.0"\n}\n',
    'own/main.tf': bucket,
    '.terraform/modules/modules.json': JSON.stringify(manifest),
    '.terraform/modules/a/x/main.tf': local('y', '../y') + local('own', '../../../../own'),
    '.terraform/modules/a/y/main.tf': `${bucket}${local('above', '..')}`,
    '.terraform/modules/a/main.tf': 'module "b" {\n  source = "o/b/aws"\n}\n',
  });
  expect(occurrences.map(({ name, at }) => `${at.path} ${name}`)).toEqual([
    'main.tf o/a/aws',
    'own/main.tf terraform-aws-modules/s3-bucket/aws',
    '.terraform/modules/a/y/main.tf terraform-aws-modules/s3-bucket/aws',
  ]);
  // What stands above it was not read, though it is a part.
  expect(whole.get('terraform-module:registry.terraform.io/o/a/aws#x@1.0.0')).toBe(false);
});

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

describe('a file of OpenTofu beside one of Terraform', () => {
  test('is for the one program, and the other for the other', async () => {
    const { occurrences } = await scan({
      'versions.tf': 'terraform {\n  required_version = "1.12.2"\n}\n',
      'versions.tofu': 'terraform {\n  required_version = "1.11.0"\n}\n',
      'main.tf': bucket,
    });
    expect(occurrences.map(({ ref }) => ref)).toEqual([
      'terraform-module:registry.terraform.io/terraform-aws-modules/s3-bucket/aws@',
      'tool:terraform@1.12.2',
      'tool:tofu@1.11.0',
    ]);
  });
});

describe('a source of Terraform 0.11', () => {
  test('is a local module where that directory exists', async () => {
    const { occurrences, uses } = await scan({
      'main.tf': 'module "stage" {\n  source = "stage"\n}\n',
      'stage/main.tf': bucket,
    });
    expect(occurrences.map(({ at }) => at.path)).toEqual(['stage/main.tf']);
    expect(uses.get('unit:terraform-root-module:.')).toEqual(['unit:terraform-module:stage']);
  });
});

describe('a lockfile', () => {
  const required =
    'terraform {\n  required_providers {\n    aws = {\n      source  = "hashicorp/aws"\n      version = ">= 5.0"\n    }\n  }\n}\n';
  const lock = 'provider "registry.terraform.io/hashicorp/aws" {\n  version = "5.72.1"\n}\n';

  test('of an example does not lock the module that it tries', async () => {
    const { occurrences } = await scan({
      'main.tf': required,
      'examples/complete/main.tf': 'module "own" {\n  source = "../../"\n}\n',
      'examples/complete/.terraform.lock.hcl': lock,
    });
    expect(occurrences.map(({ at, pin }) => [at.path, pin])).toEqual([
      ['examples/complete/.terraform.lock.hcl', 'exact'],
      ['main.tf', 'range'],
    ]);
  });

  test('of a root module locks what a module deep in it requires', async () => {
    const { occurrences } = await scan({
      'live/.terraform.lock.hcl': lock,
      'live/main.tf': 'module "a" {\n  source = "../modules/a"\n}\n',
      'modules/a/main.tf': 'module "b" {\n  source = "../b"\n}\n',
      'modules/b/main.tf': required,
    });
    expect(occurrences.at(-1)).toMatchObject({ version: '5.72.1', requested: '>= 5.0', pin: 'exact' });
  });
});

describe('hostile values', () => {
  test('that hold one image endlessly often end, and say so', async () => {
    const levels = Array.from({ length: 60 }, (_, level) => level);
    const loops = levels.map((level) => `[for v${level + 1} in [[v${level}, v${level}]] : `).join('');
    const { problems } = await scan({
      'main.tf': `resource "kubernetes_manifest" "bomb" {\n  manifest = { a = [for v0 in [{ image = "nginx:1.0.0" }] : ${loops}v60${']'.repeat(61)} }\n}\n`,
    });
    expect(problems.map(({ message }) => message).join('\n')).toMatch('holds too much to be walked through');
  });

  test('that a type would fill endlessly are filled a thousand times, and the rest says so', async () => {
    const type = 'list(object({ image = optional(string, "nginx:1.0.0") }))';
    const { occurrences, problems } = await scan({
      'main.tf': `variable "all" {\n  type = ${type}\n  default = [${'{}, '.repeat(1_001)}]\n}\nresource "docker_container" "first" {\n  image = var.all[999].image\n}\nresource "docker_container" "last" {\n  image = var.all[1000].image\n}\n`,
    });
    expect(occurrences.map(({ ref }) => ref)).toContain('container-image:docker.io/library/nginx@1.0.0');
    expect(problems.map(({ message }) => message).join('\n')).toMatch(
      '"var.all[1000].image" cannot be resolved',
    );
  });
});
