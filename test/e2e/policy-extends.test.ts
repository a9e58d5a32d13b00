import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readReport } from '@fineprint/core/json-1';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readyMade } from '../../packages/cli/src/policies.ts';
import { fineprint } from './terminal.ts';

let directory = '';
let scanned = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-extends-'));
  scanned = join(directory, 'repository');
  write('repository/Dockerfile', 'FROM redis:7.4\n');
  write('secret.yaml', 'password: "correct horse"\n');
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
}

function scan(...args: readonly string[]) {
  return fineprint(['scan', scanned, '--no-cache', '-o', 'json', ...args]);
}

async function found(...args: readonly string[]) {
  const { stdout, stderr } = await scan(...args);
  expect(stdout, stderr).not.toBe('');
  const { findings, scan: facts } = readReport(stdout);
  return { rules: findings.map(({ rule, level }) => `${level} ${rule}`), names: facts.policy.names };
}

test('a repository extends a ready-made policy and a file of its own, and says what differs', async () => {
  write(
    'repository/fineprint.yaml',
    'extends: [strict, policies/team.yaml]\nrules: { license-unknown: off }\n',
  );
  write('repository/policies/team.yaml', 'extends: base.yml\n');
  write('repository/policies/base.yml', 'pinning: { container-image: tag }\n');
  const { rules, names } = await found();
  expect(names).toEqual(['strict', 'policies/base.yml', 'policies/team.yaml', 'fineprint.yaml']);
  expect(rules.filter((rule) => rule.endsWith('version-not-pinned'))).toEqual([]);
  expect((await found('--policy', 'strict')).rules).toContain('error version-not-pinned');
});

test('a policy that the user names may name files beside it', async () => {
  write('policies/org.yaml', 'extends: ./parts/images.yaml\n');
  write('policies/parts/images.yaml', 'pinning: { container-image: digest }\n');
  const { rules } = await found('--policy', join(directory, 'policies/org.yaml'));
  expect(rules).toContain('warning version-not-pinned');
});

describe('what may not be read is not, and no byte of it is shown', () => {
  test.each([
    ['../secret.yaml', 'lies outside of the scanned repository'],
    ['policies/../../secret.yaml', 'lies outside of the scanned repository'],
    ['/etc/hostname', 'lies outside of the scanned repository'],
    ['https://acme.example/policy.yaml', 'lies outside of the scanned repository'],
    ['link.yaml', '"link.yaml" cannot be read'],
    ['linked/secret.yaml', '"linked/secret.yaml" cannot be read'],
    ['missing.yaml', '"missing.yaml" cannot be read'],
    ['strickt', 'Did you mean "strict"?'],
    [
      'git+https://github.com/acme/policies@0123456789abcdef0123456789abcdef01234567#p.yaml',
      'only with --online',
    ],
    ['git+https://github.com/acme/policies@main#p.yaml', 'no full commit id'],
  ])('%s', async (written, sentence) => {
    symlinkSync(join(directory, 'secret.yaml'), join(scanned, 'link.yaml'));
    symlinkSync(directory, join(scanned, 'linked'));
    write('repository/fineprint.yaml', `exclude: []\nextends: ["${written}"]\n`);
    const { code, stdout, stderr } = await scan();
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('fineprint.yaml:2:12: ');
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain('horse');
  });

  test('nor by a policy that the user names', async () => {
    write('policies/org.yaml', 'extends: ../secret.yaml\n');
    const { code, stderr } = await scan('--policy', join(directory, 'policies/org.yaml'));
    expect(code).toBe(2);
    expect(stderr).toContain('lies outside of the directory of');
  });
});

test.each(readyMade)('the ready-made policy %s is called by its name', async (name) => {
  const { stdout, code } = await scan('--policy', name);
  expect(readReport(stdout).scan.policy).toMatchObject({
    names: name === 'audit' ? ['strict', 'audit'] : [name],
  });
  expect([0, 1]).toContain(code);
  if (name === 'audit') expect(code).toBe(0);
});
