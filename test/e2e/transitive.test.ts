import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@fineprint/core';
import { tarGzOf } from '@fineprint/core/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fineprint } from './terminal.ts';

// What components bring along, fetched from a server that stands for GitHub, a module registry and a chart repository.
const commit = (letter: string) => letter.repeat(40);
const directory = mkdtempSync(join(tmpdir(), 'fineprint-transitive-'));
let server: Server;

const composite = (uses: string) => `name: x\nruns:\n  using: composite\n  steps:\n    - uses: ${uses}\n`;
// Packed as little as real text is.
const noise = randomBytes(1_000_001).toString('hex');
const answers: Record<string, Buffer | string> = {
  [`/o/first/tar.gz/${commit('a')}`]: tarGzOf({
    'first-a/action.yml': composite(`o/second@${commit('b')}`),
    // Its own pipeline and tests are nothing that whoever uses it has.
    'first-a/.github/workflows/ci.yml':
      'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: o/own@main\n',
    'first-a/package.json': '{"dependencies":{"left-pad":"1.3.0"}}',
  }),
  [`/o/leaf/tar.gz/${commit('c')}`]: tarGzOf({
    'leaf-c/action.yml': 'name: z\nruns:\n  using: composite\n  steps: [{run: x, shell: sh}]\n',
  }),
  [`/o/bundle/tar.gz/${commit('d')}`]: tarGzOf({
    'bundle-d/action.yml': 'name: z\nruns:\n  using: node24\n  main: dist/index.js\n',
  }),
  [`/o/large/tar.gz/${commit('1')}`]: tarGzOf({
    'large-1/action.yml': 'name: z\nruns:\n  using: composite\n  steps: [{run: x, shell: sh}]\n',
    'large-1/image/Dockerfile': `FROM scratch\n# ${noise}\n`,
  }),
  [`/o/program/tar.gz/${commit('2')}`]: tarGzOf({
    'program-2/action.yml': 'name: z\nruns:\n  using: composite\n  steps: [{run: x, shell: sh}]\n',
    'program-2/dist/index.js': noise,
  }),
  [`/o/broken/tar.gz/${commit('e')}`]: tarGzOf({ 'broken-e/action.yml': `${composite('o/a@v1')}  steps: [` }),
  [`/o/empty/tar.gz/${commit('f')}`]: tarGzOf({ 'empty-f/README.md': '# Empty' }),
  [`/o/second/tar.gz/${commit('b')}`]: tarGzOf({
    'second-b/action.yml': 'name: y\nruns:\n  using: docker\n  image: docker://alpine:3.20\n',
  }),
  '/.well-known/terraform.json': '{"modules.v1":"/v1/modules/","providers.v1":"/v1/providers/"}',
  '/v1/modules/a/b/aws/1.0.0': '{"source":"https://github.com/a/terraform-aws-b","tag":"v1.0.0"}',
  '/a/terraform-aws-b/tar.gz/v1.0.0': tarGzOf({
    'b/main.tf': 'module "inner" {\n  source = "./modules/inner"\n}\n',
    'b/modules/inner/main.tf': 'module "deep" {\n  source  = "c/d/aws"\n  version = "2.0.0"\n}\n',
    'b/modules/part/main.tf': 'module "other" {\n  source = "../other"\n}\n',
    'b/modules/other/main.tf':
      'module "top" {\n  source = "../.."\n}\nmodule "g" {\n  source  = "g/h/aws"\n  version = "4.0.0"\n}\n',
    'b/modules/other/below/main.tf': 'module "x" {\n  source  = "i/j/aws"\n  version = "5.0.0"\n}\n',
    'b/modules/lost/main.tf':
      'module "x" {\n  source = "../gone"\n}\nmodule "y" {\n  source = "../../../.."\n}\n',
    'b/examples/all/main.tf': 'module "x" {\n  source  = "e/f/aws"\n  version = "3.0.0"\n}\n',
  }),
};

