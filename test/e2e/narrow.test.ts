import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { widthOf } from '@fineprint/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withFoldedRemarks } from '../../packages/cli/src/folded-remarks.ts';
import { fineprint } from './terminal.ts';

const harbour = resolve(import.meta.dirname, '../repos/harbour');
let directory = '';
const at = (name: string) => join(directory, name);
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-narrow-'));
  mkdirSync(at('small'));
  writeFileSync(at('small/compose.yaml'), 'services: { a: { image: "redis:7.4.0" } }\n');
  await fineprint(['scan', harbour, '-o', `json=${at('report.json')}`, '-o', `cyclonedx=${at('bom.json')}`]);
});
afterAll(() => rmSync(directory, { recursive: true }));

describe.each([40, 80])('at %i columns', (columns) => {
  test.each([
    ['scan', () => ['scan', harbour]],
    ['scan of little', () => ['scan', at('small')]],
    ['check', () => ['check', at('bom.json')]],
    ['diff', () => ['diff', at('report.json'), at('small')]],
    ['explain of a component', () => ['explain', 'hashicorp/vault', harbour]],
    ['explain of a rule', () => ['explain', 'version-not-pinned']],
    ['licenses', () => ['licenses', harbour]],
    ['licenses by component', () => ['licenses', harbour, '--by', 'component']],
    ['licenses by place', () => ['licenses', harbour, '--by', 'place']],
  ] as const)('%s: what is wider is one word that could be copied, or code', async (_, args) => {
    const { stdout } = await fineprint(args(), { NO_COLOR: '1' }, { isTTY: true, columns });
    const isCode = (line: string) => /^ *\d* \| |^# |^[a-z]+: /.test(line);
    const wide = stdout.split('\n').filter((line) => widthOf(line) > columns && !isCode(line));
    const longest = (line: string) => Math.max(...line.split(' ').map(widthOf));
    expect(wide.filter((line) => widthOf(line) - longest(line) > 12)).toEqual([]);
  });
});

test('remarks on a terminal are folded, code frames and progress are not', () => {
  const told: string[] = [];
  const stderr = { isTTY: true, columns: 30, write: (text: string) => told.push(text) };
  const { stderr: folded } = withFoldedRemarks({ env: {}, stdout: { write: () => true }, stderr });
  const code = ` 12 | ${'x '.repeat(30)}`;
  folded.write(`There is nothing under this path that was meant.\n   |\n${code}\n`);
  folded.write(
    '- One of two.\n    deploy/compose.yaml:12  docker.io/library/redis\n- For a reason that is a long one.\n',
  );
  folded.write('\rread 5 % of a great many files');
  expect(told.join('')).toBe(
    `There is nothing under this\npath that was meant.\n   |\n${code}\n- One of two.\n    deploy/compose.yaml:12\n      docker.io/library/redis\n- For a reason that is a long\n  one.\n\rread 5 % of a great many files`,
  );
});

test('what a document is wrong by has its place and a code frame, as in a policy', async () => {
  writeFileSync(at('broken.json'), '{"bomFormat": "CycloneDX",\n "specVersion": "1.6" "components": []}\n');
  const frame = `${at('broken.json')}:2:24: It cannot be checked. A "," is missing before this.\n   |\n 2 |  "specVersion": "1.6" "components": []}\n   |                        ^\n`;
  expect(await fineprint(['check', at('broken.json')])).toEqual({ code: 2, stdout: '', stderr: frame });
  const report = '{"schema": "fineprint-report/1",\n "tool": {"name": "fineprint", "version": 1}}\n';
  writeFileSync(at('wrong.json'), report);
  const { code, stderr } = await fineprint(['convert', at('wrong.json')]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('wrong.json:2:')]);
  expect(stderr).toContain(' 2 |  "tool": {"name": "fineprint", "version": 1}}');
});
