import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fullName, subcommandsOf } from '../../packages/cli/src/command-names.ts';
import { environment } from '../../packages/cli/src/environment.ts';
import { examplesOf } from '../../packages/cli/src/examples.ts';
import { commandTree } from '../../packages/cli/src/run.ts';
import { sources } from '../contracts/sources.ts';
import { fineprint } from './terminal.ts';

const silent = { write: () => true };
const program = commandTree({ env: {}, stdout: silent, stderr: silent }, () => undefined);
type Command = typeof program;
const all = [program, ...subcommandsOf(program)];
const leaves = all.filter((command) => command.commands.length === 0 || command === program);
const asArguments = (command: Command) => fullName(command).split(' ').slice(1);
const golden = resolve(import.meta.dirname, '../golden/cli');

describe('the examples of help', () => {
  let directory = '';
  const examples = leaves.flatMap((command) => examplesOf(command).map(({ line }) => line));
  // The sample has findings; these ask for more than the default policy does.
  const failing = [
    'scan deploy --fail-on warning',
    'scan . --fail-on warning --since HEAD',
    'scan deploy --policy saas --show-waived',
  ];

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'fineprint-examples-'));
    prepare(join(directory, 'sample'));
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  test('each command has two to five, or one where it has no options', () => {
    for (const command of leaves) {
      const { length } = examplesOf(command);
      expect([fullName(command), length >= (command.options.length > 0 ? 2 : 1) && length <= 5]).toEqual([
        fullName(command),
        true,
      ]);
    }
  });

  test('each does what it says, and what needs a network is understood', () => {
    const offline = examples.filter((line) => !needsOthers(line));
    const asked = offline.map((line, index) => {
      const cwd = join(directory, String(index));
      cpSync(join(directory, 'sample'), cwd, { recursive: true });
      if (line.startsWith('init')) rmSync(join(cwd, 'fineprint.yaml'));
      return { cwd, args: wordsOf(line) };
    });
    const ended = runAll(asked, directory);
    const told = offline.map((line, index) => ({ line, ...ended[index] }));
    const unexpected = told.filter(({ line, code }) => code !== (failing.includes(line) ? 1 : 0));
    expect(unexpected).toEqual([]);
    for (const line of examples.filter(needsOthers)) {
      const args = [...wordsOf(line)];
      const step = (from: Command) => from.commands.find((each) => each.name() === args[0]);
      let command: Command = program;
      for (let next = step(command); next; next = step(command)) {
        command = next;
        args.shift();
      }
      expect(command.parseOptions(args).unknown).toEqual([]);
    }
  }, 300_000);
});

/** Whether a line needs a network, or runs until it is stopped: tests of their own do these. */
function needsOthers(line: string): boolean {
  return line.includes('--online') || /^(?:serve|upload|worker|backup|policy fetch)\b/.test(line);
}

/** A clone of the sample with what examples name: reports, SBOMs, a policy with its tests. */
function prepare(sample: string): void {
  cpSync(resolve(import.meta.dirname, '../repos/harbour'), sample, { recursive: true });
  mkdirSync(join(sample, 'policies'));
  writeFileSync(join(sample, 'fineprint.yaml'), 'extends: [internal]\n');
  const given = '[{ kind: github-action, name: o/a, license: MIT, usage: ci, pin: commit }]';
  const cases = `cases:\n  - { name: MIT is fine, given: ${given}, expect: [] }\n`;
  writeFileSync(join(sample, 'fineprint.test.yaml'), cases);
  writeFileSync(join(sample, 'policies/team.yaml'), 'extends: [internal]\n');
  writeFileSync(join(sample, 'policies/team.test.yaml'), cases);
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.org'];
  for (const args of [
    ['init', '-q', '-b', 'main'],
    ['add', '.'],
    [...identity, 'commit', '-q', '-m', 'One'],
  ])
    execFileSync('git', args, { cwd: sample });
  const outputs = ['-o', 'json=report.json', '-o', 'cyclonedx=bom.json', '-o', 'cyclonedx=old.cdx.json'];
  runAll([{ cwd: sample, args: ['scan', ...outputs, '--fail-on', 'none'] }], sample);
  writeFileSync(
    join(sample, '.github/workflows/new.yml'),
    'on: push\njobs: { a: { uses: o/w/.github/workflows/w.yml@main } }\n',
  );
}

