import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fineprint } from '../e2e/terminal.ts';

// The completion scripts in real shells, asked by their own machinery.

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-completion-'));
  mkdirSync(join(directory, 'here/deploy'), { recursive: true });
  writeFileSync(join(directory, 'here/a policy.yaml'), '');
  writeFileSync(join(directory, 'here/bom.json'), '');
});
afterAll(() => rmSync(directory, { recursive: true }));

const commands =
  'baseline check completion convert diff doctor explain help init licenses notice pin policy scan';

/** What is offered at the end of a line. A shell that shows the whole word where others show its end has it in `whole`. */
const offers: readonly (readonly [line: string, words: string, whole?: string])[] = [
  ['fineprint sc', 'scan'],
  ['fineprint dep', 'deploy'],
  ['fineprint policy ', 'fetch show test'],
  ['fineprint policy show -o ', 'json yaml'],
  ['fineprint help po', 'policy'],
  ['fineprint completion ', 'bash fish powershell zsh'],
  ['fineprint scan --fail-on ', 'error none note warning'],
  ['fineprint scan --fail-on=w', 'warning', '--fail-on=warning'],
  ['fineprint --fail-on w', 'warning'],
  ['fineprint --show-w', '--show-waived'],
  ['fineprint --online li', 'licenses'],
  ['fineprint --policy strict policy s', 'show'],
  ['fineprint --quiet licenses --by pl', 'place'],
  ['fineprint diff --show-w', ''],
  ['fineprint scan --policy s', 'saas server strict'],
  ['fineprint scan --policy de', 'default deploy'],
  ['fineprint scan --only terraform,terragr', 'terraform,terragrunt'],
  ['fineprint scan -o spdx-', 'spdx-2.3 spdx-3 spdx-tag-value'],
  ['fineprint scan -o json=bo', 'bom.json', 'json=bom.json'],
  ['fineprint diff -o ', 'json markdown text'],
  ['fineprint explain version-not', 'version-not-pinned'],
  ['fineprint check bom.json dep', 'deploy'],
  ['fineprint diff bom.json b', 'bom.json'],
  ['fineprint baseline write dep', 'deploy'],
  ['fineprint scan --baseline b', 'bom.json'],
  ['fineprint convert --show-waived bo', 'bom.json'],
];

const shells = ['bash', 'zsh', 'fish'] as const;

describe.each(shells)('%s', (shell) => {
  async function offered(lines: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const { stdout } = await fineprint(['completion', shell]);
    const script = join(directory, `fineprint.${shell}`);
    writeFileSync(script, stdout);
    const driver = resolve(import.meta.dirname, `shells/complete.${shell}`);
    const bare = { bash: ['--norc'], zsh: ['-f'], fish: ['--no-config'] }[shell];
    const told = execFileSync(shell, [...bare, driver, script, ...lines], {
      cwd: join(directory, 'here'),
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: directory, TERM: 'xterm', LC_ALL: 'C.UTF-8' },
    });
    return new Map(
      told
        .trimEnd()
        .split('\n')
        .map((line) => {
          const [asked = '', ...words] = line.split('\t');
          return [asked, words.filter((word) => word !== '').map((word) => word.replace(/\/$/, ''))] as const;
        }),
    );
  }

  test('it offers what the command tree allows', async () => {
    const found = await offered(offers.map(([line]) => line));
    for (const [line, words, whole = words] of offers) {
      const expected = shell === 'bash' ? words : whole;
      expect([line, found.get(line)?.join(' ')]).toEqual([line, expected]);
    }
  });

  test('it offers every command, and names of files with spaces', async () => {
    const found = await offered(['fineprint ', 'fineprint check a']);
    // fish offers paths beside commands.
    expect(found.get('fineprint ')).toEqual(expect.arrayContaining(commands.split(' ')));
    expect(found.get('fineprint check a')?.map((word) => word.replaceAll('\\', ''))).toEqual([
      'a policy.yaml',
    ]);
  });

  test('its script has no syntax error', async () => {
    const { stdout } = await fineprint(['completion', shell]);
    const script = join(directory, `syntax.${shell}`);
    writeFileSync(script, stdout);
    expect(spawnSync(shell, ['-n', script], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });
});
