import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addSummary, setOutputs } from './runner-files.ts';

let temp = '';
beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'fineprint-runner-files-'));
});
afterEach(() => rmSync(temp, { recursive: true }));

const mebibyte = 1024 * 1024;

test('a value cannot end itself and set another output', () => {
  const file = join(temp, 'output');
  const value = 'x\nEOF\nresult<<EOF\npass';
  setOutputs(file, { 'report-path': value });
  expect(readFileSync(file, 'utf8')).toMatch(
    /^report-path<<(?<end>fineprint-[0-9a-f-]{36})\n[\s\S]*\n\k<end>\n$/,
  );
  expect(readFileSync(file, 'utf8')).toContain(value);
});

test('a value that holds its own delimiter is refused, and nothing of it is written', () => {
  const file = join(temp, 'output');
  writeFileSync(file, '');
  const value = 'x\nfineprint-guessed\nresult=pass';
  expect(() => setOutputs(file, { 'report-path': value }, () => 'guessed')).toThrow('its own delimiter');
  expect(readFileSync(file, 'utf8')).toBe('');
});

/** The summary file after so many bytes were added to what was in it before. */
function summaryOf(markdown: string, before = ''): Buffer {
  const file = join(temp, 'summary');
  writeFileSync(file, before);
  addSummary(file, markdown);
  return readFileSync(file);
}

// Characters of one byte to four; a line of the last has no end at which it could be cut.
const lines = ['line of text\n', 'é\n', '語語語\n', '😀😀\n'];

test.each(lines)('a summary of %j may have a mebibyte, and not a byte more', (line) => {
  const size = Buffer.byteLength(line);
  const most = line.repeat(Math.floor(mebibyte / size)) + '.'.repeat(mebibyte % size);
  expect(summaryOf(most)).toHaveLength(mebibyte);
  expect(String(summaryOf(most))).toBe(most);
  const cut = String(summaryOf(`${most}.`));
  expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(mebibyte);
  expect(cut).not.toContain('\ufffd');
  expect(cut).toMatch(/^[\s\S]*The summary was too long; the file that .* has everything\.\n$/);
  expect(cut.length).toBeGreaterThan((most.length * 9) / 10);
});

test('what stands in the summary already takes its part, and a text without lines is not cut through', () => {
  const before = 'x'.repeat(mebibyte - 500);
  expect(summaryOf('語'.repeat(100), before)).toHaveLength(mebibyte - 200);
  const cut = String(summaryOf('語'.repeat(200), before));
  expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(mebibyte);
  expect(cut.slice(before.length)).toMatch(/^\n\nThe summary was too long/);
  expect(summaryOf('語'.repeat(20), 'x'.repeat(mebibyte - 10))).toHaveLength(mebibyte - 10);
});
