import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { sourceFile } from '../read/source-file.ts';
import { codeFrame } from './code-frame.ts';

function frameOf(text: string, meant: string): string {
  const start = text.indexOf(meant);
  return codeFrame(text, sourceFile(text).place({ start, end: start + meant.length }));
}

test('a frame shows the line, its number and carets below what is meant', () => {
  expect(frameOf('a: 1\nlicences:\n  allow: []\n', 'licences')).toBe('   |\n 2 | licences:\n   | ^^^^^^^^\n');
});

test('carets move with tabs, escapes and wide characters in front of them', () => {
  expect(frameOf('\tkey: \u001b[31m漢é x', 'x').split('\n')[2]).toBe(
    `   | ${' '.repeat(4 + 5 + 8 + 2 + 1 + 1)}^`,
  );
});

test('what a terminal would obey or hide is written as an escape', () => {
  const frame = frameOf('name: "\u001b]0;owned\u0007\u202egpj.exe\u200b"', 'name');
  expect(frame).toContain('\\x1b]0;owned\\x07\\u{202e}gpj.exe\\u{200b}');
  expect(frame).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e\u200b]/);
});

test('a credential is never shown, even where the cut goes through it', () => {
  const url = 'git::https://deploy:hunter2secret@example.org/a.git';
  expect(frameOf(`source = "${url}"`, url)).toBe(
    `   |\n 1 | source = "git::https://deploy:${'*'.repeat(13)}@example.org/a.git"\n   | ${' '.repeat(10)}${'^'.repeat(url.length)}\n`,
  );
  const long = `https://deploy:${'s3cret'.repeat(100)}@example.org/ here`;
  expect(frameOf(long, 'here')).not.toContain('s3cret');
});

test.each([
  'RUN curl -u deploy:s3cret https://example.org/x',
  'RUN curl --user=deploy:s3cret https://example.org/x',
  'ARG DB_PASSWORD=s3cret',
  '  "clientSecret": "s3cret",',
  "  apiKey: 's3cret'",
  'RUN wget --header="PRIVATE-TOKEN: s3cret" https://example.org/x',
])('what is called a secret is not shown: %s', (line) => {
  expect(frameOf(line, 's3cret')).not.toContain('s3cret');
});

test.each(['  secretName: registry', 'ENV TOKEN=${TOKEN_OF_BUILD}', 'RUN useradd -u 1000 app'])(
  'what is none is shown: %s',
  (line) => {
    expect(frameOf(line, line.trim())).toContain(line.trim());
  },
);

test('a long line is cut around the carets', () => {
  const frame = frameOf(`${'a'.repeat(500_000)}!!${'b'.repeat(500_000)}`, '!!');
  expect(frame).toBe(`   |\n 1 | …${'a'.repeat(40)}!!${'b'.repeat(58)}…\n   | ${' '.repeat(41)}^^\n`);
});

test('a place over several lines is marked to the end of its first line', () => {
  const text = 'a: |\r\n  one\r\n  two\r\n';
  const frame = codeFrame(text, { line: 2, column: 3, endLine: 3, endColumn: 6 });
  expect(frame).toBe('   |\n 2 |   one\n   |   ^^^\n');
});

test('an empty place gets one caret, even behind the end of its line', () => {
  expect(codeFrame('a:', { line: 1, column: 3, endLine: 1, endColumn: 3 })).toBe('   |\n 1 | a:\n   |   ^\n');
});

test('a line that the text does not have gives no frame', () => {
  expect(codeFrame('a: 1\n', { line: 9, column: 1, endLine: 9, endColumn: 2 })).toBe('');
});

test('any text and place give a frame of three printable lines, or none', () => {
  const text = fc.string({ unit: 'binary', maxLength: 300 });
  const place = fc.record({
    line: fc.integer({ min: -1, max: 5 }),
    column: fc.integer({ min: -5, max: 400 }),
    endLine: fc.integer({ min: -1, max: 6 }),
    endColumn: fc.integer({ min: -5, max: 400 }),
  });
  fc.assert(
    fc.property(text, place, (written, at) => {
      const frame = codeFrame(written, at);
      if (frame === '') return;
      expect(frame.split('\n')).toHaveLength(4);
      expect(frame).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    }),
  );
});
