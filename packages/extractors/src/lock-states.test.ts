import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Extractor } from '@fineprint/core';
import { scanFixture } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { describe, expect, test } from 'vitest';
import { extractors } from './registry.ts';

type Files = Readonly<Record<string, string>>;

/** What lockfiles say of what an extractor names: `name: answer path`, or `name: -` where no tool would write one. */
async function states(id: string, files: Files): Promise<readonly string[]> {
  const extractor: Extractor | undefined = extractors.find((each) => each.id === id);
  if (!extractor) throw new Error(`There is no extractor "${id}".`);
  const root = mkdtempSync(join(tmpdir(), 'fineprint-locks-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    const { occurrences } = await scanFixture(root, [extractor], kinds);
    const named = occurrences.filter(({ kind }) => kind !== 'tool');
    const lines = named.map(({ name, lock }) => `${name}: ${lock ? `${lock.says} ${lock.path}` : '-'}`);
    return [...new Set(lines)].sort();
  } finally {
    rmSync(root, { recursive: true });
  }
}

const root = 'terraform {\n  backend "local" {}\n  required_providers {\n';
const requires = (name: string, version: string) =>
  `    ${name} = {\n      source  = "hashicorp/${name}"\n      version = "${version}"\n    }\n`;
const locked = (name: string, version: string) =>
  `provider "registry.terraform.io/hashicorp/${name}" {\n  version = "${version}"\n  hashes  = ["h1:x"]\n}\n`;
const end = '  }\n}\n';

describe('terraform', () => {
  test('a root module has a lockfile, or misses one', async () => {
    const manifest = root + requires('aws', '~> 5.0') + requires('null', '~> 3.0') + end;
    expect(await states('terraform', { 'a/main.tf': manifest })).toEqual([
      'hashicorp/aws: missing a/.terraform.lock.hcl',
      'hashicorp/null: missing a/.terraform.lock.hcl',
    ]);
    const lock = locked('aws', '5.72.1');
    expect(await states('terraform', { 'main.tf': manifest, '.terraform.lock.hcl': lock })).toEqual([
      'hashicorp/aws: agrees .terraform.lock.hcl',
      'hashicorp/null: silent .terraform.lock.hcl',
    ]);
    const other = locked('aws', '4.67.0') + locked('null', '3.2.2');
    expect(await states('terraform', { 'main.tf': manifest, '.terraform.lock.hcl': other })).toEqual([
      // The entry itself is an occurrence too.
      'hashicorp/aws: agrees .terraform.lock.hcl',
      'hashicorp/aws: disagrees .terraform.lock.hcl',
      'hashicorp/null: agrees .terraform.lock.hcl',
    ]);
  });

  test('a module for others has none, and what only looks like a root is not asked for one', async () => {
    const module = `terraform {\n  required_providers {\n${requires('aws', '>= 5.0')}${end}`;
    expect(await states('terraform', { 'modules/a/main.tf': module })).toEqual(['hashicorp/aws: -']);
    expect(await states('terraform', { 'main.tf': module })).toEqual(['hashicorp/aws: -']);
    expect(
      await states('terraform', { 'main.tf': `${module}provider "aws" {\n  region = "x"\n}\n` }),
    ).toEqual(['hashicorp/aws: missing .terraform.lock.hcl']);
  });
});

const chart = (version: string) =>
  `apiVersion: v2\nname: app\nversion: 1.0.0\ndependencies:\n  - name: redis\n    version: ${version}\n    repository: https://charts.example\n`;
const chartLock = (version: string, repository = 'https://charts.example') =>
  `dependencies:\n- name: redis\n  repository: ${repository}\n  version: ${version}\n`;

const manifest = (more: string) => `{"private": true, ${more}}`;
const npmLock = (version: string) =>
  `{"lockfileVersion": 3, "packages": {"": {}, "node_modules/a": {"version": "${version}", "integrity": "sha512-AAAAAAAAAAAAAAAAAAAAAAAA"}}}`;
const wants = '"dependencies": {"a": "^1.2.0"}';

test.each<[title: string, extractor: string, files: Files, says: readonly string[]]>([
  ['a range without a lock', 'helm', { 'Chart.yaml': chart('^20.0.0') }, ['redis: missing Chart.lock']],
  ['an exact version needs none', 'helm', { 'Chart.yaml': chart('20.1.2') }, ['redis: -']],
  [
    'a chart in a chart has none',
    'helm',
    { 'Chart.yaml': 'name: a\nversion: 1.0.0\n', 'charts/b/Chart.yaml': chart('^20.0.0') },
    ['redis: -'],
  ],
  [
    'the locked version is admitted',
    'helm',
    { 'Chart.yaml': chart('^20.0.0'), 'Chart.lock': chartLock('20.1.2') },
    ['redis: agrees Chart.lock'],
  ],
  [
    'or not',
    'helm',
    { 'Chart.yaml': chart('^20.0.0'), 'Chart.lock': chartLock('19.0.0') },
    ['redis: disagrees Chart.lock'],
  ],
  [
    'another repository is another chart',
    'helm',
    { 'Chart.yaml': chart('^20.0.0'), 'Chart.lock': chartLock('20.1.2', 'https://other.example') },
    ['redis: silent Chart.lock'],
  ],
  ['a program without', 'npm', { 'package.json': manifest(wants) }, ['npm/a: missing package-lock.json']],
  [
    'by its package manager',
    'npm',
    { 'a/package.json': manifest(`"packageManager": "pnpm@9.0.0", ${wants}`) },
    ['npm/a: missing a/pnpm-lock.yaml'],
  ],
  [
    'a lockfile that nobody reads is one',
    'npm',
    { 'package.json': manifest(wants), 'bun.lockb': '\0' },
    ['npm/a: -'],
  ],
  ['a library', 'npm', { 'package.json': `{"name": "b", "version": "1.0.0", ${wants}}` }, ['npm/a: -']],
  [
    'admitted',
    'npm',
    { 'package.json': manifest(wants), 'package-lock.json': npmLock('1.9.0') },
    ['npm/a: agrees package-lock.json'],
  ],
  [
    'not admitted',
    'npm',
    { 'package.json': manifest(wants), 'package-lock.json': npmLock('1.1.0') },
    ['npm/a: disagrees package-lock.json'],
  ],
  [
    'overridden on purpose',
    'npm',
    {
      'package.json': manifest(`${wants}, "overrides": {"a": "1.1.0"}`),
      'package-lock.json': npmLock('1.1.0'),
    },
    ['npm/a: agrees package-lock.json'],
  ],
  [
    'not in it',
    'npm',
    {
      'package.json': manifest('"dependencies": {"b": "1"}, "peerDependencies": {"c": ">=1"}'),
      'package-lock.json': npmLock('1.1.0'),
    },
    ['npm/a: agrees package-lock.json', 'npm/b: silent package-lock.json', 'npm/c: -'],
  ],
  [
    'poetry: wildcards are ranges',
    'python',
    {
      'pyproject.toml':
        '[tool.poetry.dependencies]\na = "1.2.*"\nb = "^2.0"\nc = ">=1"\n[build-system]\nrequires = ["poetry-core"]\n',
      'poetry.lock':
        '[[package]]\nname = "a"\nversion = "1.2.9"\n\n[[package]]\nname = "b"\nversion = "1.9.0"\n',
    },
    [
      'pypi/a: agrees poetry.lock',
      'pypi/b: disagrees poetry.lock',
      'pypi/c: silent poetry.lock',
      'pypi/poetry-core: -',
    ],
  ],
  ['Pipenv', 'python', { Pipfile: '[packages]\na = ">=1"\n' }, ['pypi/a: missing Pipfile.lock']],
  [
    'a program of uv',
    'python',
    {
      'pyproject.toml': '[project]\nname = "x"\ndependencies = ["a>=1"]\n[tool.uv]\ndev-dependencies = []\n',
    },
    ['pypi/a: missing uv.lock'],
  ],
  ['a list of requirements', 'python', { 'requirements.txt': 'a>=1\n' }, ['pypi/a: -']],
  [
    'a list with hashes is a lockfile',
    'python',
    { 'requirements.txt': `a==1.0 --hash=sha256:${'a'.repeat(64)}\nb==2.0\n` },
    ['pypi/a: agrees requirements.txt', 'pypi/b: agrees requirements.txt'],
  ],
  [
    'a program of Rust',
    'cargo',
    { 'Cargo.toml': '[package]\nname = "x"\n[dependencies]\na = "1"\n', 'src/main.rs': '' },
    ['cargo/a: missing Cargo.lock'],
  ],
  [
    'a library of Rust',
    'cargo',
    { 'Cargo.toml': '[package]\nname = "x"\n[dependencies]\na = "1"\n', 'src/lib.rs': '' },
    ['cargo/a: -'],
  ],
  [
    'a project of PHP',
    'composer',
    { 'composer.json': '{"type": "project", "require": {"a/b": "~1.2", "php": ">=8"}}' },
    ['a/b: missing composer.lock'].map((line) => `composer/${line}`),
  ],
  [
    'tilde reaches further than in npm, and what another package replaces has no entry',
    'composer',
    {
      'composer.json': '{"require": {"a/b": "~1.2", "c/d": "^1", "e/f": "^1"}}',
      'composer.lock':
        '{"packages": [{"name": "a/b", "version": "v1.9.0", "replace": {"c/d": "self.version"}}]}',
    },
    ['composer/a/b: agrees composer.lock', 'composer/c/d: -', 'composer/e/f: silent composer.lock'],
  ],
  ['Bundler', 'bundler', { Gemfile: "gem 'a', '~> 1.0'\n" }, ['gem/a: missing Gemfile.lock']],
  [
    'a gem',
    'bundler',
    { Gemfile: "gemspec\ngem 'a', '~> 1.0'\n", 'x.gemspec': "Gem::Specification.new { |s| s.name = 'x' }\n" },
    ['gem/a: -'],
  ],
  [
    'Go without sums',
    'go-modules',
    { 'go.mod': 'module x\ngo 1.22\nrequire example.org/a v1.0.0\n' },
    ['golang/example.org/a: missing go.sum'],
  ],
  [
    'a flake',
    'nix',
    { 'flake.nix': '{ inputs.a.url = "github:acme/a"; outputs = _: {}; }' },
    ['github.com/acme/a: missing flake.lock'],
  ],
  [
    'vendir',
    'vendir',
    {
      'vendir.yml':
        'apiVersion: vendir.k14s.io/v1alpha1\nkind: Config\ndirectories:\n- path: v\n  contents:\n  - path: a\n    git: {url: "https://github.com/acme/a", ref: main}\n',
    },
    ['github.com/acme/a: missing vendir.lock.yml'],
  ],
  [
    'a workflow that the lock of actions does not know',
    'github-actions',
    {
      '.github/workflows/ci.yml':
        'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: acme/a@v1\n      - uses: acme/b@v1\n',
      '.github/workflows/actions.lock': `version: v0.0.1\nworkflows:\n  .github/workflows/ci.yml:\n    - acme/a@v1\ndependencies:\n  acme/a@v1:\n    commit: sha1-${'a'.repeat(40)}\n`,
    },
    ['acme/a: agrees .github/workflows/actions.lock', 'acme/b: silent .github/workflows/actions.lock'],
  ],
])('%s (%s)', async (_, extractor, files, says) => {
  expect(await states(extractor, files)).toEqual(says);
});