beforeAll(async () => {
  server = createServer(({ url = '' }, response) => {
    const answer = answers[url];
    if (answer === undefined) response.writeHead(404).end();
    else response.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const home = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  mkdirSync(join(directory, 'config/fineprint'), { recursive: true });
  const ids = [
    'archives of github.com',
    'files of github.com',
    'terraform registry.terraform.io',
    'oci docker.io',
  ];
  const mirrors = ids.map((id) => `  "${id}": "http://${home}"\n`).join('');
  writeFileSync(
    join(directory, 'config/fineprint/settings.yaml'),
    `network: { hosts: ["${home}"] }\nmirrors:\n${mirrors}`,
  );
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
  rmSync(directory, { recursive: true });
});

async function scanned(path: string, text: string, ...options: readonly string[]): Promise<Report> {
  const root = mkdtempSync(join(directory, 'repo-'));
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
  const file = join(directory, 'report.json');
  await fineprint(
    [
      'scan',
      root,
      '--policy',
      'default',
      '--fail-on',
      'none',
      '--quiet',
      '--no-cache',
      '-o',
      `json=${file}`,
      ...options,
    ],
    {
      XDG_CONFIG_HOME: join(directory, 'config'),
      SOURCE_DATE_EPOCH: '0',
    },
  );
  return JSON.parse(readFileSync(file, 'utf8'));
}

function places({ components }: Report): readonly string[] {
  return components.flatMap(({ ref, occurrences }) =>
    occurrences.map(
      ({ path, line, in: holder }) =>
        `${ref.replace(/[0-9a-f]{38}$/, '')}  ${path}:${line}${holder ? `  in ${holder.replace(/[0-9a-f]{38}$/, '')}` : ''}`,
    ),
  );
}

test('an action’s own actions and images, and theirs', async () => {
  const workflow = `on: push\njobs:\n  a:\n    runs-on: self-hosted\n    steps:\n      - uses: o/first@${commit('a')}\n`;
  const report = await scanned('.github/workflows/ci.yml', workflow, '--online');
  expect(places(report)).toEqual([
    'container-image:docker.io/library/alpine@3.20  github-action:o/second!/action.yml:4  in github-action:o/second@bb',
    'github-action:o/first@aa  .github/workflows/ci.yml:6',
    'github-action:o/second@bb  github-action:o/first!/action.yml:5  in github-action:o/first@aa',
  ]);
  expect(report.dependencies).toContainEqual({
    ref: `github-action:o/first@${commit('a')}`,
    dependsOn: [`github-action:o/second@${commit('b')}`],
    complete: true,
  });
  // Whatever is said about them is said where the repository names what brings them.
  for (const { locations } of report.findings)
    expect(locations.map(({ path }) => path)).toEqual(['.github/workflows/ci.yml']);
  expect(report.findings.map(({ rule, ref }) => `${rule} ${ref}`)).toEqual([
    `license-unknown github-action:o/first@${commit('a')}`,
    `license-unknown github-action:o/second@${commit('b')}`,
  ]);
});

test('how complete the parts of each are', async () => {
  const uses = ['leaf@c', 'bundle@d', 'broken@e', 'empty@f', 'gone@0', 'large@1', 'program@2'].map((each) => {
    const [name, letter = ''] = each.split('@');
    return `      - uses: o/${name}@${commit(letter)}\n`;
  });
  const workflow = `on: push\njobs:\n  a:\n    runs-on: self-hosted\n    steps:\n${uses.join('')}`;
  const report = await scanned('.github/workflows/ci.yml', workflow, '--online');
  const known = report.dependencies.map(({ ref, complete }) => [ref.replace(/@.*/, ''), complete]);
  // A bundled program has libraries in it that nothing names; nobody looked into what is empty or gone.
  expect(known).toEqual([
    ['github-action:o/broken', false],
    ['github-action:o/large', false],
    ['github-action:o/leaf', true],
    ['github-action:o/program', true],
    // What is wrong with a part is not wrong with the list of parts.
    ['unit:github-workflow:.github/workflows/ci.yml', true],
  ]);
  expect(report.complete).toBe(false);
  expect(report.problems.filter(({ message }) => message.includes('left out'))).toMatchObject([
    {
      code: 'limit-reached',
      message: expect.stringMatching(/^In o\/large \(image\/Dockerfile:1\): .* this file was left out\.$/),
      location: { path: '.github/workflows/ci.yml' },
    },
  ]);
});

test('a module’s own modules, not those of its examples', async () => {
  const report = await scanned(
    'main.tf',
    'module "b" {\n  source  = "a/b/aws"\n  version = "1.0.0"\n}\n',
    '--online',
  );
  const [deep] = report.components.filter(({ name }) => name === 'c/d/aws');
  expect(deep?.occurrences[0]).toMatchObject({
    path: 'terraform-module:registry.terraform.io/a/b/aws!/modules/inner/main.tf',
    in: 'terraform-module:registry.terraform.io/a/b/aws@1.0.0',
  });
  expect(report.components.map(({ name }) => name)).not.toContain('e/f/aws');
});

test('what a part of a module uses beside itself, step by step, and nothing more', async () => {
  const report = await scanned(
    'main.tf',
    ['part', 'lost']
      .map((part) => `module "${part}" {\n  source  = "a/b/aws//modules/${part}"\n  version = "1.0.0"\n}\n`)
      .join(''),
    '--online',
  );
  const known = report.dependencies.map(({ ref, dependsOn, complete }) => [
    ref.replace(/^.*:/, ''),
    dependsOn.map((each) => each.replace(/^.*\//, '')),
    complete,
  ]);
  expect(known).toEqual([
    ['registry.terraform.io/a/b/aws#modules/lost@1.0.0', [], false],
    ['registry.terraform.io/a/b/aws#modules/part@1.0.0', ['aws@2.0.0', 'aws@4.0.0'], true],
    ['.', ['lost@1.0.0', 'part@1.0.0'], true],
  ]);
  expect(report.components.map(({ name }) => name)).toEqual(['a/b/aws', 'a/b/aws', 'c/d/aws', 'g/h/aws']);
});

test.each(['../../..', 'a/../../x', 'missing', 'action.yml'])(
  'a part %s that is no directory of the archive is told, and nothing is looked into',
  async (part) => {
    const workflow = `on: push\njobs:\n  a:\n    runs-on: self-hosted\n    steps:\n      - uses: o/first/${part}@${commit('a')}\n`;
    const report = await scanned('.github/workflows/ci.yml', workflow, '--online');
    expect(report.components.map(({ kind }) => kind)).toEqual(['github-action']);
    const told = report.problems.filter(({ message }) => message.includes('is no directory inside the root'));
    expect(told.map(({ location }) => location?.path)).toEqual(['.github/workflows/ci.yml']);
  },
);

test('what cannot be had is told, where it is named', async () => {
  const report = await scanned(
    'main.tf',
    'module "b" {\n  source  = "a/gone/aws"\n  version = "1.0.0"\n}\n',
    '--online',
  );
  expect(report.problems).toContainEqual(
    expect.objectContaining({
      code: 'lookup-unanswered',
      message: expect.stringMatching(/^What a\/gone\/aws holds could not be asked for\./),
      location: expect.objectContaining({ path: 'main.tf', line: 2 }),
    }),
  );
});

test('offline nothing is fetched', async () => {
  const report = await scanned('main.tf', 'module "b" {\n  source  = "a/b/aws"\n  version = "1.0.0"\n}\n');
  expect(report.components.map(({ name }) => name)).toEqual(['a/b/aws']);
});
