import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readReport } from '@fineprint/core/json-1';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cyclonedxErrors, sarifErrors } from '../contracts/official-schemas.ts';
import { fineprint } from './terminal.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-curations-'));
  write('main.tf', 'module "vpc" {\n  source  = "acme/vpc/aws"\n  version = "1.2.0"\n}\n');
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(path: string, text: string): void {
  const file = join(directory, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const custom = 'Take it, and be kind.\n';
const key = 'terraform-module:registry.terraform.io/acme/vpc/aws';

function curation(more = ''): string {
  return `curations:\n  - id: vpc\n    component: ${key}\n    license: LicenseRef-Kind\n    reason: Our lawyers read it.\n${more}`;
}

async function scanned(...args: readonly string[]) {
  const { stdout } = await fineprint(['scan', directory, '--no-cache', '-o', 'json', ...args]);
  const report = readReport(stdout);
  const [component] = report.components.filter((one) => one.key === key);
  return { component, problems: report.problems.filter(({ code }) => code.startsWith('curation-')) };
}

/** Where `terraform init` puts the copy of a module. */
function copied(text: string): void {
  const modules = {
    Modules: [
      { Key: '', Source: '', Dir: '.' },
      {
        Key: 'vpc',
        Source: 'registry.terraform.io/acme/vpc/aws',
        Version: '1.2.0',
        Dir: '.terraform/modules/vpc',
      },
    ],
  };
  write('.terraform/modules/modules.json', JSON.stringify(modules));
  write('.terraform/modules/vpc/main.tf', '# nothing\n');
  write('.terraform/modules/vpc/LICENSE', text);
}

test('a licence that the policy corrects is concluded with its reason, in every report', async () => {
  write('fineprint.yaml', curation());
  const { component, problems } = await scanned();
  expect(problems).toEqual([]);
  expect(component?.license.concluded).toMatchObject({
    expression: 'LicenseRef-Kind',
    evidence: [{ method: 'curation', note: 'Our lawyers read it.' }],
  });
  const { stdout } = await fineprint(['explain', key, directory]);
  expect(stdout).toContain(
    'because   The policy says LicenseRef-Kind: Our lawyers read it. This is the curation "vpc" at fineprint.yaml:2:5',
  );
  const people = (await fineprint(['scan', directory, '--no-cache'])).stdout;
  expect(people).toContain("1 licence is the policy's own correction.");
  const sbom = (await fineprint(['scan', directory, '-o', 'cyclonedx'])).stdout;
  expect(await cyclonedxErrors(sbom)).toEqual([]);
  expect(sbom).toContain('This is the curation \\"vpc\\" at fineprint.yaml:2:5');
});

test('it is held to the hash of its text, recognised or not, and lapses with it', async () => {
  copied(custom);
  write('fineprint.yaml', curation(`    text: ${createHash('sha256').update(custom).digest('hex')}\n`));
  expect((await scanned()).component?.license.concluded).toMatchObject({
    expression: 'LicenseRef-Kind',
    confidence: 1,
  });
  copied(`${custom}But pay.\n`);
  const { component, problems } = await scanned();
  expect(component?.license.concluded.is).toBe('no-assertion');
  expect(problems).toMatchObject([
    { code: 'curation-lapsed', location: { path: 'fineprint.yaml', line: 2 } },
  ]);
  const { stdout } = await fineprint(['scan', directory, '-o', 'sarif']);
  expect(sarifErrors(stdout)).toEqual([]);
  expect(stdout).toContain('curation-lapsed');
});

test('explain shows the hash to bind a curation to', async () => {
  copied(custom);
  write('fineprint.yaml', curation(`    text: ${createHash('sha256').update(custom).digest('hex')}\n`));
  const { stdout } = await fineprint(['explain', key, directory]);
  expect(stdout).toContain(`text ${createHash('sha256').update(custom).digest('hex')}`);
});

test('with --policy the curations of the repository are not applied, and those of the given policy are', async () => {
  write('fineprint.yaml', curation());
  expect((await scanned('--policy', 'default')).component?.license.concluded.is).toBe('no-assertion');
  write('org.yaml', curation().replace(key, 'terraform-module:nobody/*'));
  const { component, problems } = await scanned('--policy', join(directory, 'org.yaml'));
  expect(component?.license.concluded.is).toBe('no-assertion');
  expect(problems).toMatchObject([
    { code: 'curation-unused', location: null, message: expect.stringContaining('org.yaml:2:5') },
  ]);
});

test('a curation for other versions is unused, with its place', async () => {
  write('fineprint.yaml', curation("    versions: '>=2'\n"));
  expect((await scanned()).problems).toMatchObject([
    { code: 'curation-unused', location: { path: 'fineprint.yaml', line: 2, column: 5 } },
  ]);
});

test('what a hostile policy writes is shown as text', async () => {
  write(
    'fineprint.yaml',
    curation().replace('Our lawyers read it.', String.raw`"\e[2J\n::error::owned <img src=x> @org \u202e"`),
  );
  const outputs = [
    (await fineprint(['explain', key, directory])).stdout,
    (await fineprint(['scan', directory, '--no-cache', '--explain-coverage'])).stderr,
  ];
  for (const format of ['text', 'markdown']) {
    outputs.push((await fineprint(['scan', directory, '--no-cache', '-o', format])).stdout);
  }
  expect(outputs[0]).toContain('\\x1b[2J\\x0a::error::owned');
  for (const output of outputs) {
    expect(output).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(output).not.toMatch(/^[ \t]*::/m);
  }
});