function runAll(
  asked: readonly { readonly cwd: string; readonly args: readonly string[] }[],
  directory: string,
): readonly { readonly code: number; readonly told: string }[] {
  const file = join(directory, 'asked.json');
  writeFileSync(file, JSON.stringify(asked));
  const runner = resolve(import.meta.dirname, 'examples.ts');
  const told = execFileSync(process.execPath, [runner, file], { encoding: 'utf8', maxBuffer: 1e8 });
  rmSync(file);
  return told
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');
}

describe('help', () => {
  test.each(all.map((command) => [fullName(command), asArguments(command)] as const))(
    '%s: a sentence, every option, and no line that is wider than the terminal',
    async (_, args) => {
      for (const columns of [40, 80, 200]) {
        const { code, stdout, stderr } = await fineprint([...args, '--help'], {}, { isTTY: true, columns });
        expect([code, stderr]).toEqual([0, '']);
        const wide = stdout.split('\n').filter((line) => line.length > columns && line.trim().includes(' '));
        expect(wide.filter((line) => !line.startsWith('  fineprint '))).toEqual([]);
      }
    },
  );

  test('each command is described by a sentence, and each option says what it does', () => {
    for (const command of all) {
      expect(command.description()).toMatch(/^[A-Z].*\.$/);
      for (const { flags, description } of command.options) expect([flags, description]).not.toContain('');
    }
  });

  test.each([
    ['overview', ['--help']],
    ['scan', ['scan', '--help']],
  ])('%s is the golden one', async (name, args) => {
    const { stdout } = await fineprint(args);
    await expect(stdout).toMatchFileSnapshot(join(golden, `help-${name}.txt`));
    expect((await fineprint(args[0] === 'scan' ? ['help', 'scan'] : ['help'])).stdout).toBe(stdout);
  });

  test('a command without its subcommand shows its help, and is wrong usage', async () => {
    const { code, stdout, stderr } = await fineprint(['policy']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('  show   print the effective policy');
  });

  test('every variable that it names is heeded, and each that is heeded for people is named', () => {
    const named = environment.flatMap(({ names }) => names.map((name) => name.replace(/[=<].*/, '')));
    const texts = sources()
      .filter(({ path }) => /^packages\/(?:cli|registries)\//.test(path) && !path.endsWith('/environment.ts'))
      .map(({ text }) => text);
    for (const name of named) expect([name, texts.some((text) => text.includes(name))]).toEqual([name, true]);
    const heeded = texts.flatMap((text) =>
      [...text.replace(/^ *(?:\/\/|\/?\*).*/gm, '').matchAll(/\benv\.([A-Z][A-Z_]+)/g)].map(
        ([, name = '']) => name,
      ),
    );
    // Those of other programs, whose files and settings are read: "doctor" lists them.
    const ofOthers =
      /^(?:DOCKER_CONFIG|NETRC|NPM_CONFIG_\w+|TF_CLI_\w+|GO\w+|GIT_\w+|TERM_PROGRAM\w*|\w+_VERSION|WT_SESSION|DOMTERM|KITTY_\w+|GHOSTTY_\w+|RES_OPTIONS|UV_\w+)$/;
    expect(heeded.filter((name) => !named.includes(name) && !ofOthers.test(name))).toEqual([]);
  });
});

test.each([
  ['a misspelt command', ['scna'], 'Did you mean "scan"?'],
  ['a misspelt command before a path', ['licences', '.'], 'Did you mean "licenses"?'],
  ['a misspelt subcommand', ['policy', 'shw'], 'Did you mean show?'],
  ['a misspelt option', ['scan', '--onlin'], 'Did you mean --online?'],
  ['a misspelt option of the default command', ['--onlin'], 'Did you mean --online?'],
  ['a misspelt value', ['scan', '--fail-on', 'warnin'], 'Did you mean "warning"?'],
  ['a misspelt shell', ['completion', 'zhs'], 'Did you mean "zsh"?'],
  ['a misspelt path', ['scan', resolve(import.meta.dirname, '../repos/harbor')], 'Did you mean "harbour"?'],
  ['no argument', ['explain'], '"fineprint explain --help" says what it takes.'],
])('2, with what was meant: %s', async (_, args, message) => {
  const { code, stdout, stderr } = await fineprint(args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/^error/m);
});

test.each(['bash', 'zsh', 'fish', 'powershell'])('the completion of %s is the golden one', async (shell) => {
  const { stdout } = await fineprint(['completion', shell]);
  await expect(stdout).toMatchFileSnapshot(join(golden, `completion-${shell}.txt`));
});
