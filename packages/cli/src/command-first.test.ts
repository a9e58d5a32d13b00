import { expect, test } from 'vitest';
import { commandFirst } from './command-first.ts';
import { subcommandsOf } from './command-names.ts';
import { commandTree } from './run.ts';

const silent = { write: () => true };
const program = commandTree({ env: {}, stdout: silent, stderr: silent }, () => undefined);
const arranged = (line: string) =>
  commandFirst(
    line.split(' ').filter((word) => word !== ''),
    program,
  ).join(' ');

test.each([
  ['--online scan deploy', 'scan --online deploy'],
  ['--color never -o json scan . --strict', 'scan --color never -o json . --strict'],
  ['--fail-on=none -ojson scan', 'scan --fail-on=none -ojson'],
  ['--policy strict policy show .', 'policy show --policy strict .'],
  ['scan --online .', 'scan --online .'],
  ['--help pin', 'pin --help'],
  ['help policy show', 'policy show --help'],
  ['--online help pin', 'pin --help'],
])('the command goes before its options: %s', (line, expected) => {
  expect(arranged(line)).toBe(expected);
});

test.each([
  ['', 'scan'],
  ['--online packages', 'scan --online packages'],
  ['--policy scan .', 'scan --policy scan .'],
  ['--quiet -- pin', 'scan --quiet -- pin'],
  ['--onlin nowhere', 'scan --onlin nowhere'],
])('a line without a command is one of scan: "%s"', (line, expected) => {
  expect(arranged(line)).toBe(expected);
});

test.each([
  ['--help', '--help'],
  ['-h', '--help'],
  ['--version', '--version'],
  ['--online -V scan', '--online -V scan'],
])('%s is of the program', (line, expected) => {
  expect(arranged(line)).toBe(expected);
});

test('a misspelt command is told after options, too', () => {
  expect(() => arranged('--online scn')).toThrow('There is no command "scn"');
  expect(() => arranged('--online scn')).toThrow('Did you mean "scan"?');
  expect(() => arranged('help scn')).toThrow('Did you mean "scan"?');
});

test('an option takes a value with every command, or with none', () => {
  const kinds = new Map<string, Set<boolean>>();
  for (const { long, required } of subcommandsOf(program).flatMap(({ options }) => options))
    kinds.set(long ?? '', (kinds.get(long ?? '') ?? new Set()).add(required));
  expect([...kinds].filter(([, values]) => values.size > 1)).toEqual([]);
});
