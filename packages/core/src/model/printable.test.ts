import { expect, test } from 'vitest';
import { printable, withoutCommands } from './printable.ts';

test('what a terminal would obey or hide is escaped', () => {
  expect(printable('a\u001b]0;x\u0007\n\u202e\u009b\ud800é')).toBe(
    'a\\x1b]0;x\\x07\\x0a\\u{202e}\\x9b\\u{d800}é',
  );
});

test.each([
  ['::error::x', '\\x3a:error::x'],
  ['a\n  ::add-mask::x\nb', 'a\n  \\x3a:add-mask::x\nb'],
  ['##[group]x\n\t##vso[task.x]', '\\x23#[group]x\n\t\\x23#vso[task.x]'],
  ['a ##vso[task.complete result=Succeeded;]x', 'a \\x23#vso[task.complete result=Succeeded;]x'],
  ['## Heading\na::b\n:x', '## Heading\na::b\n:x'],
])('a line of %j is no command', (text, shown) => {
  expect(withoutCommands(text)).toBe(shown);
});
