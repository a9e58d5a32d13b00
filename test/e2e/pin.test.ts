import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fineprint } from './terminal.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fineprint-pin-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function pin(...options: readonly string[]) {
  return fineprint(['pin', root, ...options], { HOME: root });
}

const workflow = `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
`;

test('without --online nothing is asked, and each reference that stays is told with its reason', async () => {
  write('.github/workflows/ci.yml', workflow);
  const { code, stdout, stderr } = await pin('--write');
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  expect(stderr).toMatch(
    /- Only --online can tell what it leads to\.\n(?: {4}.*\n)* {4}\.github\/workflows\/ci\.yml:6 {2}actions\/checkout@v4\n/,
  );
  expect(readFileSync(join(root, '.github/workflows/ci.yml'), 'utf8')).toBe(workflow);
});

test('a constraint of a module that others use stays a range, because the policy says so', async () => {
  const required =
    'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws", version = "~> 5.0" }\n  }\n}\n';
  write('main.tf', `module "net" {\n  source = "./modules/net"\n}\n${required}`);
  write('modules/net/versions.tf', required);
  const { stderr } = await pin();
  expect(stderr).toMatch(/whoever uses it chooses\.\n {4}modules\/net\/versions\.tf:3 {2}hashicorp\/aws/);
  expect(stderr).toMatch(/Only --online can tell what it leads to\.\n {4}main\.tf:6 {2}hashicorp\/aws/);
});

test('a path that is not there is wrong usage', async () => {
  const { code, stderr } = await pin('--only', 'no-such-extractor');
  expect(code).toBe(2);
  expect(stderr).toContain('There is no extractor "no-such-extractor".');
});
