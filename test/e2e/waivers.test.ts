import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Report } from '@fineprint/core';
import { readReport } from '@fineprint/core/json-1';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fineprint } from './terminal.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-waivers-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(path: string, text: string): string {
  const file = join(directory, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const token = 'ghp_0123456789abcdefghijklmnopqrstuvwxyz';

/** A repository that waives in its policy, in a comment of its own line and in one above. */
function repository(): string {
  write(
    'repo/.github/workflows/ci.yml',
    `on: push
jobs:
  a:
    runs-on: self-hosted
    steps:
      # fineprint: ignore[version-not-pinned] until=2099-01-01 owner=us It is ours.
      - uses: octo-org/above@main
      - uses: octo-org/beside@main # fineprint: ignore[version-not-pinned] until=2099-01-01 See ${token}.
      - uses: octo-org/late@main # fineprint: ignore[version-not-pinned] until=2020-01-01 It was ours.
      - uses: octo-org/policy@main
`,
  );
  write(
    'repo/fineprint.yaml',
    `waivers:
  - id: ours
    rule: [version-not-pinned, license-unknown]
    component: github-action:octo-org/policy
    reason: It is ours.
    owner: us
    ticket: OPS-1
    expires: 2099-01-01
`,
  );
  return join(directory, 'repo');
}

async function scanned(...options: readonly string[]): Promise<Report> {
  const { stdout } = await fineprint(['scan', repository(), '-o', 'json', '--fail-on', 'none', ...options]);
  return readReport(stdout);
}

function waivedOf({ findings }: Report, rule = 'version-not-pinned'): readonly (string | undefined)[] {
  return findings.filter((finding) => finding.rule === rule).map(({ waiver }) => waiver?.id);
}

test('a repository waives in its policy and in comments, and what has expired is back with the reason', async () => {
  const report = await scanned();
  const workflow = '.github/workflows/ci.yml';
  expect(waivedOf(report).toSorted()).toEqual([`${workflow}:6`, `${workflow}:8`, 'ours', undefined]);
  const late = report.findings.find(({ rule, waiver }) => rule === 'version-not-pinned' && waiver === null);
  expect(late?.message).toMatch(/The waiver "\.github\/workflows\/ci\.yml:9" expired \d+ days ago\.$/);
  expect(waivedOf(report, 'waiver-expired')).toEqual([undefined]);
  expect(report.waivers).toHaveLength(4);
  expect(report.waivers?.every(({ isApplied }) => isApplied)).toBe(true);
});

test('SARIF tells what is waived in the source from what is waived elsewhere', async () => {
  const { stdout } = await fineprint(['scan', repository(), '-o', 'sarif', '--fail-on', 'none']);
  const kinds = [...stdout.matchAll(/"kind":\s*"(inSource|external)"/g)].map(([, kind]) => kind);
  expect(kinds.toSorted()).toEqual(['external', 'external', 'inSource', 'inSource']);
});

test('a policy from elsewhere heeds nothing of it, and shows all', async () => {
  const report = await scanned('--policy', 'default');
  expect(waivedOf(report)).toEqual([undefined, undefined, undefined, undefined]);
  expect(report.findings.filter(({ rule }) => rule.startsWith('waiver-'))).toEqual([]);
  expect(report.waivers?.map(({ isApplied }) => isApplied)).toEqual([false, false, false, false]);
  const { stdout } = await fineprint(['scan', repository(), '--policy', 'default', '--show-waived']);
  expect(stdout).toContain('  ours is of the repository itself and not applied; it would cover 2 findings\n');
});

test('its policy need not be one for that, which is said', async () => {
  const path = repository();
  write('repo/fineprint.yaml', 'waivers: { a: b }\n');
  const { code, stderr } = await fineprint(['scan', path, '--policy', 'default', '--fail-on', 'none']);
  expect(code).toBe(0);
  expect(stderr).toContain('Its waivers cannot be shown: fineprint.yaml:1:');
});

test('a part of the repository says nothing about waivers that nothing uses', async () => {
  const unused = async (...options: readonly string[]) =>
    waivedOf(await scanned(...options), 'waiver-unused').length;
  expect(await unused('--exclude', '.github/**')).toBe(0);
  expect(await unused('--only', 'terraform')).toBe(0);
});

test('no credential in a reason leaves the repository', async () => {
  const report = await scanned();
  expect(JSON.stringify(report)).not.toContain(token);
  const { stdout } = await fineprint(['scan', repository(), '--show-waived', '--fail-on', 'none']);
  expect(stdout).toContain('It is ours.');
  expect(stdout).not.toContain(token);
});
