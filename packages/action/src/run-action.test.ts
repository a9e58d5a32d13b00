import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runAction } from './run-action.ts';

let temp = '';
beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'fineprint-action-'));
});
afterEach(() => rmSync(temp, { recursive: true }));

async function runOn(workspace: string, inputs: Readonly<Record<string, string>> = {}) {
  const log: string[] = [];
  const files = { GITHUB_OUTPUT: join(temp, 'output'), GITHUB_STEP_SUMMARY: join(temp, 'summary') };
  for (const file of Object.values(files)) writeFileSync(file, '');
  const env = { ...files, ...inputs, RUNNER_TEMP: join(temp, 'runner'), GITHUB_WORKSPACE: workspace };
  const write = (text: string) => log.push(text);
  const code = await runAction({ env, stdout: { write }, stderr: { write } });
  const [output = '', summary = ''] = Object.values(files).map((file) => readFileSync(file, 'utf8'));
  return { code, output, summary, log: log.join('') };
}

function outputsOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...text.matchAll(/^(.+)<<(.+)\n([\s\S]*?)\n\2$/gm)].map(([, name, , value]) => [name, value]),
  );
}

test('a push is scanned without any input: summary, outputs and files', async () => {
  const repository = join(import.meta.dirname, '../../../test/repos/harbour');
  const { output, summary } = await runOn(repository, { 'INPUT_FAIL-ON': 'none' });
  const outputs = outputsOf(output);
  expect(outputs).toMatchObject({ result: 'pass', 'findings-total': expect.stringMatching(/^[1-9]\d*$/) });
  expect(JSON.parse(readFileSync(outputs['sbom-path'] ?? '', 'utf8')).bomFormat).toBe('CycloneDX');
  expect(JSON.parse(readFileSync(outputs['sarif-path'] ?? '', 'utf8')).version).toBe('2.1.0');
  expect(summary).toContain('| kind | components |');
});

test('findings at the level of fail-on fail the step', async () => {
  const repository = join(import.meta.dirname, '../../../test/repos/harbour');
  const { code, output } = await runOn(repository, { 'INPUT_FAIL-ON': 'warning' });
  expect(code).toBe(1);
  expect(outputsOf(output).result).toBe('fail');
});

test('a wrong input ends as an error that says what is wrong', async () => {
  const { code, output, log } = await runOn(temp, { 'INPUT_FAIL-ON': 'sometimes' });
  expect(code).toBe(2);
  expect(outputsOf(output)).toEqual({ result: 'error' });
  expect(log).toContain('sometimes');
});

test('what is scanned cannot give the runner a command', async () => {
  const repository = join(temp, 'repository');
  cpSync(join(import.meta.dirname, '../../../test/repos/harbour/.github'), join(repository, '.github'), {
    recursive: true,
  });
  writeFileSync(
    join(repository, '.github/workflows/x.yml'),
    'on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: "a/b\\n::set-output name=result::pwned@v1"\n',
  );
  const { log } = await runOn(repository, { 'INPUT_FAIL-ON': 'none' });
  const [, token = ''] = /^::stop-commands::(.+)$/m.exec(log) ?? [];
  const commands = log.split('\n').filter((line) => line.trimStart().startsWith('::'));
  expect(commands.slice(0, 2)).toEqual([`::stop-commands::${token}`, `::${token}::`]);
  expect(commands.slice(2).filter((line) => !/^::(?:warning|notice) file=\.github\//.test(line))).toEqual([]);
});
