import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inSystemWords, isOfSystem, isRefusal } from './system-error.ts';

function thrownBy(does: () => unknown): NodeJS.ErrnoException {
  try {
    does();
  } catch (cause) {
    if (isOfSystem(cause)) return cause;
  }
  throw new Error('The system refused nothing.');
}

test('what the system says is told without its code and its call', () => {
  expect(inSystemWords(thrownBy(() => mkdirSync(tmpdir())))).toBe('file already exists');
  expect(inSystemWords(thrownBy(() => readdirSync(join(tmpdir(), 'no', 'such'))))).toBe(
    'no such file or directory',
  );
  const overQuota = { errno: -constants.errno.EDQUOT, code: 'Unknown system error -122', syscall: 'write' };
  expect(inSystemWords(Object.assign(new Error('x'), overQuota))).toBe('the quota of disk blocks is used up');
});

test('a full disk and a missing directory for temporary files are the machine, a missing file may be ours', () => {
  const full = Object.assign(new Error('x'), { code: 'ENOSPC', syscall: 'write' });
  expect(isRefusal(full)).toBe(true);
  expect(isRefusal(thrownBy(() => mkdtempSync(join(tmpdir(), 'no', 'such'))))).toBe(true);
  expect(isRefusal(thrownBy(() => readdirSync(join(tmpdir(), 'no', 'such'))))).toBe(false);
  expect(isRefusal(new TypeError('x is undefined'))).toBe(false);
});
