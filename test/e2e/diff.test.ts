import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fineprint } from './terminal.ts';

let directory = '';
const at = (path: string) => join(directory, path);
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-diff-'));
  write('a/versions.tf', 'terraform {\n  required_version = "= 1.5.7"\n}\n');
  write('b/versions.tf', 'terraform {\n  required_version = "= 1.6.0"\n}\n');
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
}

async function diff(...args: readonly string[]) {
  return fineprint(['diff', ...args, '--no-cache']);
}

test('directories are scanned and compared, and a bump across a licence border is named', async () => {
  const { code, stdout, stderr } = await diff(at('a'), at('b'));
  expect(code).toBe(0);
  expect(stderr).toBe('');
  expect(stdout).toContain(
    '~ terraform 1.5.7 → 1.6.0: MPL-2.0 → BUSL-1.1 (weak-copyleft → source-available)\n    versions.tf:2:3\n',
  );
  expect(stdout).toContain('Findings that opened\n  warning license-needs-review  terraform 1.6.0');
});

test('stored reports give the same comparison as their directories, and the same bytes each time', async () => {
  for (const name of ['a', 'b'])
    await fineprint(['scan', at(name), '-o', `json=${at(`${name}.json`)}`, '--quiet']);
  const stored = (await diff(at('a.json'), at('b.json'), '-o', 'json')).stdout;
  expect(stored).toBe((await diff(at('a'), at('b'), '-o', 'json')).stdout);
  expect(stored).toBe((await diff(at('a.json'), at('b'), '-o', 'json')).stdout);
  expect(JSON.parse(stored)).toMatchObject({
    schema: 'fineprint-comparison/1',
    changed: [{ key: 'tool:terraform' }],
  });
});

test('an SBOM of ours tells the same changes as the report, but no findings', async () => {
  for (const name of ['a', 'b'])
    await fineprint(['scan', at(name), '-o', `cyclonedx=${at(`${name}.cdx.json`)}`, '--quiet']);
  const { code, stdout } = await diff(at('a.cdx.json'), at('b.cdx.json'));
  expect(code).toBe(0);
  expect(stdout).toContain(
    '~ terraform 1.5.7 → 1.6.0: MPL-2.0 → BUSL-1.1 (weak-copyleft → source-available)\n    versions.tf:2:1\n',
  );
  expect(stdout).toContain('! The later document is an SBOM, made by fineprint');
  const mixed = JSON.parse((await diff(at('a'), at('b.cdx.json'), '-o', 'json')).stdout);
  const { changed } = JSON.parse((await diff(at('a'), at('b'), '-o', 'json')).stdout);
  expect(mixed.changed.map(withoutColumns)).toEqual(changed.map(withoutColumns));
  expect(mixed.findings).toEqual({ opened: [], closed: [] });
});

/** What an SBOM does not tell of a place. */
function withoutColumns(change: unknown): unknown {
  return JSON.parse(JSON.stringify(change).replaceAll(/"(?:column|endColumn)":\d+/g, '"column":0'));
}

test('a report may come from standard input', async () => {
  const { stdout: report } = await fineprint(['scan', at('a'), '-o', 'json', '--quiet']);
  const main = JSON.stringify(resolve(import.meta.dirname, '../../packages/cli/src/main.ts'));
  const program = `process.exitCode = await (await import(${main})).main(process.argv.slice(1));`;
  const args = ['--input-type=module', '-e', program, 'diff', '-', at('b'), '--no-cache'];
  const { status, stdout } = spawnSync(process.execPath, args, { input: report, encoding: 'utf8' });
  expect(status).toBe(0);
  expect(stdout).toContain('terraform 1.5.7 → 1.6.0');
});

test('each output goes to its file', async () => {
  const { stdout } = await diff(at('a'), at('b'), '-o', `markdown=${at('diff.md')}`);
  expect(stdout).toBe('');
  expect((await diff(at('a'), at('b'), '-o', 'markdown')).stdout).toContain('MPL\\-2.0 → BUSL\\-1.1');
});

test('findings open and close by the policy that is given', async () => {
  write('policy.yaml', 'licenses: { deny: [BUSL-1.1] }\n');
  const { code, stdout } = await diff(at('a'), at('b'), '--policy', at('policy.yaml'));
  expect(code).toBe(0);
  expect(stdout).toContain('error license-not-allowed');
});

test.each([
  ['a path that is not there', ['none', 'b'], 'and no commit either'],
  [
    'a broken SBOM',
    ['sbom.json', 'b'],
    'The component "components[0]" of the SBOM has neither a name nor a purl.',
  ],
  [
    'an SBOM in XML',
    ['sbom.xml', 'b'],
    'It is a document of CycloneDX in XML, and this version compares only reports (json-1), CycloneDX and SPDX in JSON, directories and git refs.',
  ],
  ['SPDX as tags and values', ['b', 'spdx.txt'], 'It is a document of SPDX as tags and values'],
  [
    'SPDX that is broken off',
    ['b', 'spdx.json'],
    'spdx.json:1:17: It cannot be compared. A string is not closed on its line.',
  ],
  ['what is no report', ['b', 'other.json'], 'Its "schema" is none that is known here.'],
  ['what is no JSON', ['b', 'a/versions.tf'], 'no JSON'],
  [
    'a format of scans',
    ['a', 'b', '-o', 'sarif'],
    'There is no format "sarif". Formats: text, json, markdown.',
  ],
  ['standard input twice', ['-', '-'], 'Only one of the two'],
  ['one side only', ['a'], "Missing required argument 'B'"],
])('2: %s', async (_, args, message) => {
  write('sbom.json', '{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{}]}');
  write('sbom.xml', '<?xml version="1.0"?>\n<bom xmlns="http://cyclonedx.org/schema/bom/1.6"/>');
  write('spdx.txt', 'SPDXVersion: SPDX-2.3\n');
  write('spdx.json', '{"spdxVersion": "SPDX-2.3');
  write('other.json', '{"schema": "other"}');
  const ended = await diff(...args.map((arg) => (/^(?:-|sarif)/.test(arg) ? arg : at(arg))));
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain(message);
  expect(ended.stdout).toBe('');
});

test('SPDX documents are compared by purl, and by what they say themselves', async () => {
  const packageOf = (version: string, license: string) => ({
    SPDXID: 'SPDXRef-x',
    name: 'left-pad',
    versionInfo: version,
    licenseConcluded: license,
    externalRefs: [
      {
        referenceCategory: 'PACKAGE-MANAGER',
        referenceType: 'purl',
        referenceLocator: `pkg:npm/left-pad@${version}`,
      },
    ],
  });
  write('a.json', JSON.stringify({ spdxVersion: 'SPDX-2.3', packages: [packageOf('1.2.0', 'WTFPL')] }));
  write('b.json', JSON.stringify({ spdxVersion: 'SPDX-2.3', packages: [packageOf('1.3.0', 'MIT')] }));
  const { code, stdout } = await diff(at('a.json'), at('b.json'));
  expect(code).toBe(0);
  expect(stdout).toContain('npm/left-pad 1.2.0 → 1.3.0: WTFPL → MIT');
});
