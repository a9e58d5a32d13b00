import { expect, test } from 'vitest';
import { type Files, lockStates } from './lock-states.testkit.ts';

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
    'a directory of charts is no chart',
    'helm',
    { 'charts/b/Chart.yaml': chart('^20.0.0') },
    ['redis: missing charts/b/Chart.lock'],
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
  expect(await lockStates(extractor, files)).toEqual(says);
});
