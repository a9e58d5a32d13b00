import { spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fineprint } from './terminal.ts';

const bin = resolve(import.meta.dirname, '../../packages/cli/bin/fineprint.js');
const harbour = resolve(import.meta.dirname, '../repos/harbour');
let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-full-'));
  mkdirSync(join(directory, 'cache'));
});
afterEach(() => rmSync(directory, { recursive: true }));
const at = (name: string) => join(directory, name);

/** Runs the program with standard output on a device that is always full. */
function onFullDevice(...args: readonly string[]) {
  const full = openSync('/dev/full', 'w');
  try {
    const { status, stderr } = spawnSync(process.execPath, [bin, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', full, 'pipe'],
    });
    return { code: status, stderr };
  } finally {
    closeSync(full);
  }
}

/** Runs the program where no file may grow over so many KiB, as where the disk is full. */
function withRoomFor(kib: number, ...args: readonly string[]) {
  const limited = `ulimit -f ${kib} && exec "$@"`;
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['-c', limited, 'bash', process.execPath, bin, ...args],
    { cwd: directory, encoding: 'utf8', env: { ...process.env, NODE_COMPILE_CACHE: at('cache') } },
  );
  return { code: status, stdout, stderr };
}

const files = () => readdirSync(directory).filter((name) => name !== 'cache');

test.each([
  ['a scan', ['scan', harbour, '--fail-on', 'warning', '--quiet']],
  ['help', ['--help']],
  ['the version', ['--version']],
])('%s that nobody can have been shown ends with 2, and says why', (_, args) => {
  expect(onFullDevice(...args)).toEqual({
    code: 2,
    stderr: 'Standard output cannot be written: no space left on device.\n',
  });
});

test('where standard output is full, files are still written', () => {
  const { code } = onFullDevice('scan', harbour, '--quiet', '-o', 'text', '-o', `json=${at('report.json')}`);
  expect(code).toBe(2);
  expect(JSON.parse(readFileSync(at('report.json'), 'utf8')).schema).toBe('fineprint-report/1');
});

describe('a file for which there is no room', () => {
  test('of a report nothing is left, and what was there stays', () => {
    writeFileSync(at('report.json'), 'of yesterday');
    expect(withRoomFor(1, 'scan', harbour, '--quiet', '-o', 'json=report.json')).toEqual({
      code: 2,
      stdout: '',
      stderr: '"report.json" cannot be written: file too large.\n',
    });
    expect(files()).toEqual(['report.json']);
    expect(readFileSync(at('report.json'), 'utf8')).toBe('of yesterday');
  });

  test('of a policy that is proposed nothing is left', () => {
    expect(withRoomFor(0, 'init', '--no-cache')).toEqual({
      code: 2,
      stdout: '',
      stderr: '"fineprint.yaml" cannot be written: file too large.\n',
    });
    expect(files()).toEqual([]);
  });
});

test('a directory that is not there is told before the scan, in plain words', async () => {
  const { code, stderr } = await fineprint(['scan', at('nowhere'), '-o', `json=${at('no/report.json')}`]);
  expect(code).toBe(2);
  expect(stderr).toBe(`"${at('no/report.json')}" cannot be written: there is no directory "${at('no')}".\n`);
});
