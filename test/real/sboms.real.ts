import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Report } from '@fineprint/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fineprint } from '../e2e/terminal.ts';

// SBOMs that other tools make here and now. Syft and Trivy are on no registry that this machine may ask: their forms are
// in test/e2e/sboms.

let directory = '';
const at = (path: string) => join(directory, path);

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-sboms-'));
  const packages = ['@cyclonedx/cyclonedx-npm@6.0.1', '@cyclonedx/cdxgen@12.8.4'];
  write('tools/package.json', '{"private": true}');
  run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages], 'tools');
}, 300_000);
afterAll(() => rmSync(directory, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
}

function run(program: string, args: readonly string[], within: string): void {
  execFileSync(program, args, { cwd: at(within), stdio: 'pipe' });
}

async function checked(path: string): Promise<Report> {
  const { stdout } = await fineprint(['check', at(path), '-o', 'json', '--quiet', '--fail-on', 'none']);
  return JSON.parse(stdout);
}

test('cyclonedx-npm: the packages of a project, with their licences', async () => {
  const dependencies = { semver: '7.6.3', yaml: '2.6.1' };
  write('project/package.json', JSON.stringify({ name: 'demo', version: '1.0.0', dependencies }));
  run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], 'project');
  run(
    at('tools/node_modules/.bin/cyclonedx-npm'),
    ['--output-format', 'JSON', '-o', at('npm.json')],
    'project',
  );
  const { components, findings, complete } = await checked('npm.json');
  expect(components.map(({ ref, license }) => [ref, license.concluded.expression])).toEqual([
    ['library:npm/semver@7.6.3', 'ISC'],
    ['library:npm/yaml@2.6.1', 'ISC'],
  ]);
  expect(findings).toEqual([]);
  expect(complete).toBe(true);
});

test('cdxgen: the actions of a workflow, at the lines of the document', async () => {
  const uses = ['actions/checkout@v4', 'acme/deploy@v1'].map((each) => `      - uses: ${each}\n`).join('');
  write(
    'pipeline/.github/workflows/ci.yml',
    `on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n${uses}`,
  );
  run(
    at('tools/node_modules/.bin/cdxgen'),
    ['--no-install-deps', '-t', 'github', '--no-recurse', '-o', at('cdxgen.json'), '.'],
    'pipeline',
  );
  const { components, findings } = await checked('cdxgen.json');
  expect(components.map(({ ref }) => ref)).toEqual([
    'github-action:acme/deploy@v1',
    'github-action:actions/checkout@v4',
  ]);
  expect(findings.map(({ rule, ref }) => [rule, ref])).toEqual([
    ['license-unknown', 'github-action:acme/deploy@v1'],
    ['version-not-pinned', 'github-action:acme/deploy@v1'],
  ]);
});
