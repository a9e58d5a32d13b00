import { expect, test } from 'vitest';
import { parseYaml, scalarOf, scalarText } from '../parse/tree/index.ts';
import { sourceFile } from '../read/source-file.ts';
import { joinFiles } from './joined-files.ts';

test('a place of joined files is one of the file that holds it', () => {
  const texts = ['a: 1\n', '', 'b: x\nc: two\n'];
  const files = texts.map((text, index) => ({ path: `f${index}.yml`, file: sourceFile(text) }));
  const joined = joinFiles(files);
  const root = files[2]?.file.parse(parseYaml).documents[0]?.root;
  const moved = root && scalarOf(joined.moved('f2.yml', root), 'c');
  expect(moved && joined.file.text.slice(moved.start, moved.end)).toBe('two');
  const location = moved && joined.locationOf(joined.file.place(moved));
  expect(location).toEqual({
    path: 'f2.yml',
    start: 8,
    end: 11,
    line: 2,
    column: 4,
    endLine: 2,
    endColumn: 7,
  });
});

test('the words of folded lines stand where they are written', () => {
  const text = 'run: >\n  one two\n  three\n\n  four\n';
  const run = scalarOf(parseYaml(text).documents[0]?.root, 'run');
  const mapped = run && scalarText(text, run);
  expect(mapped?.text).toBe('one two three\nfour\n');
  expect(mapped?.runs.map(({ start, length }) => text.slice(start, start + length).trim())).toEqual([
    'one',
    'two',
    'three',
    'four',
  ]);
});
