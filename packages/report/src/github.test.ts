import type { Report } from '@fineprint/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at, finding, reportOf, unread, waiver } from './findings.testkit.ts';
import { github } from './github.ts';

function linesOf(report: Report, warning: string | null = null): readonly string[] {
  return [...github.render(report, { warning })].join('').split('\n').slice(0, -1);
}

test('what must not be missed comes first, and takes the room of a warning', () => {
  const findings = Array.from({ length: 10 }, (_, index) => finding({ fingerprint: `${index}` }));
  const lines = linesOf(reportOf(findings), 'It cannot be told what is new.');
  expect(lines[0]).toBe('::warning title=Fineprint::It cannot be told what is new.');
  expect(lines.filter((line) => line.startsWith('::warning '))).toHaveLength(10);
});

test('a finding is an annotation at its place', () => {
  expect(linesOf(reportOf([finding()]))).toEqual([
    '::warning file=a.yaml,line=3,endLine=3,col=5,endColumn=9,title=Fineprint%3A license-unknown::Nobody knows the licence of a. Read it.',
  ]);
  const over = { ...at('a.yaml', 3), endLine: 4 };
  expect(linesOf(reportOf([finding({ locations: [over, at('b')] })]))).toEqual([
    '::warning file=a.yaml,line=3,endLine=4,title=Fineprint%3A license-unknown::Nobody knows the licence of a. Read it. Also in 1 more place.',
  ]);
});

test('what is waived or known is not annotated', () => {
  expect(linesOf(reportOf([finding({ waiver }), finding({ state: 'known' })]))).toEqual([]);
});

test('a step has room for ten of each level: each rule and component first, and the last says how many are left', () => {
  const many = (level: 'error' | 'warning' | 'note', count: number) =>
    Array.from({ length: count }, (_, place) =>
      finding({ level, locations: [at(`${level}.yaml`, place + 1)] }),
    );
  const other = finding({ level: 'error', rule: 'version-not-pinned', ref: 'tool:b@1' });
  const lines = linesOf(reportOf([...many('error', 12), other, ...many('warning', 10), ...many('note', 10)]));
  const of = (name: string) => lines.filter((line) => line.startsWith(`::${name} `));
  expect([of('error').length, of('warning').length, of('notice').length, lines.length]).toEqual([
    10, 10, 10, 30,
  ]);
  expect(lines[1]).toContain('version-not-pinned');
  expect(lines.at(-1)).toBe(
    '::notice title=Fineprint::3 errors, 1 note without an annotation, of which a step shows ten a level; the other reports list them all (-o text, -o json).',
  );
  expect(linesOf(reportOf(many('error', 10)))).toHaveLength(10);
});

test('an incomplete scan is told, within the room', () => {
  const findings = Array.from({ length: 11 }, () => finding());
  const lines = linesOf(reportOf(findings, { complete: false, problems: [unread] }));
  expect(lines[0]).toBe(
    '::warning file=big.yaml,line=1,title=Fineprint::The scan is incomplete: 1 part could not be read. The file has more than 20 MB.',
  );
  expect(lines.filter((line) => line.startsWith('::warning'))).toHaveLength(10);
  expect(lines.at(-1)).toContain('2 warnings without an annotation');
});

test('no scanned text is a command, a property or a second line', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      'a\n::error file=x::pwned',
      '%0A::error::x',
      'a,line=1',
      'x::y',
      '\r\u2028::stop-commands::x',
      '\u202e\u001b]0;',
    ),
  );
  fc.assert(
    fc.property(text, text, text, (path, message, rule) => {
      const [line = '', ...rest] = linesOf(reportOf([finding({ rule, message, locations: [at(path)] })]));
      expect(rest).toEqual([]);
      const parts =
        /^::warning file=[^,:]*,line=1,endLine=1,col=5,endColumn=9,title=[^,:]*::(?<data>.*)$/u.exec(line);
      expect(parts?.groups?.data?.replace(/%25|%0[AD]/g, '')).not.toContain('%');
      expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]|\p{Cs}/u);
    }),
  );
});
