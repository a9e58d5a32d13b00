import { expect, test } from 'vitest';
import { actionFile, inputEnvironment, unexpectedInputs } from './action-file.ts';
import { readPairs, readSummary } from './step-files.ts';
import { readLog } from './step-log.ts';
import { parseCommand } from './workflow-command.ts';

const names = new Set(['error', 'set-output']);
const command = (line: string) => parseCommand(line, names);
const log = (...lines: readonly string[]) => readLog(lines, ['s3cret-token'], '/srv/shop');

test.each([
  ['##[error k1=v1;]msg', { k1: 'v1' }, 'msg'],
  ['##[error]', {}, ''],
  ['##[error k1=%3B=%0D=%0A=%5D;]%3B-%0D-%0A-%5D', { k1: ';=\r=\n=]' }, ';-\r-\n-]'],
  [
    '##[error k1=%253B=%250D=%250A=%255D;]%253B-%250D-%250A-%255D',
    { k1: '%3B=%0D=%0A=%5D' },
    '%3B-%0D-%0A-%5D',
  ],
  ['##[error k1=;k2=;]', {}, ''],
  ['>>>   ##[error k1=v1;]msg', { k1: 'v1' }, 'msg'],
  ['::error k1=v1,::msg', { k1: 'v1' }, 'msg'],
  ['::error::', {}, ''],
  ['::error k1=;=%2C=%0D=%0A=]=%3A,::;-%0D-%0A-]-:-,', { k1: ';=,=\r=\n=]=:' }, ';-\r-\n-]-:-,'],
  [
    '::error k1=;=%252C=%250D=%250A=]=%253A,::;-%250D-%250A-]-:-,',
    { k1: ';=%2C=%0D=%0A=]=%3A' },
    ';-%0D-%0A-]-:-,',
  ],
  ['::error k1=,k2=,::', {}, ''],
  ['::error k1=v1::', { k1: 'v1' }, ''],
  ['   ::error k1=v1,::msg', { k1: 'v1' }, 'msg'],
])("the runner's own test of %j", (line, properties, data) => {
  expect(command(line)).toEqual({ name: 'error', properties: new Map(Object.entries(properties)), data });
});

test('a command is what the runner takes for one', () => {
  expect(command('::set-output name=a::b')).toMatchObject({ name: 'set-output', data: 'b' });
  expect(command('  \t::error::x')?.data).toBe('x');
  expect(command('text ::error::x')).toBeNull();
  expect(command('::unknown::x')).toBeNull();
  expect(command('::error')).toBeNull();
  expect(command('::ERROR::x')?.name).toBe('ERROR');
  expect(command('text ##[error]x')?.data).toBe('x');
  expect(command('##[error file=a;line=2]x')?.properties).toEqual(
    new Map([
      ['file', 'a'],
      ['line', '2'],
    ]),
  );
  expect(command('\ufeff::error::x')).toBeNull();
});

test('marks are decoded one after the other, per cent last', () => {
  expect(command('::error file=a%2Cb%3Ac%0A,line=1::x%0Ay%250A%3A')).toMatchObject({
    properties: new Map([
      ['file', 'a,b:c\n'],
      ['line', '1'],
    ]),
    data: 'x\ny%0A%3A',
  });
  expect(command('##[error]a%5Db%3B%0D')?.data).toBe('a]b;\r');
  expect(command('::error ,,file=,=a,b,line=3::x')?.properties).toEqual(new Map([['line', '3']]));
});

test('stopped commands are text until their token', () => {
  const { lines, annotations, stopped, masks } = log(
    '::stop-commands::token-1234',
    '::error::no',
    '##[error]no',
    '::TOKEN-1234::',
    '::error::yes',
  );
  expect(annotations.map(({ message }) => message)).toEqual(['yes']);
  expect(lines).toContain('::error::no');
  expect(stopped).toBe(false);
  expect(masks).toContain('token-1234');
  expect(log('::stop-commands::abc', '::error::no').stopped).toBe(true);
});

test('weak tokens and disabled commands are refused', () => {
  expect(log('::stop-commands::').refused).toHaveLength(1);
  expect(log('::stop-commands::warning').refused).toHaveLength(1);
  expect(log('::set-env name=A::b', '::add-path::/x').refused).toHaveLength(2);
});

test('ten annotations of each level are kept, and each is cut', () => {
  const many = Array.from({ length: 11 }, (_, index) => `::error::${index}`);
  const { annotations, dropped } = log(...many, `::notice::${'x'.repeat(5000)}`);
  expect(annotations).toHaveLength(11);
  expect(dropped).toBe(1);
  expect(annotations.at(-1)?.message).toHaveLength(4096);
});

test('places are made consistent', () => {
  const place = (properties: string) => log(`::error ${properties}::x`).annotations[0]?.properties;
  expect(place('file=/srv/shop/a/b.tf,line=3')).toEqual({ file: 'a/b.tf', line: '3' });
  expect(place('endLine=4')).toEqual({ line: '4', endline: '4' });
  expect(place('col=4')).toEqual({});
  expect(place('line=1,endLine=2,col=3,endColumn=4')).toEqual({ line: '1', endline: '2' });
  expect(place('line=5,endLine=2')).toEqual({});
});

test('secrets are masked in the log', () => {
  expect(log('a s3cret-token', '::add-mask::other', 'other').lines).toEqual(['a ***', '***']);
});

test('files of pairs are read with their errors', () => {
  expect(readPairs('a=1\nb<<E\nx\ny\nE\n\nc<<E\nE\nd=e<<f\n')).toEqual({
    pairs: { a: '1', b: 'x\ny', c: '', d: 'e<<f' },
    error: null,
  });
  expect(readPairs('a=1\nb<<E\nx').error).toContain('delimiter not found');
  expect(readPairs('a=1\nb<<E\nx').pairs).toEqual({ a: '1' });
  expect(readPairs('text').error).toContain('Invalid format');
  expect(readPairs('a<<\n').error).toContain('must not be empty');
});

test('a summary of 1 MiB is shown, a byte more is dropped', () => {
  expect(readSummary(Buffer.alloc(1024 * 1024, 'a')).error).toBeNull();
  expect(readSummary(Buffer.alloc(1024 * 1024 + 1, 'a'))).toMatchObject({
    summary: null,
    error: expect.stringContaining('supports content up to a size of 1024k'),
  });
});

test('inputs become variables: defaults evaluated, the undeclared warned about', () => {
  const env = inputEnvironment({ 'fail-on': 'none' }, { github: { token: 'abc' }, runner: {} });
  expect(env).toMatchObject({ 'INPUT_FAIL-ON': 'none', INPUT_PATH: '' });
  expect(unexpectedInputs({ 'fail-on': 'none' })).toBeNull();
  expect(unexpectedInputs({ fail_on: 'none' })).toContain("Unexpected input(s) 'fail_on'");
  expect(actionFile.runs.using).toBe('node24');
});
