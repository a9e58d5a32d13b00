import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { fineprint } from './terminal.ts';

const harbour = resolve(import.meta.dirname, '../repos/harbour');
const schema = resolve(import.meta.dirname, '../../packages/policy/schema/policy-1.schema.json');
const isPolicy = new Ajv({ allErrors: true, strictTypes: false }).compile(
  JSON.parse(readFileSync(schema, 'utf8')),
);

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-init-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(path: string, text: string): void {
  const file = join(directory, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Proposes a policy, writes it, and scans by it. */
async function proposed(): Promise<{
  readonly text: string;
  readonly policy: Record<string, unknown>;
  readonly errors: number;
}> {
  const { code, stdout, stderr } = await fineprint(['init', directory]);
  expect([code, stderr]).toEqual([0, '']);
  const text = readFileSync(join(directory, 'fineprint.yaml'), 'utf8');
  const policy = parse(text);
  expect(isPolicy(policy), JSON.stringify(isPolicy.errors)).toBe(true);
  const scanned = await fineprint(['scan', directory, '-o', 'json']);
  expect(scanned.code, scanned.stderr).toBeLessThan(2);
  const errors: number = JSON.parse(scanned.stdout).summary.findings.error;
  expect(stdout).toContain(errors === 0 ? 'passes' : 'fails');
  expect(text).toContain(errors === 0 ? 'Nothing fails "fineprint scan".' : 'These fail "fineprint scan":');
  return { text, policy, errors };
}

const chart = (name: string) =>
  write(
    `charts/${name}/Chart.yaml`,
    `apiVersion: v2\nname: ${name}\nversion: 1.0.0\ndependencies:\n  - { name: redis, version: ~20.1.0, repository: https://charts.bitnami.com/bitnami }\n`,
  );

test('the proposal for the sample is the golden one', async () => {
  const { code, stdout } = await fineprint(['init', harbour, '--stdout']);
  expect(code).toBe(0);
  expect(isPolicy(parse(stdout))).toBe(true);
  await expect(stdout).toMatchFileSnapshot(resolve(import.meta.dirname, '../golden/harbour/init.yaml'));
  expect((await fineprint(['init', harbour, '--stdout'])).stdout).toBe(stdout);
});

test('charts side by side are for others, and so is a module at the root', async () => {
  chart('one');
  chart('two');
  const charts = await proposed();
  expect(charts.policy).toMatchObject({
    extends: ['distributed'],
    usage: [{ path: 'charts/**', usage: 'distributed' }],
  });
  rmSync(join(directory, 'charts'), { recursive: true });
  rmSync(join(directory, 'fineprint.yaml'));
  write('main.tf', 'module "vpc" {\n  source  = "terraform-aws-modules/vpc/aws"\n  version = "5.1.0"\n}\n');
  write('variables.tf', 'variable "name" { type = string }\noutput "id" { value = module.vpc.id }\n');
  const module = await proposed();
  expect(module.policy).toMatchObject({
    extends: ['distributed'],
    usage: [{ path: '*.tf', usage: 'distributed' }],
  });
});

const redis =
  'dependencies:\n  - { name: redis, version: ~20.1.0, repository: https://charts.example.com }\n';

test.each([
  ['apps/shop', ['apps/shop/**']],
  ['deploy/charts/one deploy/charts/two', ['deploy/charts/**']],
  ['one two', ['one/**', 'two/**']],
  ['stable/a/x stable/a/y stable/b', ['stable/a/**', 'stable/b/**']],
])('charts that say what a catalogue shows are for others, wherever they lie: %s', async (paths, globs) => {
  for (const path of paths.split(' '))
    write(
      `${path}/Chart.yaml`,
      `apiVersion: v2\nname: a\nversion: 1.0.0\nhome: https://example.com\n${redis}`,
    );
  write('tests/chart/Chart.yaml', `apiVersion: v2\nname: t\nversion: 1.0.0\n${redis}`);
  const { policy } = await proposed();
  expect(policy).toMatchObject({
    extends: ['distributed'],
    usage: globs.map((path) => ({ path, usage: 'distributed' })),
  });
});

test('charts that wrap others to deploy them are not for others', async () => {
  for (const path of ['apps/a', 'apps/b', 'system/c'])
    write(`${path}/Chart.yaml`, `apiVersion: v2\nname: a\nversion: 0.0.0\n${redis}`);
  write(
    'vendored/redis/Chart.yaml',
    'apiVersion: v2\nname: redis\nversion: 1.0.0\nsources: [https://x.example]\n',
  );
  const { policy } = await proposed();
  expect(policy).toMatchObject({ extends: ['default'] });
  expect(policy).not.toHaveProperty('usage');
});

test('modules are for others where nothing but examples and tests applies them', async () => {
  const module = 'module "vpc" {\n  source  = "terraform-aws-modules/vpc/aws"\n  version = "5.1.0"\n}\n';
  write('modules/one/main.tf', module);
  write('modules/two/main.tf', module);
  write('examples/all/main.tf', `${module}provider "aws" { region = "eu-central-1" }\n`);
  expect((await proposed()).policy).toMatchObject({
    extends: ['distributed'],
    usage: [{ path: 'modules/**', usage: 'distributed' }],
  });
  rmSync(join(directory, 'fineprint.yaml'));
  write('live/main.tf', `${module}terraform {\n  backend "s3" {}\n}\n`);
  expect((await proposed()).policy).not.toHaveProperty('usage');
});

test('what is pinned firmly already is kept so, and what fails by it is none', async () => {
  write(
    '.github/workflows/ci.yml',
    `on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@${'a'.repeat(40)}\n`,
  );
  const { policy, errors } = await proposed();
  expect([policy.extends, errors]).toEqual([['strict'], 0]);
});

test('rules that find nothing are errors from now on', async () => {
  write('compose.yaml', 'services: { a: { image: "redis:7.0.15" } }\n');
  const { policy, text } = await proposed();
  expect(policy).toMatchObject({ extends: ['default'], rules: { 'image-tag-floating': 'error' } });
  write('compose.yaml', 'services: { a: { image: "redis:latest" } }\n');
  expect((await fineprint(['scan', directory])).code).toBe(1);
  expect(text).toContain('#   default ');
});

test('few errors are proposed as waivers, many as a baseline', async () => {
  const module = (index: number) =>
    `module "m${index}" {\n  source = "git::https://user:hunter2secret@git.example/o/m${index}?ref=v1"\n}\n`;
  write('infra/main.tf', `${module(0)}provider "aws" {}\n`);
  const few = await proposed();
  expect(few.errors).toBe(1);
  expect(few.text).toMatch(/^# {3}- id: W-1$/m);
  expect(few.text).not.toContain('hunter2secret');
  const waivers = few.text.slice(few.text.indexOf('# waivers:')).replaceAll(/^# /gm, '');
  expect(isPolicy(parse(waivers)), JSON.stringify(isPolicy.errors)).toBe(true);
  rmSync(join(directory, 'fineprint.yaml'));
  write(
    'infra/main.tf',
    `${Array.from({ length: 9 }, (_, index) => module(index)).join('')}provider "aws" {}\n`,
  );
  expect((await proposed()).text).toContain('"fineprint baseline write"');
});

test('nothing is written over, not through a link either', async () => {
  for (const name of ['fineprint.yaml', 'fineprint.yml', 'fineprint.json']) {
    write(name, '{}');
    const { code, stderr } = await fineprint(['init', directory]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(`${name}" is there already`)]);
    expect(readFileSync(join(directory, name), 'utf8')).toBe('{}');
    rmSync(join(directory, name));
  }
  const target = join(directory, 'elsewhere');
  symlinkSync(target, join(directory, 'fineprint.yaml'));
  expect((await fineprint(['init', directory])).code).toBe(2);
  expect(existsSync(target)).toBe(false);
});

test('an empty directory and a file are told what they are', async () => {
  const { policy } = await proposed();
  expect(policy).toEqual({ extends: ['default'] });
  const { code, stderr } = await fineprint(['init', join(directory, 'fineprint.yaml')]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('is a file')]);
  expect(readdirSync(directory)).toEqual(['fineprint.yaml']);
});

test('names in the repository cannot write into the policy', async () => {
  const name = 'a\nextends: audit\n# \u2028x\u0085y';
  write(`charts/${name}/Chart.yaml`, 'apiVersion: v2\nname: a\nversion: 1.0.0\n');
  write(
    `${name}/main.tf`,
    'module "m" {\n  source = "git::https://user:hunter2secret@git.example/o/m?ref=v1"\n}\n',
  );
  const { text, policy } = await proposed();
  expect(Object.keys(policy)).not.toContain('a');
  expect(policy.extends).toEqual(['default']);
  expect(text).not.toMatch(/[\u2028\u0085]/);
});
